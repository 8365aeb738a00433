"""The queue of the office: oldest first, narrowed, in keyset pages and around one proposal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from balale.access.models import User
from balale.kit.chrome import MOST_SHOWN
from balale.registry.models import JenisUsulan, Keputusan, StatusUsulan, Usulan
from balale.registry.queries.usulan import (
    BarisUsulan,
    fetch_usulan,
    get_last_keputusan,
    list_keputusan,
    list_usulan,
    to_baris,
)
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI, LAMA_MENUNGGU_HARI, Langkah

PAGE_SIZE = 25
_SEBELUM_MAKS = 3
_SESUDAH_MAKS = 6


class Saring(StrEnum):
    """What the queue is narrowed to, as it stands in the address."""

    SEMUA = ""
    LAMA = "lama"
    ULANG = "ulang"


KATA_SARING = {
    Saring.SEMUA: "Semua",
    Saring.LAMA: f"Lewat {LAMA_MENUNGGU_HARI} hari",
    Saring.ULANG: "Ulang",
}


@dataclass(frozen=True)
class Chip:
    """One filter with its count."""

    saring: Saring
    kata: str
    jumlah: int
    is_dipilih: bool


@dataclass(frozen=True)
class Halaman:
    """A keyset page of the queue; `setelah` begins the next one."""

    baris: list[BarisUsulan]
    setelah: UUID | None
    is_awal: bool


@dataclass(frozen=True)
class Sekitar:
    """The rows around one proposal, its neighbours and its place from 1."""

    baris: list[BarisUsulan]
    sebelum: UUID | None
    berikut: UUID | None
    posisi: int


def parse_saring(text: str) -> Saring:
    """The filter of an address; an unknown one is none."""
    return Saring(text) if text in Saring._value2member_map_ else Saring.SEMUA


def list_queue(user: User, saring: Saring, *, now: datetime) -> QuerySet[Usulan]:
    """What waits for the office, the longest waiting first."""
    rows = list_usulan(user).filter(status=StatusUsulan.MENUNGGU_VERIFIKASI)
    if saring is Saring.LAMA:
        rows = rows.filter(menunggu_sejak__lt=_late(now))
    elif saring is Saring.ULANG:
        rows = rows.filter(jenis=JenisUsulan.PERBAIKAN)
    return rows.order_by("menunggu_sejak", "pk")


def count_queue(user: User) -> int:
    """How many proposals wait for the office; counted up to what a menu shows, since every page
    asks (a queue of 8,500: 60 ms)."""
    rows = list_usulan(user).filter(status=StatusUsulan.MENUNGGU_VERIFIKASI)
    return rows[: MOST_SHOWN + 1].count()


def has_reached_office(usulan: Usulan, user: User) -> bool:
    """False while the village head has it, and where he sent it back to the operator."""
    if usulan.status == StatusUsulan.MENUNGGU_KEPALA_DESA:
        return False
    if usulan.status != StatusUsulan.DIKEMBALIKAN:
        return True
    last = get_last_keputusan(usulan.pk, user)
    return last is not None and last.langkah == Langkah.VERIFIKASI


def list_chips(user: User, saring: Saring, *, now: datetime) -> list[Chip]:
    """The filters with their counts, in one query."""
    counts = list_queue(user, Saring.SEMUA, now=now).aggregate(
        semua=Count("pk"),
        lama=Count("pk", filter=Q(menunggu_sejak__lt=_late(now))),
        ulang=Count("pk", filter=Q(jenis=JenisUsulan.PERBAIKAN)),
    )
    return [
        Chip(satu, KATA_SARING[satu], counts[satu.name.lower()], satu is saring) for satu in Saring
    ]


def list_page(
    user: User, saring: Saring, *, setelah: UUID | None, on: date, now: datetime
) -> Halaman:
    """One page after a proposal; an unknown one begins at the start."""
    rows = list_queue(user, saring, now=now)
    anchor = _get_anchor(user, setelah)
    if anchor:
        rows = rows.filter(_after(*anchor))
    found = fetch_usulan(rows, user, PAGE_SIZE + 1)
    has_more = len(found) > PAGE_SIZE
    baris = to_baris(found[:PAGE_SIZE], user=user, on=on)
    return Halaman(baris, baris[-1].id if has_more else None, anchor is None)


def list_around(user: User, saring: Saring, *, usulan: Usulan, on: date, now: datetime) -> Sekitar:
    """The queue around a proposal, which itself may have left it."""
    rows = list_queue(user, saring, now=now)
    anchor = (usulan.menunggu_sejak, usulan.pk)
    before = fetch_usulan(rows.filter(_before(*anchor)).reverse(), user, _SEBELUM_MAKS)
    after = fetch_usulan(rows.filter(_after(*anchor)), user, _SESUDAH_MAKS)
    is_waiting = usulan.status == StatusUsulan.MENUNGGU_VERIFIKASI
    shown = [*reversed(before), *([usulan] if is_waiting else []), *after]
    return Sekitar(
        baris=to_baris(shown, user=user, on=on),
        sebelum=before[0].pk if before else None,
        berikut=after[0].pk if after else None,
        posisi=rows.filter(_before(*anchor)).count() + 1,
    )


def get_next(user: User, saring: Saring, *, usulan: Usulan | None, now: datetime) -> UUID | None:
    """The proposal to look at next: after this one, else the oldest; None when all is done."""
    rows = list_queue(user, saring, now=now)
    if usulan is not None:
        later = rows.filter(_after(usulan.menunggu_sejak, usulan.pk))
        found = later.values_list("pk", flat=True).first()
        if found:
            return found
        rows = rows.exclude(pk=usulan.pk)
    return rows.values_list("pk", flat=True).first()


def list_riwayat(user: User, *, now: datetime) -> list[Keputusan]:
    """The asker's decisions that may still be taken back, newest first."""
    return list_keputusan(user, since=now - timedelta(days=BATAS_URUNGKAN_HARI))


def _late(now: datetime) -> datetime:
    return now - timedelta(days=LAMA_MENUNGGU_HARI)


def _get_anchor(user: User, usulan_id: UUID | None) -> tuple[datetime, UUID] | None:
    if usulan_id is None:
        return None
    rows = list_usulan(user).filter(pk=usulan_id)
    return rows.values_list("menunggu_sejak", "pk").first()


def _after(since: datetime, pk: UUID) -> Q:
    later = Q(menunggu_sejak__gt=since) | Q(pk__gt=pk)
    return Q(menunggu_sejak__gte=since) & later


def _before(since: datetime, pk: UUID) -> Q:
    earlier = Q(menunggu_sejak__lt=since) | Q(pk__lt=pk)
    return Q(menunggu_sejak__lte=since) & earlier
