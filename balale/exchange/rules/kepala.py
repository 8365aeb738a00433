"""Where a table begins: the heading under a letterhead, in one to three lines, and its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from balale.exchange.rules.kata import fold
from balale.exchange.rules.kolom import BOBOT, LABEL_MAKS, match_bertingkat, match_label
from balale.exchange.rules.nomor import is_mirip_nomor
from balale.exchange.rules.sel import Sel, is_kosong, to_text

BARIS_DICARI = 80
TINGGI_MAKS = 3
_NILAI_MIN = 4.0
_NOMOR_KOLOM = re.compile(r"\(?\s*([0-9]{1,3})\s*\)?")

Baris = tuple[int, list[Sel]]


@dataclass(frozen=True)
class Tabel:
    """A found table: rows of its heading, its columns from 0, and what stood above.

    `kolom` maps each field to a column; `judul` names every column that has a heading.
    """

    baris_judul: int
    baris_akhir: int
    kolom: dict[str, int]
    judul: dict[int, str]
    atas: tuple[str, ...] = ()
    nilai: float = 0.0
    kunci_judul: frozenset[str] = field(default=frozenset())
    calon: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def sidik(self) -> str:
        """What tells this layout from others: its headings in order, folded."""
        return "|".join(fold(self.judul[column]) for column in sorted(self.judul))


def find_tabel(rows: Sequence[Baris]) -> Tabel | None:
    """The heading among the first rows that tells the most of a person, or None."""
    best: Tabel | None = None
    for place in range(min(len(rows), BARIS_DICARI)):
        for tinggi in range(1, TINGGI_MAKS + 1):
            found = _try(rows, place, tinggi)
            if found and (best is None or found.nilai > best.nilai + 0.2):
                best = found
    return best


def _try(rows: Sequence[Baris], place: int, tinggi: int) -> Tabel | None:
    lines = _take(rows, place, tinggi)
    if lines is None or not all(_is_judul(line) for line in lines):
        return None
    if not any(match_label(to_text(cell)) for cell in lines[-1]):
        return None
    judul, fields = _merge(lines)
    calon: dict[str, tuple[int, ...]] = {}
    for column in sorted(fields):
        if fields[column]:
            calon[fields[column]] = (*calon.get(fields[column], ()), column)
    kolom = {name: columns[0] for name, columns in calon.items()}
    is_orang = "nama" in kolom or "nik" in kolom
    nilai = sum(BOBOT.get(one, 1.0) for one in kolom) - 0.3 * (tinggi - 1)
    if not is_orang or nilai < _NILAI_MIN or len(kolom) < 2:
        return None
    first = rows[place][0]
    atas = tuple(
        " ".join(to_text(c) for c in cells if not is_kosong(c)) for _, cells in rows[:place]
    )
    kunci = frozenset(fold(text) for text in judul.values()) | {
        fold(to_text(cell)) for line in lines for cell in line if not is_kosong(cell)
    }
    akhir = first + tinggi - 1
    return Tabel(first, akhir, kolom, judul, atas, nilai, kunci, calon)


def _take(rows: Sequence[Baris], place: int, tinggi: int) -> list[list[Sel]] | None:
    """Rows that follow each other without a gap."""
    taken = rows[place : place + tinggi]
    if len(taken) < tinggi or taken[-1][0] - taken[0][0] != tinggi - 1:
        return None
    return [cells for _, cells in taken]


def _is_judul(cells: list[Sel]) -> bool:
    """True for a line of short words and no numbers of persons."""
    filled = [cell for cell in cells if not is_kosong(cell)]
    texts = [cell for cell in filled if isinstance(cell, str) and not cell.strip().isdigit()]
    if not texts or any(is_mirip_nomor(cell) for cell in filled):
        return False
    if any(len(text) > LABEL_MAKS for text in texts):
        return False
    return len(texts) >= len(filled) * 0.6


def _merge(lines: list[list[Sel]]) -> tuple[dict[int, str], dict[int, str]]:
    """(heading, field) by column. An upper cell reaches over empty ones to its right."""
    width = max(len(line) for line in lines)
    grid = [[to_text(line[c]) if c < len(line) else "" for c in range(width)] for line in lines]
    judul, fields = {}, {}
    for column in range(width):
        parts: list[str] = []
        for level, line in enumerate(grid):
            text = line[column]
            is_last = level == len(grid) - 1
            below = any(grid[deeper][column] for deeper in range(level + 1, len(grid)))
            if not text and not is_last and below:
                text = _reach(line, column, parts)
            if text:
                parts.append(text)
        if parts:
            judul[column] = " ".join(dict.fromkeys(parts))
            fields[column] = match_bertingkat(parts[0], " ".join(parts[1:]))
    return judul, fields


def _reach(line: list[str], column: int, parts: list[str]) -> str:
    """The nearest heading to the left, which a merged cell would show here too."""
    if parts:
        return ""
    return next((line[c] for c in range(column - 1, -1, -1) if line[c]), "")


def prefer_filled(tabel: Tabel, rows: Sequence[Baris]) -> Tabel:
    """The table where of several columns with one meaning the one with most content counts."""
    kolom = dict(tabel.kolom)
    for name, columns in tabel.calon.items():
        if len(columns) > 1:
            filled = {
                column: sum(column < len(cells) and not is_kosong(cells[column])
                            for baris, cells in rows if baris > tabel.baris_akhir)
                for column in columns
            }  # fmt: skip
            kolom[name] = max(columns, key=lambda column: filled[column])
    return replace(tabel, kolom=kolom)


def is_nomor_kolom(cells: list[Sel]) -> bool:
    """True for the line 1 2 3 4 … under a heading."""
    numbers = []
    for cell in cells:
        if is_kosong(cell):
            continue
        found = _NOMOR_KOLOM.fullmatch(to_text(cell))
        if not found:
            return False
        numbers.append(int(found[1]))
    steps = [later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)]
    return len(numbers) >= 3 and numbers[0] in (0, 1, 2) and all(step == 1 for step in steps)


def is_judul_ulang(cells: list[Sel], tabel: Tabel) -> bool:
    """True where the heading stands once more, as on every printed page."""
    filled = [fold(to_text(cell)) for cell in cells if not is_kosong(cell)]
    same = sum(text in tabel.kunci_judul for text in filled)
    return len(filled) >= 2 and same >= 2 and same >= len(filled) * 0.7
