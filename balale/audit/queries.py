"""Reads of the trail for those who may: by record, by account, by time, by kind.

Every question is answered from an index and paged by the last line, so that it costs the same
over millions of lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from balale.audit.models import TrailLine

PAGE = 50


@dataclass(frozen=True)
class Telusur:
    """What is asked of the trail; an empty part narrows nothing.

    `objek`: the ids that one record goes by. `sejak` is the first moment, `sampai` the first
    after the last.
    """

    objek: tuple[UUID, ...] = ()
    user_id: UUID | None = None
    sejak: datetime | None = None
    sampai: datetime | None = None
    events: tuple[str, ...] = ()


def _narrow(asked: Telusur) -> QuerySet[TrailLine]:
    lines = TrailLine.objects.all()
    if asked.objek:
        lines = lines.filter(object_id__in=asked.objek)
    if asked.user_id:
        lines = lines.filter(user_id=asked.user_id)
    if asked.sejak:
        lines = lines.filter(at__gte=asked.sejak)
    if asked.sampai:
        lines = lines.filter(at__lt=asked.sampai)
    if asked.events:
        lines = lines.filter(event__in=asked.events)
    return lines


def list_lines(asked: Telusur, *, after: UUID | None = None) -> tuple[list[TrailLine], UUID | None]:
    """One page, newest first, and the id to go on after; None at the end."""
    lines = _narrow(asked)
    if after is not None:
        last = TrailLine.objects.filter(pk=after).values_list("at", "pk").first()
        if last is None:
            return [], None
        at, pk = last
        lines = lines.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    found = list(lines.order_by("-at", "-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def get_own_line(*, event: str, by: UUID, fields: dict[str, str]) -> TrailLine | None:
    """The asker's latest line of the event that says this."""
    rows = TrailLine.objects.filter(event=event, user_id=by, fields__contains=fields)
    return rows.order_by("-at", "-id").first()


def get_line(line_id: UUID) -> TrailLine | None:
    """One line, where the asker may read it."""
    return TrailLine.objects.filter(pk=line_id).first()


@dataclass(frozen=True)
class Pelaku:
    """One account in one role over a record: how often and when last."""

    user_id: UUID | None
    role: str
    jumlah: int
    terakhir: datetime


def list_actors(objek: Iterable[UUID]) -> list[Pelaku]:
    """Who stands in the trail of a record, the latest first; at most a hundred."""
    lines = TrailLine.objects.filter(object_id__in=list(objek))
    rows = lines.values("user_id", "role").annotate(jumlah=Count("pk"), terakhir=Max("at"))
    return [Pelaku(**row) for row in rows.order_by("-terakhir")[:100]]


def count_lines(objek: Iterable[UUID]) -> dict[UUID, int]:
    """How many lines each id has; ids without one are left out."""
    lines = TrailLine.objects.filter(object_id__in=list(objek))
    rows = lines.values("object_id").annotate(jumlah=Count("pk"))
    return {row["object_id"]: row["jumlah"] for row in rows if row["object_id"]}
