"""Moves between villages: who is said to come, who was said to go, and the history of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from balale.access.models import User
from balale.registry.models import Orang, Pindah, StatusPindah
from balale.registry.queries.people import list_ordinary
from balale.wilayah.models import Desa

DAFTAR_MAKS = 50


@dataclass(frozen=True)
class Masuk:
    """Somebody said to have come: enough to recognise, no number, no category."""

    id: UUID
    versi: int
    nama: str
    jenis_kelamin: str
    usia: int | None
    dari: Desa
    ke: Desa
    tanggal: date
    pada: datetime


@dataclass(frozen=True)
class Keluar:
    """A move the own village proposed; the name only while the person is in sight."""

    pindah: Pindah
    nama: str


def list_masuk() -> list[Masuk]:
    """Who waits to be accepted by the asker's village, longest waiting first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_transfers_in()")
        rows = cursor.fetchall()
    desa = Desa.objects.select_related("kecamatan").in_bulk(
        {kode for row in rows for kode in row[5:7]}
    )
    return [
        Masuk(pk, versi, nama, jenis_kelamin, usia, desa[dari], desa[ke], tanggal, pada)
        for pk, versi, nama, jenis_kelamin, usia, dari, ke, tanggal, pada in rows
    ]


def count_masuk() -> int:
    """How many of them."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from balale_transfers_in()")
        return int(cursor.fetchone()[0])


def list_keluar(user: User) -> list[Keluar]:
    """Moves the asker's village proposed, newest first."""
    rows = Pindah.objects.visible_to(user).select_related("desa", "ke_desa__kecamatan")
    found = list(rows.order_by("-dibuat_pada", "-pk")[:DAFTAR_MAKS])
    people = list_ordinary(user).filter(pk__in=[row.orang_id for row in found])
    names = dict(people.values_list("pk", "nama"))
    return [Keluar(row, names.get(row.orang_id, "")) for row in found]


def count_keluar(user: User) -> int:
    """How many of the own village's moves still wait."""
    return Pindah.objects.visible_to(user).filter(status=StatusPindah.MENUNGGU).count()


def get_pindah(pindah_id: UUID, user: User) -> Pindah | None:
    """A move the own village proposed; None otherwise."""
    return Pindah.objects.visible_to(user).filter(pk=pindah_id).first()


def is_masuk(pindah_id: UUID, user: User) -> bool:
    """True where the move is, or was, to the asker's village."""
    desa = user.context.desa if user.context else ()
    return Pindah.objects.filter(pk=pindah_id, ke_desa__in=desa).exists()


def get_menunggu(orang: Orang, user: User) -> Pindah | None:
    """The move of the person that waits; None where there is none."""
    rows = Pindah.objects.visible_to(user).filter(orang=orang, status=StatusPindah.MENUNGGU)
    return rows.select_related("ke_desa").first()


def list_pindah(orang: Orang, user: User) -> list[Pindah]:
    """Accepted moves of the person, as far as the asker's village took part, oldest first."""
    desa = user.context.desa if user.context else ()
    rows = Pindah.objects.filter(Q(desa__in=desa) | Q(ke_desa__in=desa))
    rows = rows.filter(orang=orang, status=StatusPindah.DITERIMA)
    return list(rows.select_related("desa", "ke_desa", "diputus_oleh").order_by("diputus_pada"))
