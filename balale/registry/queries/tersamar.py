"""The camat's list: biasa entries of the kecamatan, with names masked in the database itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from balale.access.models import User
from balale.registry.queries.people import list_kategori_names
from balale.wilayah.queries import list_desa

PAGE_SIZE = 25


@dataclass(frozen=True)
class BarisTersamar:
    """One entry: whose initials, where, what, and how far. Nothing leads to the person."""

    nama: str
    desa: str
    kategori: str
    is_keluarga: bool
    status: str


@dataclass(frozen=True)
class HalamanTersamar:
    """One page, newest entries first; `sesudah` is where the next one begins."""

    baris: list[BarisTersamar]
    sesudah: UUID | None


def list_tersamar(
    user: User, *, desa: str = "", sesudah: UUID | None = None, on: date
) -> HalamanTersamar:
    """Entries of the asker's kecamatan, or of one desa in it. Readable by a camat alone."""
    wilayah = user.context.wilayah_kode if user.context else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from balale_list_masked(%s, %s, %s)", [desa, sesudah, PAGE_SIZE + 1]
        )
        rows = cursor.fetchall()
    places = {row.kode: row.sebutan for row in list_desa(wilayah)}
    names = list_kategori_names(on)
    baris = [
        BarisTersamar(
            nama=nama,
            desa=places.get(kode, kode),
            kategori=names[kategori].nama if kategori in names else f"Kategori {kategori}",
            is_keluarga=is_keluarga,
            status=status,
        )
        for _id, nama, kode, kategori, is_keluarga, status in rows[:PAGE_SIZE]
    ]
    has_more = len(rows) > PAGE_SIZE
    return HalamanTersamar(baris, rows[PAGE_SIZE - 1][0] if has_more else None)
