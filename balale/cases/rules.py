"""How a case is called, and where it stands. Nothing here says who or what it is about."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from balale.registry.rules.alasan import Alasan
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


def nomor_kasus(case_id: UUID) -> str:
    """K-7F3A-91BC: the whole number of a case, which is not to be guessed."""
    return f"{kode_kasus(case_id)}-{case_id.hex[4:8].upper()}"


def parse_nomor(text: str) -> str | None:
    """The eight digits of a typed case number, "7f3a91bc"; None when it is none."""
    typed = re.sub(r"[\s.\-_/]", "", text).lower().removeprefix("k")
    typed = typed.translate(str.maketrans("oil", "011"))
    return typed if re.fullmatch("[0-9a-f]{8}", typed) else None


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


# Why somebody who doesn't work on a case opens it.
ALASAN_DARURAT = (
    Alasan("keselamatan", "Nyawa atau keselamatan terancam"),
    Alasan("rujukan", "Rujukan mendesak ke rumah sakit, polisi, atau rumah aman"),
    Alasan("petugas_tidak_ada", "Petugas kasus tidak dapat dihubungi"),
    Alasan("penegak_hukum", "Permintaan mendesak penegak hukum"),
    Alasan("lainnya", "Keadaan darurat lain"),
)
KATA_DARURAT = {reason.kode: reason.kata for reason in ALASAN_DARURAT}
# An opening is reviewed within a week; so is an explanation that was asked for.
TINJAU_HARI = 7
# Wrong case numbers an hour before a breaker is asked to wait.
SALAH_MAKS = 10


class KeadaanTinjau(StrEnum):
    """How far the review of an emergency opening is."""

    BELUM = "belum"
    DIMINTA = "diminta"
    DIJAWAB = "dijawab"
    WAJAR = "wajar"

    @property
    def kata(self) -> str:
        return _KATA_TINJAU[self]

    @property
    def is_waiting(self) -> bool:
        """Not yet closed by the auditor."""
        return self is not KeadaanTinjau.WAJAR


_KATA_TINJAU = {
    KeadaanTinjau.BELUM: "Belum ditinjau",
    KeadaanTinjau.DIMINTA: "Menunggu penjelasan",
    KeadaanTinjau.DIJAWAB: "Sudah dijelaskan",
    KeadaanTinjau.WAJAR: "Wajar",
}


def get_tinjau(langkah: str, hasil: str) -> KeadaanTinjau:
    """The state after the last step of a review; "" and "" when there was none."""
    if langkah == "penjelasan":
        return KeadaanTinjau.DIJAWAB
    if langkah == "putusan":
        return KeadaanTinjau.WAJAR if hasil == "wajar" else KeadaanTinjau.DIMINTA
    return KeadaanTinjau.BELUM


def is_overdue(keadaan: KeadaanTinjau, since: datetime, now: datetime) -> bool:
    """True when the next step has been waited for longer than a week."""
    return keadaan.is_waiting and now - since > timedelta(days=TINJAU_HARI)


@dataclass(frozen=True, order=True)
class Minggu:
    """An ISO week, Monday to Sunday."""

    tahun: int
    nomor: int

    @property
    def kode(self) -> str:
        return f"{self.tahun}-M{self.nomor:02d}"

    @property
    def senin(self) -> date:
        return date.fromisocalendar(self.tahun, self.nomor, 1)

    @property
    def ahad(self) -> date:
        return self.senin + timedelta(days=6)

    def shift(self, weeks: int) -> "Minggu":
        return minggu_of(self.senin + timedelta(weeks=weeks))


def minggu_of(day: date) -> Minggu:
    """The week a day falls in."""
    tahun, nomor, _ = day.isocalendar()
    return Minggu(tahun, nomor)


def parse_minggu(text: str) -> Minggu | None:
    """The week behind "2026-M48"; None for anything else, or a week the year doesn't have."""
    found = re.fullmatch(r"(20[0-9]{2})-M([0-9]{2})", text)
    if not found:
        return None
    try:
        return minggu_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        return None
