"""Copies the ordinary persons, opened, into the yardstick's table.

Read under the application role as the account named; written with the address in YARDSTICK_URL.
"""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django
import psycopg

PORTION = 2000
SAME = (
    "id", "desa_id", "nama", "gelar_depan", "gelar_belakang", "nomor_sementara", "tempat_lahir",
    "tanggal_lahir", "jenis_kelamin", "status_kawin", "agama", "pendidikan", "pekerjaan",
    "dibuat_pada", "diubah_pada",
)  # fmt: skip


def main(username: str) -> None:
    django.setup()
    from balale.access.context import acting_as
    from balale.access.queries.accounts import get_sign_in_record, list_contexts
    from balale.wilayah.models import Desa

    record = get_sign_in_record(username)
    assert record is not None
    columns = ", ".join((*SAME, "nik", "telepon"))
    (context, *_rest) = list_contexts(record.user)
    with acting_as(context), psycopg.connect(os.environ["YARDSTICK_URL"]) as target:
        cursor = target.cursor()
        with cursor.copy("copy people_desa (kode, nama) from stdin") as copy:
            for row in Desa.objects.values_list("kode", "nama"):
                copy.write_row(row)
        with cursor.copy(f"copy people_person ({columns}) from stdin") as copy:
            for row in list_persons():
                copy.write_row(row)


def list_persons() -> Iterator[tuple[Any, ...]]:
    """Every ordinary person in sight, with number and telephone opened; a number once only."""
    from balale.access.vault import Vault
    from balale.registry.models import Orang

    rows = Orang.objects.filter(tingkat="biasa").iterator(chunk_size=PORTION)
    seen: set[str] = set()
    while portion := list(islice(rows, PORTION)):
        vault = Vault()
        vault.fetch(row.subjek_id for row in portion)
        for row in portion:
            nik: str | None = vault.get(row, "nik")
            if not nik or nik in seen:
                nik = None
            else:
                seen.add(nik)
            yield (*(getattr(row, name) for name in SAME), nik, vault.get(row, "telepon"))


if __name__ == "__main__":
    main(*sys.argv[1:])
