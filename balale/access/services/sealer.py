"""Seals the trail: takes the lines that wait, in order, and adds the next link of the chain."""

import threading
from datetime import UTC, datetime

from django.db import DatabaseError, connection

from balale.access import crypto
from balale.access.system import acting_as_system
from balale.audit.chain import FIRST, compute_link

BATCH = 2000
PAUSE_SECONDS = 2.0


def seal_lines() -> int:
    """One seal over at most BATCH waiting lines, in a transaction of its own. How many it took."""
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("select line_id, digest from balale_pending_lines(%s)", [BATCH])
        lines = [(line_id, bytes(digest)) for line_id, digest in cursor.fetchall()]
        if not lines:
            return 0
        cursor.execute("select nomor, digest from audit_trailseal order by nomor desc limit 1")
        last = cursor.fetchone() or (0, FIRST)
        nomor, at = last[0] + 1, datetime.now(UTC)
        digest = compute_link(
            crypto.chain_key(), before=bytes(last[1]), nomor=nomor, at=at, lines=lines
        )
        ids = [line_id for line_id, _digest in lines]
        cursor.execute("select balale_add_seal(%s, %s, %s, %s)", [nomor, at, ids, digest])
    return len(lines)


def seal_all() -> int:
    """Seals until no line waits. How many were sealed."""
    total = 0
    while taken := seal_lines():
        total += taken
    return total


class Sealer(threading.Thread):
    """Seals every PAUSE_SECONDS beside a worker's jobs, on a connection of its own.

    A database that is away is waited for: lines wait too, and health tells of them.
    """

    def __init__(self) -> None:
        super().__init__(name="sealer", daemon=True)
        self._ending = threading.Event()

    def run(self) -> None:
        while not self._ending.wait(PAUSE_SECONDS):
            self._seal()
        self._seal()
        connection.close()

    def _seal(self) -> None:
        try:
            seal_all()
        except DatabaseError:
            connection.close()

    def __enter__(self) -> "Sealer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop after the seal in hand; what was written until now is sealed."""
        self._ending.set()
        self.join()
