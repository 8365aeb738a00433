"""Verifies the trail: every line, every seal, and a seal that was noted outside the server."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection

from balale.access import crypto
from balale.audit.chain import Flaw, Link, SealedLine, check_link
from balale.audit.models import TrailSeal
from balale.audit.services import content_digest

_SEALS_AT_ONCE = 50
_LINES = """
    select s.nomor, s.at, s.digest, u.line, t.id, t.at, t.user_id, t.role, t.event, t.label,
           t.object_id, t.reason, t.fields, t.digest
      from audit_trailseal s
     cross join lateral unnest(s.lines) with ordinality u(line, place)
      left join audit_trailline t on t.id = u.line
     where s.nomor > %s and s.nomor <= %s
     order by s.nomor, u.place
"""
_TWICE = """
    select min(s.nomor), u.line from audit_trailseal s, unnest(s.lines) as u(line)
     group by u.line having count(*) > 1 order by 1, 2
"""


@dataclass(frozen=True)
class Root:
    """The last seal at a time: what is noted outside the server and printed."""

    nomor: int
    at: datetime
    digest: bytes


@dataclass
class Verdict:
    """What was looked at and what does not fit, the first bad row first."""

    seals: int = 0
    lines: int = 0
    waiting: int = 0
    flaws: list[Flaw] = field(default_factory=list)


def get_root() -> Root | None:
    """The newest seal in sight; None before the first, or for who may not read seals."""
    seal = TrailSeal.objects.order_by("-nomor").values_list("nomor", "at", "digest").first()
    return Root(seal[0], seal[1], bytes(seal[2])) if seal else None


def get_seal_state() -> tuple[int, datetime | None, datetime | None]:
    """Lines that wait, the oldest of them, and the last seal's time. Told without a context."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_seal_state()")
        waiting, since, last_at = cursor.fetchone()
    return waiting, since, last_at


def verify_trail(*, noted: list[tuple[int, bytes]], most_flaws: int = 100) -> Verdict:
    """The whole chain against the lines, as an auditor. `noted`: seals written down elsewhere.

    Stops looking for more after `most_flaws`.
    """
    verdict = Verdict(waiting=get_seal_state()[0])
    key, before, kept = crypto.chain_key(), None, {}
    for link, lines in _list_links():
        verdict.seals += 1
        verdict.lines += len(lines)
        verdict.flaws += check_link(key, link, lines, before=before)
        kept.update({nomor: link.digest for nomor, _ in noted if nomor == link.nomor})
        before = link
        if len(verdict.flaws) >= most_flaws:
            break
    verdict.flaws += _list_outside()
    for nomor, digest in noted:
        if nomor not in kept:
            verdict.flaws.append(Flaw("root_gone", nomor))
        elif kept[nomor] != digest:
            verdict.flaws.append(Flaw("root_differs", nomor))
    return verdict


def _list_links() -> Iterator[tuple[Link, list[SealedLine]]]:
    """Every seal that is there, by number, with its lines as the trail holds them today."""
    numbers = list(TrailSeal.objects.order_by("nomor").values_list("nomor", flat=True))
    for first in range(0, len(numbers), _SEALS_AT_ONCE):
        some = numbers[first : first + _SEALS_AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(_LINES, [some[0] - 1, some[-1]])
            rows = cursor.fetchall()
        for _nomor, group in groupby(rows, key=lambda row: row[0]):
            held = list(group)
            yield Link(held[0][0], held[0][1], bytes(held[0][2])), [_read(row) for row in held]


def _read(row: tuple[Any, ...]) -> SealedLine:
    content = [*row[4:12], json.loads(row[12] or "{}")]
    if row[4] is None:
        return SealedLine(row[3])
    return SealedLine(row[3], row[5], bytes(row[13]), content_digest(*content))


def _list_outside() -> list[Flaw]:
    with connection.cursor() as cursor:
        cursor.execute(_TWICE)
        found = [Flaw("line_twice", nomor, line) for nomor, line in cursor.fetchall()]
        cursor.execute("select balale_lines_outside()")
        return found + [Flaw("line_outside", None, row[0]) for row in cursor.fetchall()]
