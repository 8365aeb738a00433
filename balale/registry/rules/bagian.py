"""Parts of a version (fields, choices, signs): add, replace, end, move; and codes for new ones."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from balale.registry.rules.versi import BAGIAN

KODE_MAKS = 40

Isi = Mapping[str, Any]


def list_bagian(jenis: str, isi: Isi) -> list[dict[str, Any]]:
    """The parts of the content in their order; none for a kind without parts."""
    return list(isi[BAGIAN[jenis][0]]) if jenis in BAGIAN else []


def list_words(jenis: str, isi: Isi) -> list[tuple[str, str]]:
    """(code, words) of the parts in their order."""
    return [(one["kode"], one.get("label") or one["teks"]) for one in list_bagian(jenis, isi)]


def get_bagian(jenis: str, isi: Isi, kode: str) -> dict[str, Any] | None:
    """One part by its code."""
    return next((one for one in list_bagian(jenis, isi) if one["kode"] == kode), None)


def put_bagian(jenis: str, isi: Isi, part: Isi) -> dict[str, Any]:
    """The content with the part in its place, or at the end where it is new."""
    rows: list[Isi] = list(list_bagian(jenis, isi))
    at = next((n for n, one in enumerate(rows) if one["kode"] == part["kode"]), len(rows))
    rows[at : at + 1] = [part]
    return {**isi, BAGIAN[jenis][0]: rows}


def end_bagian(jenis: str, isi: Isi, kode: str) -> dict[str, Any]:
    """The content without the part."""
    rows = [one for one in list_bagian(jenis, isi) if one["kode"] != kode]
    return {**isi, BAGIAN[jenis][0]: rows}


def move_bagian(jenis: str, isi: Isi, kode: str, step: int) -> dict[str, Any]:
    """The content with the part one place up (-1) or down (1); unchanged at the edge."""
    rows = list_bagian(jenis, isi)
    at = next((n for n, one in enumerate(rows) if one["kode"] == kode), None)
    if at is not None and 0 <= at + step < len(rows):
        rows[at], rows[at + step] = rows[at + step], rows[at]
    return {**isi, BAGIAN[jenis][0]: rows}


def make_kode(words: str, taken: Collection[str]) -> str:
    """A code out of the words that no part ever had."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: KODE_MAKS - 4] or "isian"
    kode, n = stem, 1
    while kode in taken:
        n += 1
        kode = f"{stem}_{n}"
    return kode


def list_taken(jenis: str, versions: Sequence[Isi]) -> set[str]:
    """Codes that any of the versions has had."""
    return {one["kode"] for isi in versions for one in list_bagian(jenis, isi)}
