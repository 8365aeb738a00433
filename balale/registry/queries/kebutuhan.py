"""Needs of entries in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.registry.models import Kebutuhan, Ppks
from balale.registry.queries.answers import list_kode_words
from balale.registry.rules.status import ENDED


@dataclass(frozen=True)
class Butuh:
    """One need for the screen: what, how badly, since when, and when it was met."""

    kata: str
    berat: str
    mulai: date
    dipenuhi_pada: date | None


def list_rows(ppks: Iterable[Ppks], *, user: User) -> QuerySet[Kebutuhan]:
    """Needs that hold, in the asker's sight."""
    rows = Kebutuhan.objects.visible_to(user).filter(ppks__in=list(ppks), is_berlaku=True)
    return rows.order_by("mulai", "id")


def list_butuh(ppks: list[Ppks], *, user: User) -> dict[UUID, list[Butuh]]:
    """Needs by entry: open ones first, the worst first."""
    found: dict[UUID, list[Butuh]] = defaultdict(list)
    rows = list(list_rows(ppks, user=user)) if ppks else []
    codes = {("kebutuhan", row.jenis) for row in rows}
    words = list_kode_words(codes | {("berat_kebutuhan", row.berat) for row in rows})
    order = {"berat": 0, "sedang": 1, "ringan": 2}
    for row in sorted(rows, key=lambda r: (r.dipenuhi_pada is not None, order.get(r.berat, 3))):
        kata = words.get(("kebutuhan", row.jenis), row.jenis)
        berat = words.get(("berat_kebutuhan", row.berat), row.berat)
        found[row.ppks_id].append(Butuh(kata, berat, row.mulai, row.dipenuhi_pada))
    return found


def get_versi(ppks: Ppks, *, user: User) -> int:
    """A number that any change of the entry's needs raises."""
    rows = Kebutuhan.objects.visible_to(user).filter(ppks=ppks)
    return int(rows.aggregate(jumlah=Sum("versi"))["jumlah"] or 0)


def get_running(ppks_id: UUID, user: User) -> Ppks | None:
    """A running entry in sight whose needs may be brought up to date; None otherwise."""
    rows = Ppks.objects.visible_to(user).exclude(tingkat=Tingkat.RAHASIA)
    rows = rows.exclude(status__in=ENDED).select_related("orang", "keluarga")
    return rows.filter(pk=ppks_id).first()
