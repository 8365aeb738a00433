"""The account of a file as JSON, row by row, so that a long one never stands in memory."""

import json
from collections.abc import Iterator
from typing import Any

from balale.exchange.reader.guard_xml import column_letters
from balale.exchange.rules.kepala import Tabel
from balale.exchange.rules.orang import OrangDibaca
from balale.exchange.services.preview import HasilBaris, Pratinjau
from balale.kit.errors import DomainError


def iter_report(answer: Pratinjau) -> Iterator[str]:
    """Pieces of one JSON document; the figures stand after the rows they count."""
    head = {
        "sheet": answer.lembar,
        "header_row": answer.tabel.baris_judul,
        "columns": list_columns(answer.tabel),
        "unmapped": list_unmapped(answer.tabel),
        "format": answer.buku.jenis,
        "notes": [{"code": one.kode, "message": one.pesan} for one in answer.catatan],
    }
    yield _dump(head)[:-1] + ',"rows":['
    comma = ""
    for row in answer.list_rows():
        yield comma + _dump(row_to_json(row, answer.tabel))
        comma = ",\n"
    tail = {
        "skipped": [{"row": baris, "code": kode} for baris, kode in answer.dilewati],
        "read": answer.dibaca,
        **answer.jumlah,
    }
    yield "]," + _dump(tail)[1:] + "\n"


def refusal_to_json(error: DomainError) -> str:
    """The account of a file that isn't read: no row, and why."""
    empty: dict[str, Any] = {"sheet": None, "header_row": None, "columns": {}, "rows": []}
    empty |= dict.fromkeys(("read", "new", "same", "changed", "rejected"), 0)
    return _dump(empty | {"refused": {"code": error.code, "message": str(error)}}) + "\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def get_heading(tabel: Tabel, column: int) -> str:
    """A column's heading; one that stands twice tells its letter."""
    heading = tabel.judul.get(column) or f"kolom {column_letters(column + 1)}"
    is_twice = sum(one == heading for one in tabel.judul.values()) > 1
    return f"{heading} ({column_letters(column + 1)})" if is_twice else heading


def list_columns(tabel: Tabel) -> dict[str, str]:
    """File heading → field."""
    return {
        get_heading(tabel, column): field
        for field, column in sorted(tabel.kolom.items(), key=lambda item: item[1])
        if not field.startswith("_")
    }


def list_unmapped(tabel: Tabel) -> list[str]:
    """Headings that are not brought in."""
    used = {column for field, column in tabel.kolom.items() if not field.startswith("_")}
    return [get_heading(tabel, column) for column in sorted(tabel.judul) if column not in used]


def row_to_json(row: HasilBaris, tabel: Tabel) -> dict[str, Any]:
    """One row of the account."""
    answer: dict[str, Any] = {
        "row": row.baris,
        "outcome": row.hasil,
        "person": person_to_json(row.orang),
        "reasons": [
            {
                "column": _find_heading(one.isian, tabel),
                "cell": _find_cell(one.isian, row.baris, tabel),
                "field": one.isian,
                "code": one.kode,
                "message": one.pesan,
                "severity": str(one.berat),
            }
            for one in row.alasan
        ],
    }
    if row.beda:
        answer["changes"] = list(row.beda)
    return answer


def person_to_json(orang: OrangDibaca) -> dict[str, Any]:
    """The person as understood; what the row doesn't say is null, a list is empty."""
    values = {key: value or None for key, value in vars(orang).items()}
    lahir = orang.tanggal_lahir
    return values | {
        "tanggal_lahir": lahir.isoformat() if lahir else None,
        "kategori": list(orang.kategori),
    }


_BERSAMA = {
    "tanggal_lahir": ("tanggal_lahir", "ttl"), "tempat_lahir": ("tempat_lahir", "ttl"),
    "rt": ("rt", "rt_rw"), "rw": ("rw", "rt_rw"),
    "desa": ("desa", "kode_desa"), "desa_kode": ("kode_desa", "desa"),
    "jenis_kelamin": ("jenis_kelamin", "jk_l"), "hubungan": ("hubungan", "hubungan_krt"),
}  # fmt: skip


def _find_column(field: str, tabel: Tabel) -> int | None:
    names = _BERSAMA.get(field, (field,))
    return next((tabel.kolom[name] for name in names if name in tabel.kolom), None)


def _find_heading(field: str, tabel: Tabel) -> str:
    column = _find_column(field, tabel)
    return field if column is None else get_heading(tabel, column)


def _find_cell(field: str, baris: int, tabel: Tabel) -> str:
    column = _find_column(field, tabel)
    return "" if column is None else f"{column_letters(column + 1)}{baris}"
