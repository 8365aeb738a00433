"""How far an account is in its training, read from its own trail and the register."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse

from balale.access.models import Receipt, User
from balale.access.queries.accounts import is_latihan
from balale.audit.models import TrailLine
from balale.latihan.queries.tempat import has_been_seeded
from balale.latihan.rules.tugas import (
    CARI,
    DICATAT,
    DISIMPAN,
    EVENTS,
    MULAI_LAGI,
    SETELAH_CARI,
    TERKIRIM,
    TUGAS,
    Hasil,
    Perbuatan,
    Tercatat,
    list_hasil,
    list_since_reset,
)
from balale.registry.models import Usulan


@dataclass(frozen=True)
class Kemajuan:
    """The tasks of an account and how many of them are done."""

    hasil: list[Hasil]
    alamat: str = ""

    @property
    def selesai(self) -> int:
        return sum(one.pada is not None for one in self.hasil)

    @property
    def banyak(self) -> int:
        return len(self.hasil)

    @property
    def selesai_pada(self) -> datetime | None:
        """When the last task was done; None while one is open."""
        times = [one.pada for one in self.hasil if one.pada is not None]
        return max(times) if times and len(times) == len(self.hasil) else None


def is_open() -> bool:
    """True where people train: a database marked LATIHAN that holds its invented people."""
    return _is_open(str(settings.DATABASES["default"]["NAME"]))


@lru_cache(maxsize=1)
def _is_open(database: str) -> bool:
    """Asked once a process: people are there before the server starts."""
    return is_latihan() and has_been_seeded()


def has_tasks(user: User) -> bool:
    """True for the roles that train."""
    return user.role in TUGAS


def get_kemajuan(user: User) -> Kemajuan:
    """What the account has done since it last began anew."""
    perbuatan = _list_perbuatan(user)
    kept = _list_objek(perbuatan, DISIMPAN)
    if kept:
        perbuatan += _list_sent(user, kept)
    tercatat = _list_tercatat(user, _list_objek(perbuatan, DICATAT))
    hasil = list_hasil(user.role, perbuatan, tercatat)
    return Kemajuan(hasil, alamat=reverse("latihan:tugas"))


def _list_objek(perbuatan: list[Perbuatan], event: str) -> list[UUID]:
    return [one.objek for one in perbuatan if one.event == event and one.objek is not None]


def _list_perbuatan(user: User) -> list[Perbuatan]:
    """Every act that may count since the account last began anew, oldest first.

    Of searches, which are many, only the first; none where nothing was done that needs one.
    """
    found = list_since_reset(_read(user, event__in=EVENTS - {CARI}))
    if not any(one.event in SETELAH_CARI for one in found):
        return found
    resets = TrailLine.objects.filter(user_id=user.user_id, event=MULAI_LAGI).order_by("-at", "-id")
    begun = resets.values_list("at", flat=True).first()
    since = {"at__gt": begun} if begun else {}
    searches = _read(user, event=CARI, **since)
    return sorted([*searches, *found], key=lambda one: one.pada)


def _read(user: User, **narrow: object) -> list[Perbuatan]:
    lines = TrailLine.objects.filter(user_id=user.user_id, **narrow).order_by("at", "id")
    if narrow.get("event") == CARI:
        lines = lines.filter(Q(fields__cara__isnull=True) | ~Q(fields__cara="isian"))[:1]
    return [
        Perbuatan(event, at, object_id, _is_lain(event, fields))
        for event, at, object_id, fields in lines.values_list("event", "at", "object_id", "fields")
    ]


def _is_lain(event: str, fields: dict[str, Any]) -> bool:
    if event == "document.printed":
        return not str(fields.get("dokumen", "")).startswith("formulir")
    return event == "orang.searched" and fields.get("cara") == "isian"


def _list_sent(user: User, kept: list[UUID]) -> list[Perbuatan]:
    rows = Receipt.objects.filter(user_id=user.user_id, kunci__in=kept)
    return [Perbuatan(TERKIRIM, pada, kunci) for kunci, pada in rows.values_list("kunci", "pada")]


def _list_tercatat(user: User, entered: list[UUID]) -> list[Tercatat]:
    """New persons, not known ones who got one more category."""
    if not entered:
        return []
    rows = Usulan.objects.visible_to(user).filter(
        ppks_id__in=entered, orang__isnull=False, orang__dibuat_pada__gte=F("diusulkan_pada")
    )
    return [
        Tercatat(ppks, has_nik=nik is not None)
        for ppks, nik in rows.values_list("ppks_id", "orang__nik_indeks")
    ]
