"""What a reader has opened for a quarter of an hour: full numbers and notes of one subject."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LAMA_BUKA = timedelta(minutes=15)


class Bagian(StrEnum):
    """The parts that are shown masked until somebody gives a reason."""

    NIK = "nik"
    TELEPON = "telepon"
    ALAMAT = "alamat"
    CATATAN = "catatan"
    NO_KK = "no_kk"
    BERKAS = "berkas"


def add_bagian(
    terbuka: Mapping[str, str], *, subjek_id: UUID, bagian: Bagian, now: datetime
) -> dict[str, str]:
    """`terbuka` with one more part, open for 15 minutes; what has ended is dropped.

    Keys are "part:subject", values the end in ISO form.
    """
    masih = {
        kunci: akhir for kunci, akhir in terbuka.items() if datetime.fromisoformat(akhir) > now
    }
    return {**masih, f"{bagian}:{subjek_id}": (now + LAMA_BUKA).isoformat()}


def list_bagian(terbuka: Mapping[str, str], *, subjek_id: UUID, now: datetime) -> frozenset[Bagian]:
    """The parts of this subject that are open now."""
    return frozenset(
        bagian
        for bagian in Bagian
        if (akhir := terbuka.get(f"{bagian}:{subjek_id}")) and datetime.fromisoformat(akhir) > now
    )
