"""Communities: the list, one whole, and what proposals say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.registry.models import (
    AnggotaKomunitas,
    HitunganKomunitas,
    Komunitas,
    Orang,
    Ppks,
)
from balale.registry.queries.answers import Jawab, list_jawab
from balale.registry.queries.keluarga import list_anggota
from balale.registry.queries.people import list_kategori_names

DAFTAR_MAKS = 200


@dataclass(frozen=True)
class BarisKomunitas:
    """One community in the list."""

    komunitas: Komunitas
    jumlah: str
    status: str


@dataclass(frozen=True)
class KeluargaKomunitas:
    """A family in a community; `nama` is its head, as far as the asker may see."""

    anggota: AnggotaKomunitas
    nama: str


@dataclass(frozen=True)
class RincianKomunitas:
    """One community whole. `versi` rises with every count and every family."""

    komunitas: Komunitas
    jumlah: str
    hitungan: list[HitunganKomunitas]
    keluarga: list[KeluargaKomunitas]
    ppks: list[Ppks]
    jawaban: list[Jawab]
    versi: int


def say_hitungan(row: HitunganKomunitas | None) -> str:
    """The count in words; nothing where none was made."""
    return row.kata if row else ""


def get_komunitas(komunitas_id: UUID, user: User) -> Komunitas | None:
    """A community in the asker's sight; None otherwise."""
    rows = Komunitas.objects.visible_to(user).select_related("desa__kecamatan")
    return rows.filter(pk=komunitas_id).first()


def get_last_hitungan(ids: Iterable[UUID], user: User) -> dict[UUID, HitunganKomunitas]:
    """The count that holds, by community."""
    rows = HitunganKomunitas.objects.visible_to(user).filter(
        komunitas__in=list(ids), sampai__isnull=True
    )
    return {row.komunitas_id: row for row in rows.order_by("pada", "id")}


def get_hitungan_now(komunitas: Komunitas, *, user: User) -> HitunganKomunitas | None:
    """The count that holds."""
    return get_last_hitungan([komunitas.pk], user).get(komunitas.pk)


def list_komunitas(user: User) -> list[BarisKomunitas]:
    """Communities of the area by name, each with its count and the state of its entry."""
    rows = list(
        Komunitas.objects.visible_to(user)
        .select_related("desa__kecamatan")
        .order_by("nama", "id")[:DAFTAR_MAKS]
    )
    hitungan = get_last_hitungan([row.pk for row in rows], user)
    entri = Ppks.objects.visible_to(user).filter(komunitas__in=rows).order_by("dibuat_pada")
    status = {ppks.komunitas_id: ppks.status for ppks in entri}
    return [
        BarisKomunitas(row, say_hitungan(hitungan.get(row.pk)), status.get(row.pk, ""))
        for row in rows
    ]


def get_rincian_komunitas(komunitas: Komunitas, *, user: User, on: date) -> RincianKomunitas:
    """The community with its counts, families now, entry and answers."""
    hitungan = HitunganKomunitas.objects.visible_to(user).filter(komunitas=komunitas)
    counts = list(hitungan.order_by("-pada", "-id"))
    ppks = list(Ppks.objects.visible_to(user).filter(komunitas=komunitas).order_by("-mulai"))
    jawab = list_jawab(ppks[:1], user=user, vault=Vault(), is_open=False)
    return RincianKomunitas(
        komunitas=komunitas,
        jumlah=say_hitungan(next((row for row in counts if row.sampai is None), None)),
        hitungan=counts,
        keluarga=_list_keluarga(komunitas, user=user, on=on),
        ppks=ppks,
        jawaban=jawab[ppks[0].pk] if ppks else [],
        versi=get_versi(komunitas, user=user),
    )


def _list_keluarga(komunitas: Komunitas, *, user: User, on: date) -> list[KeluargaKomunitas]:
    found = AnggotaKomunitas.objects.visible_to(user).filter(komunitas=komunitas)
    rows = list(found.filter(sampai__isnull=True).order_by("mulai", "id"))
    kategori = list_kategori_names(on)
    members = list_anggota([row.keluarga_id for row in rows], kategori, user=user, on=on)
    return [
        KeluargaKomunitas(row, next((a.nama for a in members[row.keluarga_id]), "Keluarga"))
        for row in rows
    ]


def get_versi(komunitas: Komunitas, *, user: User) -> int:
    """A number that every count and every family in or out raises."""
    models = (HitunganKomunitas, AnggotaKomunitas)
    rows = [m.objects.visible_to(user).filter(komunitas=komunitas) for m in models]
    return sum(sum(found.values_list("versi", flat=True)) for found in rows)


def get_wakil(nomor: str, user: User) -> Orang | None:
    """The ordinary person with this NIK or temporary number in the asker's sight."""
    rows = Orang.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)
    if nomor.isascii() and nomor.isdigit():
        return rows.filter(nik_indeks=crypto.blind_index("nik", nomor)).first()
    return rows.filter(nomor_sementara=nomor.upper()).first() if nomor else None


def get_anggota_komunitas(anggota_id: UUID, user: User) -> AnggotaKomunitas | None:
    """A family's place in a community now; None out of sight or ended."""
    rows = AnggotaKomunitas.objects.visible_to(user).filter(sampai__isnull=True)
    return rows.select_related("komunitas").filter(pk=anggota_id).first()
