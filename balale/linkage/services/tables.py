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
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        {row["kode_lama"]: row["kode_kini"] for row in read("desa_historis.csv") if row["kode_kini"]},
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
