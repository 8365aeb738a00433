"""The count of eight, kept true after every edit. It is no fact of its own: no version moves."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from balale.access.models import User
from balale.registry.models import Orang, Ppks
from balale.registry.queries.kelengkapan import count_now, list_members


def recount(orang: Iterable[Orang], *, by: User, ppks: Ppks | None = None) -> None:
    """Count the running entries of these persons again; `ppks` in hand gets its new count."""
    for satu in orang:
        for row, jumlah in count_now(satu, by):
            if ppks is not None and row.pk == ppks.pk:
                ppks.kelengkapan = jumlah
            if row.kelengkapan != jumlah:
                _store(row, jumlah)


def recount_subject(orang: Orang | None, keluarga_id: UUID | None, *, by: User) -> None:
    """The same for a person, or for everyone in a family."""
    if orang is not None:
        recount([orang], by=by)
    elif keluarga_id is not None:
        recount(list_members(keluarga_id, by), by=by)


def _store(row: Ppks, jumlah: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select balale_set_kelengkapan(%s, %s)", [row.pk, jumlah])
