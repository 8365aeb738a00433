"""What stands on the certificate of the training, and under which letterhead."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from balale.access.crypto import keyed_digest
from balale.access.models import User
from balale.access.queries.accounts import get_area_title, is_latihan
from balale.access.rules.policy import POLICY, Role
from balale.kit.formatting import as_wib, format_nip, format_tanggal, format_waktu
from balale.kit.paper import Cetakan, Kop
from balale.latihan.rules.tugas import TUGAS
from balale.registry.queries.reference import get_kop
from balale.wilayah.rules import KODE_KABUPATEN

TEMPLATE = Path(__file__).parent / "sertifikat.typ"
JUDUL = "Sertifikat latihan"
_NOMOR_HURUF = 8


def make_nomor(user_id: UUID, selesai_pada: datetime) -> str:
    """The same account and day always give the same number; nobody can make one up."""
    on = as_wib(selesai_pada).date()
    digest = keyed_digest(f"sertifikat|{user_id}|{on.isoformat()}")
    return f"LAT/{on.year}/{digest[:_NOMOR_HURUF].upper()}"


def make_cetakan(user: User, *, selesai_pada: datetime, now: datetime) -> Cetakan:
    """Under the letterhead of the office, dated with the day the last task was done."""
    return Cetakan(
        judul=JUDUL,
        kop=_make_kop(as_wib(now).date()),
        oleh=f"{user.nama} ({POLICY[Role(user.role)].label})",
        pada=format_waktu(now),
        tanggal=format_tanggal(as_wib(selesai_pada).date()),
        is_latihan=is_latihan(),
    )


def _make_kop(on: date) -> Kop:
    row = get_kop(KODE_KABUPATEN, on)
    if row is None:
        return Kop()
    baris = tuple(row.baris.split("\n"))
    return Kop(baris, row.alamat, row.tempat, row.jabatan, row.pejabat, format_nip(row.nip))


def build_sertifikat(user: User, *, selesai_pada: datetime) -> dict[str, Any]:
    """Data of `sertifikat.typ`."""
    kode = user.context.wilayah_kode if user.context else ""
    return {
        "nomor": make_nomor(user.id, selesai_pada),
        "nama": user.nama,
        "peran": POLICY[Role(user.role)].label,
        "tempat": get_area_title(kode),
        "tugas": [one.judul for one in TUGAS[user.role]],
    }
