"""Moves between villages: who is said to come, who was said to go, and the history of a person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from balale.access.models import User
from balale.registry.models import (
    AnggotaKeluarga,
    Keluarga,
    Orang,
    Pindah,
    StatusPindah,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.keluarga import (
    Anggota,
    get_versi,
    list_anggota,
    list_families,
    list_sekarang,
)
from balale.registry.queries.people import list_kategori_names, list_ordinary
from balale.wilayah.models import Desa

DAFTAR_MAKS = 50
_TERBUKA = (
    StatusUsulan.MENUNGGU_KEPALA_DESA,
    StatusUsulan.MENUNGGU_VERIFIKASI,
    StatusUsulan.MENUNGGU_PENOLAKAN,
)


@dataclass(frozen=True)
class Sekeluarga:
    """The family that may go along with a person: those alive whom the asker sees, and the
    version of the whole."""

    keluarga: Keluarga
    anggota: list[Anggota]
    dasar: str

    @property
    def jumlah(self) -> int:
        return len(self.anggota)


@dataclass(frozen=True)
class Calon:
    """Another member of a family said to come."""

    nama: str
    jenis_kelamin: str
    usia: int | None


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
    anggota: tuple[Calon, ...] = ()

    @property
    def jumlah(self) -> int:
        return 1 + len(self.anggota)


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
        Masuk(
            pk, versi, nama, jenis_kelamin, usia, desa[dari], desa[ke], tanggal, pada,
            tuple(Calon(*satu) for satu in json.loads(anggota or "[]")),
        )
        for pk, versi, nama, jenis_kelamin, usia, dari, ke, tanggal, pada, anggota in rows
    ]  # fmt: skip


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
    """The move of the person, or of a family the person is in, that waits; None without one."""
    return _list_menunggu([orang], list_families(orang, user), user).first()


def get_menunggu_anggota(sekeluarga: Sekeluarga, user: User) -> Pindah | None:
    """A waiting move of the family or of anybody in it."""
    ids = [anggota.orang_id for anggota in sekeluarga.anggota]
    return _list_menunggu(ids, [sekeluarga.keluarga], user).first()


def _list_menunggu(
    orang: Sequence[Orang | UUID], keluarga: Sequence[Keluarga], user: User
) -> QuerySet[Pindah]:
    rows = Pindah.objects.visible_to(user).filter(status=StatusPindah.MENUNGGU)
    rows = rows.filter(Q(orang__in=orang) | Q(keluarga__in=keluarga))
    return rows.select_related("orang", "ke_desa")


def get_sekeluarga(orang: Orang, user: User, on: date) -> Sekeluarga | None:
    """The family of a person while somebody else alive is in it; None otherwise."""
    for keluarga in list_families(orang, user):
        rows = list_sekarang(keluarga, user)
        alive = {row.orang_id for row in rows if row.orang.meninggal_pada is None}
        names = list_kategori_names(on)
        members = list_anggota([keluarga.pk], names, user=user, on=on, shown=orang.pk)
        present = [
            satu for satu in members[keluarga.pk]
            if satu.sampai is None and satu.orang_id in alive
        ]  # fmt: skip
        if len(present) > 1:
            return Sekeluarga(keluarga, present, get_versi(keluarga, rows))
    return None


def list_terhalang(orang: Orang, sekeluarga: Sekeluarga | None, user: User) -> list[str]:
    """Names of those whose move an open proposal stops; the family's own stands for itself."""
    names, subjek = {orang.pk: orang.nama}, [orang.pk]
    if sekeluarga is not None:
        names = {satu.orang_id: satu.nama for satu in sekeluarga.anggota}
        subjek = [*names, sekeluarga.keluarga.pk]
    rows = Usulan.objects.visible_to(user).filter(status__in=_TERBUKA)
    rows = rows.filter(Q(orang__in=names) | Q(subjek_id__in=subjek))
    found = set(rows.values_list("orang", flat=True))
    return list(
        dict.fromkeys(names.get(pk, "Keluarga ini") for pk in [*names, *found] if pk in found)
    )


def list_pindah(orang: Orang, user: User) -> list[Pindah]:
    """Accepted moves of the person, alone or with a family, as far as the asker's village took
    part, oldest first."""
    desa = user.context.desa if user.context else ()
    along = AnggotaKeluarga.objects.filter(
        Q(sampai=None) | Q(sampai__gte=OuterRef("tanggal")), orang=orang,
        keluarga=OuterRef("keluarga"), dibuat_pada__lt=OuterRef("diputus_pada"),
    )  # fmt: skip
    rows = Pindah.objects.filter(Q(desa__in=desa) | Q(ke_desa__in=desa))
    rows = rows.filter(Q(orang=orang) | Exists(along), status=StatusPindah.DITERIMA)
    return list(rows.select_related("desa", "ke_desa", "diputus_oleh").order_by("diputus_pada"))
