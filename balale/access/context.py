"""The database context: who PostgreSQL's row policies think is asking.

Only `acting_as` sets it (the web middleware, the job wrapper and commands call
it), with SET LOCAL semantics, and puts back what was there before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

# The blocks open in a whole transaction: the one around it, and that of `acting_as`.
_OWN_BLOCKS = 2
_SETTINGS = ("balale.user", "balale.role", "balale.desa", "balale.tingkat", "balale.unit")


@dataclass(frozen=True)
class Context:
    """Who acts, in which role, over which desa codes, cleared for which levels."""

    user_id: UUID | None
    role: str
    wilayah_kode: str = ""
    desa: tuple[str, ...] = ()
    tingkat: tuple[str, ...] = ()
    unit: str = ""
    assignment_id: UUID | None = None

    def values(self) -> list[str]:
        return [
            str(self.user_id or ""),
            self.role,
            ",".join(self.desa),
            ",".join(self.tingkat),
            self.unit,
        ]


_READ = ", ".join(f"coalesce(current_setting('{s}', true), '')" for s in _SETTINGS)
_WRITE = ", ".join(f"set_config('{s}', %s, true)" for s in _SETTINGS)


def _change(values: list[str]) -> list[str]:
    """Set all five settings for this transaction; returns what stood before.

    In one trip: a row's values are computed from left to right, so reading comes first.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"select {_READ}, {_WRITE}", values)  # noqa: S608 (own names)
        return list(cursor.fetchone() or [])[: len(_SETTINGS)]


def _put_back(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {_WRITE}", values)


@contextmanager
def acting_as(context: Context, *, is_whole: bool = False) -> Iterator[Context]:
    """A transaction in which row policies see `context`; cleared again on exit.

    With `is_whole` a transaction opened for nothing else ends with it: it needs no savepoint,
    and PostgreSQL itself clears the settings.
    """
    with transaction.atomic(savepoint=not is_whole):
        before = _change(context.values())
        yield context
        is_last = is_whole and len(connection.atomic_blocks) == _OWN_BLOCKS
        if not is_last and not connection.needs_rollback:
            _put_back(before)
