"""Whether the reference data is all there: every kecamatan, desa and category with its form."""

from django.db import connection

from balale.access.rules.health import Finding, Subject

REFERENCE = Subject("reference", "Data acuan")
_WANTED = {"kecamatan": 17, "desa": 124, "kategori": 26, "formulir": 26}


def check_reference() -> Finding:
    """At least the official numbers; areas may be split later. Told without a context."""
    with connection.cursor() as cursor:
        cursor.execute("select name, rows from balale_reference_counts()")
        counts = dict(cursor.fetchall())
    if short := [name for name, wanted in _WANTED.items() if counts.get(name, 0) < wanted]:
        told = ", ".join(f"{name} {counts.get(name, 0)} dari {_WANTED[name]}" for name in short)
        return REFERENCE.fault(
            f"Data acuan tidak lengkap: {told}.",
            "Jalankan bin/balale prepare sebagai pemilik basis data.",
        )
    return REFERENCE.good(", ".join(f"{counts[name]} {name}" for name in _WANTED) + ".")
