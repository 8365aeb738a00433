"""Reads a table of people from a CSV file and writes pairs; reference places and weights too."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from balale.linkage.rules.places import Places
from balale.linkage.rules.prepare import COLUMNS, Prepared, prepare_all
from balale.linkage.rules.weights import Weights, WeightsError, from_json
from balale.linkage.services.batch import Scored

ROOM = Path(__file__).resolve().parents[1]
DATA = ROOM.parents[1] / "data"
DEFAULT_WEIGHTS = ROOM / "weights" / "default.json"
ENCODINGS = ("utf-8-sig", "cp1252")
LARGEST_BYTES = 1_500_000_000
LONGEST = 300  # letters of one cell that are looked at


class TableError(ValueError):
    """A file that cannot be used; the message says why and what to do."""


@lru_cache(maxsize=1)
def load_places() -> Places:
    """Villages of the regency from the reference files."""

    def read(name: str) -> list[dict[str, str]]:
        with (DATA / "wilayah" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return Places(
        read("desa.csv"),
        {row["kode"]: row["nama"] for row in read("kecamatan.csv")},
        {row["kode_lama"]: row["kode_kini"] for row in read("desa_historis.csv")},
    )  # fmt: skip


def load_weights(path: Path = DEFAULT_WEIGHTS) -> Weights:
    """A weights file. Raises TableError."""
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, WeightsError) else "berkas bobot tidak dapat dibaca"
        raise TableError(f"{path}: {reason}") from error


def prepare_rows(rows: Sequence[Mapping[str, str]]) -> list[Prepared]:
    """Rows made ready; the list is taken to be as new as its newest birth."""
    newest = max((year for row in rows if (year := get_year(row))), default=2000)
    return prepare_all(rows, load_places(), newest)


def get_year(row: Mapping[str, str]) -> int:
    """Year of birth as written, 0 if there is none or it cannot be."""
    year = row.get("tanggal_lahir", "")[:4]
    return int(year) if year.isascii() and year.isdigit() and 1890 <= int(year) <= 2100 else 0


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, only the columns known, as text. Raises TableError."""
    last: Exception | None = None
    for encoding in ENCODINGS:
        try:
            return _read_encoded(path, encoding)
        except UnicodeDecodeError as error:
            last = error
        except csv.Error as error:
            raise TableError(
                f"{path}: bukan berkas CSV yang utuh. Simpan ulang sebagai CSV."
            ) from error
        except OSError as error:
            raise TableError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    raise TableError(f"{path}: hurufnya tidak terbaca. Simpan ulang sebagai CSV UTF-8.") from last


def _read_encoded(path: Path, encoding: str) -> list[dict[str, str]]:
    with path.open("rb") as raw:
        head = raw.read(65_536)
    if not head.strip():
        raise TableError(f"{path}: berkas kosong.")
    if b"\0" in head:
        raise TableError(f"{path}: bukan CSV. Simpan ulang sebagai CSV UTF-8.")
    if path.stat().st_size > LARGEST_BYTES:
        raise TableError(f"{path}: terlalu besar. Bagi menjadi beberapa berkas.")
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=find_delimiter(first))
        header = [cell.strip().lower() for cell in next(reader, [])]
        places = check_header(path, header)
        rows = [
            {name: row[i][:LONGEST].replace("\0", "") if i < len(row) else "" for name, i in places}
            for row in reader
            if any(row)
        ]
    return check_ids(path, rows)


def find_delimiter(first: str) -> str:
    """The sign that parts the heading: comma, semicolon, tab or bar."""
    return max(",;\t|", key=first.count)


def check_header(path: Path, header: list[str]) -> list[tuple[str, int]]:
    """Known columns with their places."""
    if "record_id" not in header:
        raise TableError(
            f"{path}: kolom record_id tidak ada. Kolom yang dikenal: {', '.join(COLUMNS)}."
        )
    double = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if double:
        raise TableError(f"{path}: kolom {', '.join(double)} ada dua kali.")
    return [(name, header.index(name)) for name in COLUMNS if name in header]


def check_ids(path: Path, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same rows; every record_id must be there and there once."""
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        record_id = row["record_id"] = row["record_id"].strip()
        if not record_id:
            raise TableError(f"{path}: record_id kosong di baris {number}.")
        if record_id in seen:
            raise TableError(f"{path}: record_id {record_id} ada dua kali, lagi di baris {number}.")
        seen.add(record_id)
    return rows


def write_pairs(path: Path, pairs: Iterable[Scored]) -> None:
    """id_l, id_r, score, verdict. Raises TableError."""
    draft = path.with_name(f".{path.name}.baru")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("id_l", "id_r", "score", "verdict"))
            for pair in pairs:
                writer.writerow((pair.id_l, pair.id_r, f"{pair.score:.6f}", pair.verdict))
        draft.replace(path)
    except OSError as error:
        raise TableError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error
