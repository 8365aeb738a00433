"""How a case is called, and where it stands. Nothing here says who or what it is about."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from balale.registry.rules.status import StatusPpks

# The statuses of an entry that is still worked on. A rahasia entry has no draft.
BERJALAN = (StatusPpks.DIAJUKAN, StatusPpks.DIKEMBALIKAN)


class Tahap(StrEnum):
    """Where a case stands for the people who work on it."""

    BARU = "baru"
    DIKERJAKAN = "dikerjakan"
    MENUNGGU = "menunggu"
    SELESAI = "selesai"

    @property
    def kata(self) -> str:
        return _KATA[self]


_KATA = {
    Tahap.BARU: "Belum ditugaskan",
    Tahap.DIKERJAKAN: "Sedang dikerjakan",
    Tahap.MENUNGGU: "Menunggu pengesahan",
    Tahap.SELESAI: "Selesai",
}


@dataclass(frozen=True)
class Keadaan:
    """What decides the stage: the entry's status, a petugas at work, a request to verify."""

    status: str
    is_ditugaskan: bool
    is_diminta: bool


def kode_kasus(case_id: UUID) -> str:
    """K-7F3A: short, readable over the phone, and silent about the person."""
    return f"K-{case_id.hex[:4].upper()}"


def get_tahap(keadaan: Keadaan) -> Tahap:
    """The stage. A returned case is at work again, whatever was asked before."""
    if keadaan.status not in BERJALAN:
        return Tahap.SELESAI
    if not keadaan.is_ditugaskan:
        return Tahap.BARU
    if keadaan.status == StatusPpks.DIAJUKAN and keadaan.is_diminta:
        return Tahap.MENUNGGU
    return Tahap.DIKERJAKAN


def hari_menunggu(lama_detik: float) -> str:
    """How long a case has waited, in words: whole days, else hours."""
    jam = int(max(0, lama_detik) // 3600)
    if jam < 1:
        return "baru masuk"
    return f"{jam} jam" if jam < 24 else f"{jam // 24} hari"
