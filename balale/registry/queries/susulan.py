"""Whether a village has begun, without a word about anybody in it."""

from collections.abc import Iterable

from django.db import connection


def list_desa_berisi(desa: Iterable[str]) -> set[str]:
    """Those of the villages that have a record, as far as the asker follows them up."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_villages_with_records(%s)", [list(desa)])
        return {row[0] for row in cursor.fetchall()}
