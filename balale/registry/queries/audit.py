"""What an auditor asks of records without seeing them: ids for the trail, and masked samples.

The definer functions of walls.sql answer the auditor's role alone; all others get no rows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from balale.audit.queries import count_lines
from balale.registry.models import KategoriVersi
from balale.wilayah.queries import list_desa

_NOL, _EF = "0000-0000-0000-000000000000", "ffff-ffff-ffff-ffffffffffff"


@dataclass(frozen=True)
class BarisSampel:
    """One biasa entry of a sample, masked, with how many lines the trail has of it."""

    ppks_id: UUID
    nama: str
    jenis_kelamin: str
    tahun_lahir: int | None
    kategori: str
    wilayah: str
    status: str
    jejak: int


@dataclass(frozen=True)
class Undian:
    """What decides a sample wholly: the same five always give the same rows."""

    benih: str
    sampai: datetime
    wilayah: str
    kategori: int | None
    banyak: int


def _list_related(first: UUID, last: UUID) -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute("select balale_audit_related(%s, %s)", [first, last])
        return tuple(row[0] for row in cursor.fetchall())


def list_record_ids(object_id: UUID) -> tuple[UUID, ...]:
    """The ids one record goes by in the trail; the id itself where it belongs to no subject."""
    return _list_related(object_id, object_id) or (object_id,)


def list_case_ids(nomor: str) -> tuple[UUID, ...]:
    """The ids of the case whose id begins with eight hexadecimal digits; empty for none."""
    return _list_related(UUID(f"{nomor}-{_NOL}"), UUID(f"{nomor}-{_EF}"))


def draw_sample(undian: Undian) -> list[BarisSampel]:
    """The sample, in the order that the seed decides."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from balale_audit_sample(%s, %s, %s, %s, %s)",
            [undian.benih, undian.sampai, undian.wilayah, undian.kategori, undian.banyak],
        )
        rows = cursor.fetchall()
    trail = count_lines({one for row in rows for one in (row[0], row[1])})
    names = _list_kategori_names(undian.sampai)
    areas = {desa.kode: desa.sebutan for desa in list_desa()}
    return [
        BarisSampel(
            ppks_id=ppks_id,
            nama=nama,
            jenis_kelamin=jenis_kelamin,
            tahun_lahir=tahun,
            kategori=names.get(kategori_id, ""),
            wilayah=areas.get(desa_kode, ""),
            status=status,
            jejak=trail.get(ppks_id, 0) + trail.get(subjek_id, 0),
        )
        for ppks_id, subjek_id, desa_kode, kategori_id, status, nama, jenis_kelamin, tahun in rows
    ]


def _list_kategori_names(at: datetime) -> dict[int, str]:
    versions = KategoriVersi.objects.in_force(at.date())
    return dict(versions.values_list("kategori_id", "nama"))
