"""The head, the foot and the sheet of whatever the desk prints."""

from datetime import datetime
from pathlib import Path

from balale.access.models import User
from balale.access.queries.accounts import is_latihan
from balale.access.rules.policy import POLICY, Role
from balale.kit.formatting import as_wib, format_nip, format_tanggal, format_waktu
from balale.kit.paper import Cetakan, Kertas, Kop
from balale.registry.queries.reference import get_kop

TEMPLATES = Path(__file__).parent


def read_kertas(value: str) -> Kertas:
    """The sheet asked for; A4 where that isn't understood."""
    return Kertas(value) if value in set(Kertas) else Kertas.A4


def make_cetakan(
    user: User, *, judul: str, kertas: Kertas, now: datetime, kode: str = ""
) -> Cetakan:
    """Under the letterhead of an area: the one named, or the one the user works for today."""
    today = as_wib(now).date()
    kode = kode or (user.context.wilayah_kode if user.context else "")
    row = get_kop(kode, today) if kode else None
    kop = Kop()
    if row is not None:
        kop = Kop(
            tuple(row.baris.split("\n")), row.alamat, row.tempat, row.jabatan, row.pejabat,
            format_nip(row.nip),
        )  # fmt: skip
    return Cetakan(
        judul=judul,
        kop=kop,
        oleh=f"{user.nama} ({POLICY[Role(user.role)].label})",
        pada=format_waktu(now),
        kertas=kertas,
        tanggal=format_tanggal(today),
        is_latihan=is_latihan(),
    )
