"""Entries one by one: how many are in a state, and the list behind that number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.registry.models import (
    JENIS_ENTRI,
    AnggotaKeluarga,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.komunitas import get_last_hitungan
from balale.registry.queries.people import BarisOrang, list_baris, list_kategori_names
from balale.registry.rules.keadaan import KEADAAN, MENUNGGU, PERBAIKAN
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.susunan import KEPALA

PAGE_SIZE = 25
# An area of more villages is not counted on every page.
_DIHITUNG_DESA_MAKS = 20


@dataclass(frozen=True)
class BarisEntri:
    """One entry in a list; `jumlah` says how many families a community has.

    Names are masked as in every list. `orang_id` is the person's, of a family its head's, and
    None where no ordinary person stands for it.
    """

    id: UUID
    nama: str
    kategori: str
    unit: str
    tempat: str
    status: str
    orang_id: UUID | None
    komunitas_id: UUID | None
    jumlah: str = ""


@dataclass(frozen=True)
class HalamanEntri:
    """A keyset page, newest entries first. `jumlah` is None where the area is wide."""

    baris: list[BarisEntri]
    sesudah: UUID | None
    jumlah: int | None


def filter_keadaan(user: User, keadaan: str) -> QuerySet[Ppks]:
    """Entries in the asker's sight in one state of `KEADAAN`; all of them for "".

    *Menunggu*: proposed, and the village head has not decided. *Perbaikan*: sent back by the
    village head or the office, and not mended yet. The others are the official statuses.
    """
    rows = Ppks.objects.visible_to(user)
    if keadaan == MENUNGGU:
        return rows.filter(_has_usulan(StatusUsulan.MENUNGGU_KEPALA_DESA))
    if keadaan == PERBAIKAN:
        rows = rows.filter(status__in=[StatusPpks.DRAF, StatusPpks.DIKEMBALIKAN])
        waits = _has_usulan(StatusUsulan.MENUNGGU_KEPALA_DESA)
        return rows.filter(_has_usulan(StatusUsulan.DIKEMBALIKAN)).exclude(waits)
    return rows.filter(status=keadaan) if keadaan else rows


def _has_usulan(status: str) -> Exists:
    rows = Usulan.objects.filter(ppks=OuterRef("pk"), jenis__in=JENIS_ENTRI, status=status)
    return Exists(rows)


def count_entri(user: User, keadaan: Iterable[str]) -> dict[str, int]:
    """How many entries are in each of these states; the list behind has as many rows."""
    return {satu: filter_keadaan(user, satu).count() for satu in keadaan}


def list_entri(user: User, keadaan: str, *, sesudah: UUID | None, on: date) -> HalamanEntri:
    """One page of the entries in a state."""
    rows = filter_keadaan(user, keadaan if keadaan in KEADAAN else "")
    is_narrow = user.context is not None and len(user.context.desa) <= _DIHITUNG_DESA_MAKS
    jumlah = rows.count() if is_narrow else None
    if sesudah is not None:
        rows = rows.filter(pk__lt=sesudah)
    rows = rows.select_related("desa", "komunitas").only(
        "orang_id", "keluarga_id", "kategori_id", "status", "tingkat", "desa__nama",
        "komunitas__nama", "komunitas__dusun",
    )  # fmt: skip
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    baris = _to_baris(found[:PAGE_SIZE], user=user, on=on)
    return HalamanEntri(baris, baris[-1].id if has_more else None, jumlah)


def _to_baris(rows: list[Ppks], *, user: User, on: date) -> list[BarisEntri]:
    heads = _get_heads([row.keluarga_id for row in rows if row.keluarga_id], user)
    owner = {row.pk: row.orang_id or heads.get(row.keluarga_id or row.pk) for row in rows}
    orang = Orang.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)
    people = orang.filter(pk__in={pk for pk in owner.values() if pk}).select_related("desa")
    by_id = {satu.id: satu for satu in list_baris(list(people), user=user, on=on)}
    hitungan = get_last_hitungan([row.komunitas_id for row in rows if row.komunitas_id], user)
    names = list_kategori_names(on)
    return [
        _baris(
            row, by_id.get(owner[row.pk] or row.pk),
            kategori=names[row.kategori_id].nama if row.kategori_id in names else "",
            jumlah=hitungan[row.komunitas_id].kata if row.komunitas_id in hitungan else "",
        )
        for row in rows
    ]  # fmt: skip


def _baris(row: Ppks, orang: BarisOrang | None, *, kategori: str, jumlah: str) -> BarisEntri:
    komunitas, nama, dusun = row.komunitas, orang.nama if orang else "", ""
    if orang is not None:
        dusun = orang.dusun
    if komunitas is not None:
        nama, dusun = komunitas.nama, komunitas.dusun
    return BarisEntri(
        id=row.pk,
        nama=nama,
        kategori=kategori or f"Kategori {row.kategori_id}",
        unit="keluarga" if row.keluarga_id else "komunitas" if row.komunitas_id else "",
        tempat=", ".join(filter(None, (dusun, row.desa.nama))),
        status=row.status,
        orang_id=orang.id if orang else None,
        komunitas_id=row.komunitas_id,
        jumlah=jumlah,
    )


def _get_heads(keluarga_ids: list[UUID], user: User) -> dict[UUID, UUID]:
    """Who stands for each family: its head, else who has been in it longest."""
    if not keluarga_ids:
        return {}
    rows = AnggotaKeluarga.objects.visible_to(user).filter(
        keluarga__in=keluarga_ids, sampai__isnull=True, orang__tingkat=Tingkat.BIASA
    )
    rows = rows.order_by("-mulai", "-id")
    found = list(rows.values_list("keluarga_id", "orang_id", "hubungan"))
    by_family = {keluarga: orang for keluarga, orang, _hubungan in found}
    return by_family | {k: o for k, o, hubungan in found if hubungan == KEPALA}
