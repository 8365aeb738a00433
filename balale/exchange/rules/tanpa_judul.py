"""A list without a heading: its columns are told by what stands in them, or not at all."""

from collections.abc import Callable, Sequence
from datetime import date

from balale.exchange.rules.jenis import read_kategori
from balale.exchange.rules.kata import read_kelamin
from balale.exchange.rules.kepala import Baris, Tabel
from balale.exchange.rules.lahir import read_lahir
from balale.exchange.rules.nomor import is_mirip_nomor
from balale.exchange.rules.sel import Sel, is_kosong, to_text
from balale.registry.rules.nik import split_lahir

_CUKUP = 0.8
_BARIS_MIN = 2

Ukuran = Callable[[Sel], bool]


def guess_tabel(rows: Sequence[Baris], *, today: date) -> Tabel | None:
    """Columns of NIK and name by their content, with what else is plain; None where unsure.

    Two columns of sixteen digits are told apart by their hints: the NIK's day and month are those
    of the birth date beside it.
    """
    orang = [(baris, cells) for baris, cells in rows if any(is_mirip_nomor(c) for c in cells)]
    if len(orang) < _BARIS_MIN:
        return None
    lists = [cells for _, cells in orang]
    kolom = _find_nomor(lists, today)
    if "nik" not in kolom:
        return None
    taken = set(kolom.values())
    tests: tuple[tuple[str, Ukuran], ...] = (
        ("jenis_kelamin", lambda cell: isinstance(cell, str) and bool(read_kelamin(cell))),
        ("ttl", lambda cell: read_lahir(cell, today=today).tanggal is not None),
        ("nama", _is_nama),
        ("kategori", lambda cell: isinstance(cell, str) and _is_kategori(cell)),
    )
    for name, test in tests:
        column = _find_column(lists, test, taken)
        if column is not None:
            kolom[name] = column
            taken.add(column)
    if "nama" not in kolom:
        return None
    first = orang[0][0]
    judul = {column: f"kolom {name}" for name, column in kolom.items()}
    atas = tuple(to_text(cell) for baris, cells in rows if baris < first for cell in cells if cell)
    return Tabel(0, first - 1, kolom, judul, atas, nilai=1.0)


def _find_nomor(lists: list[list[Sel]], today: date) -> dict[str, int]:
    width = max(len(cells) for cells in lists)
    found = [c for c in range(width) if _share(lists, c, is_mirip_nomor) >= _CUKUP]
    if len(found) == 1:
        return {"nik": found[0]}
    if len(found) != 2:
        return {}
    hints = {c: sum(_agrees(cells, c, today) for cells in lists) for c in found}
    one, other = sorted(found, key=lambda c: hints[c], reverse=True)
    return {"nik": one, "no_kk": other} if hints[one] > hints[other] else {}


def _agrees(cells: list[Sel], column: int, today: date) -> bool:
    """True where the number holds the date that stands in another cell of the row."""
    digits = to_text(cells[column]) if column < len(cells) else ""
    if len(digits) != 16 or not digits.isdecimal():
        return False
    hari, bulan, yy, _ = split_lahir(digits)
    for cell in cells:
        lahir = None if is_mirip_nomor(cell) else read_lahir(cell, today=today).tanggal
        if lahir and (lahir.day, lahir.month, lahir.year % 100) == (hari, bulan, yy):
            return True
    return False


def _find_column(lists: list[list[Sel]], test: Ukuran, taken: set[int]) -> int | None:
    width = max(len(cells) for cells in lists)
    shares = {c: _share(lists, c, test) for c in range(width) if c not in taken}
    fit = [c for c, share in shares.items() if share >= _CUKUP]
    return min(fit, default=None, key=lambda c: (-_variety(lists, c), c))


def _share(lists: list[list[Sel]], column: int, test: Ukuran) -> float:
    filled = [
        cells[column] for cells in lists if column < len(cells) and not is_kosong(cells[column])
    ]
    if len(filled) < len(lists) * _CUKUP:
        return 0.0
    return sum(test(cell) for cell in filled) / len(filled)


def _variety(lists: list[list[Sel]], column: int) -> int:
    return len({to_text(cells[column]) for cells in lists if column < len(cells)})


def _is_nama(cell: Sel) -> bool:
    """Letters alone, three or more: names vary from row to row, names of villages don't."""
    text = cell if isinstance(cell, str) else ""
    letters = sum(char.isalpha() for char in text)
    return letters >= 3 and not any(char.isdigit() for char in text)


def _is_kategori(cell: str) -> bool:
    hasil = read_kategori(cell)
    return bool(hasil.nomor) and not hasil.alasan and any(char.isalpha() for char in cell)
