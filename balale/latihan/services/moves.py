"""Changes of status, made afterwards as each account that decided, so that history is true."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db import connection

from balale.access.context import Context, acting_as
from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.latihan.services.bulk import insert_rows
from balale.registry.models import Keputusan, Orang, Ppks, Usulan

_PORTION = 1000
_FULL = 10_000
_PPKS = """
    update registry_ppks as p
       set status = v.status, versi = p.versi + 1, diubah_oleh_id = %s, diubah_pada = v.pada,
           diajukan_pada = coalesce(v.diajukan, p.diajukan_pada), kolom_ditandai = v.kolom,
           catatan_status_sandi = v.catatan, tinjau_berikut = v.tinjau, kode_alasan = v.alasan,
           selesai = v.selesai, alasan_selesai = v.alasan_selesai
      from unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[],
                  %s::bytea[], %s::date[], %s::text[], %s::date[], %s::text[])
           as v(id, status, pada, diajukan, kolom, catatan, tinjau, alasan, selesai, alasan_selesai)
     where p.id = v.id
"""
_USULAN = """
    update registry_usulan as u
       set status = v.status, versi = u.versi + 1, diubah_oleh_id = %s, diubah_pada = v.pada,
           menunggu_sejak = coalesce(v.diajukan, u.menunggu_sejak)
      from unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[])
           as v(id, status, pada, diajukan)
     where u.id = v.id
"""
_ORANG = """
    update registry_orang as o
       set terverifikasi_pada = v.pada, terverifikasi_oleh_id = %s, versi = o.versi + 1,
           diubah_oleh_id = %s, diubah_pada = v.pada
      from unnest(%s::uuid[], %s::timestamptz[]) as v(id, pada)
     where o.id = v.id
"""


class Babak(IntEnum):
    """The order in which accounts had their turn."""

    KEPALA_DESA = 1
    VERIFIKASI = 2
    PENOLAKAN = 3
    PENETAPAN = 4
    SESUDAHNYA = 5


@dataclass
class Move:
    """One step of one entry: by whom and when, and what it leaves on each row."""

    oleh: User
    sebagai: Role
    pada: datetime
    ppks: Ppks
    status: str
    usulan: Usulan | None = None
    status_usulan: str = ""
    keputusan: Keputusan | None = None
    orang: Orang | None = None
    columns: dict[str, Any] = field(default_factory=dict)

    def ppks_values(self) -> tuple[Any, ...]:
        """The values of one row of the entries' update."""
        get = self.columns.get
        return (
            self.ppks.id,
            self.status,
            self.pada,
            get("diajukan_pada"),
            get("kolom_ditandai", ""),
            get("catatan_status_sandi"),
            get("tinjau_berikut"),
            get("kode_alasan", ""),
            get("selesai"),
            get("alasan_selesai", ""),
        )


class Mover:
    """Collects moves and makes them, turn by turn, each in its account's own context."""

    def __init__(self) -> None:
        self._moves: dict[Babak, list[Move]] = defaultdict(list)

    def add(self, babak: Babak, move: Move) -> None:
        self._moves[babak].append(move)

    @property
    def is_full(self) -> bool:
        """True when so many moves wait that keeping more would cost much memory."""
        return sum(len(moves) for moves in self._moves.values()) >= _FULL

    def run(self) -> None:
        """Make every move."""
        for babak in sorted(self._moves):
            by_account: dict[User, list[Move]] = defaultdict(list)
            for move in self._moves[babak]:
                by_account[move.oleh].append(move)
            for oleh, moves in by_account.items():
                with acting_as(_context_of(oleh, moves)):
                    for start in range(0, len(moves), _PORTION):
                        _make(oleh, moves[start : start + _PORTION])
        self._moves.clear()


def _context_of(oleh: User, moves: list[Move]) -> Context:
    role = moves[0].sebagai
    return Context(
        user_id=oleh.id,
        role=role,
        desa=tuple(sorted({move.ppks.desa_id for move in moves})),
        tingkat=tuple(sorted(POLICY[role].reads)),
        unit=moves[0].ppks.unit,
    )


def _make(oleh: User, moves: list[Move]) -> None:
    usulan = [
        (m.usulan.id, m.status_usulan, m.pada, m.columns.get("diajukan_pada"))
        for m in moves
        if m.usulan and m.status_usulan
    ]
    orang = {m.orang.id: m.pada for m in moves if m.orang is not None}
    with connection.cursor() as cursor:
        cursor.execute(_PPKS, [oleh.id, *_columns(move.ppks_values() for move in moves)])
        if usulan:
            cursor.execute(_USULAN, [oleh.id, *_columns(usulan)])
        if orang:
            cursor.execute(_ORANG, [oleh.id, oleh.id, *_columns(orang.items())])
    insert_rows([move.keputusan for move in moves if move.keputusan is not None])


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
