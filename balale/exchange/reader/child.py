"""One sent workbook: its bytes on standard input, its cells as lines of JSON on standard output.

Started without settings, keys or a database, bounded in memory, time and open files. First line:
what the workbook is; then `{"lembar": n}` before each sheet and `[row, cells…]` for each row that
holds something; last `{"selesai": true}`, or `{"tolak": code, "rinci": {…}}` wherever it ends.
"""

import codecs
import io
import json
import math
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from balale.exchange.reader.limits import SEL_HURUF_MAKS, Limits, Refused  # noqa: E402
from balale.exchange.reader.package import (  # noqa: E402
    Book,
    Sheet,
    check_package,
    check_range,
    choose_sheets,
)
from balale.exchange.reader.texts import find_dialect, read_rows  # noqa: E402

_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437", "ascii",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh",
    b"RIFF", b"MZ", b"\x7fELF", b"II*\x00", b"MM\x00*",
)  # fmt: skip


def answer(message: Any) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")) + "\n")


def pack(value: Any) -> Any:
    """One cell as JSON: text, number, true and false as they are; the rest as an object."""
    if isinstance(value, str):
        return value if len(value) <= SEL_HURUF_MAKS else {"panjang": len(value)}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if math.isfinite(value) else {"galat": "#NUM!"}
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return {"hari": value.date().isoformat()} if is_day else {"saat": value.isoformat(" ")}
    if isinstance(value, date):
        return {"hari": value.isoformat()}
    if isinstance(value, time | timedelta):
        return {"jam": str(value)}
    return {"galat": "?"}


def read_book(data: bytes, limits: Limits, wanted: str) -> None:
    """Check the archive, say what it holds, then hand the cells over."""
    book = check_package(data, limits)
    chosen = choose_sheets(book, wanted)
    for place in chosen:
        check_range(book.sheets[place], limits)
    say_book(book, chosen)
    for place in chosen:
        answer({"lembar": place})
        sheet = book.sheets[place]
        if sheet.used is None or sheet.used.cells:
            say_rows(iter_sheet(data, sheet.name), sheet)


def say_book(book: Book, chosen: list[int], **more: Any) -> None:
    sheets = [
        {
            "nama": sheet.name,
            "tampak": sheet.is_shown,
            "dibaca": place in chosen,
            "isi": sheet.used.cells if sheet.used else -1,
            "rumus": sheet.used.formulas if sheet.used else 0,
            "rumus_pertama": sheet.used.first_formula if sheet.used else "",
        }
        for place, sheet in enumerate(book.sheets)
    ]
    answer({"buku": book.kind, "lembar": sheets} | more)


def iter_sheet(data: bytes, name: str) -> Iterator[list[Any]]:
    """Rows from the first on, each from column A on."""
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
    left = [None] * (sheet.start[1] if sheet.start else 0)
    tall = list_tall(sheet.merged_cell_ranges or [])
    for number, row in enumerate(sheet.iter_rows()):
        cells = left + row
        for column, span in tall.items():
            span.fill(number, column, cells)
        yield cells


class Tall:
    """Merged cells of one column that reach over several rows: what the first says, all say."""

    def __init__(self) -> None:
        self.ends: dict[int, int] = {}
        self.until = -1
        self.value: Any = None

    def fill(self, number: int, column: int, cells: list[Any]) -> None:
        if number in self.ends:
            self.until = self.ends[number]
            self.value = cells[column] if column < len(cells) else None
        elif number <= self.until and column < len(cells) and cells[column] in ("", None):
            cells[column] = self.value


def list_tall(ranges: list[Any]) -> dict[int, Tall]:
    """By column, the merged ranges one column wide."""
    tall: dict[int, Tall] = {}
    for (top, left), (bottom, right) in ranges:
        if left == right and bottom > top:
            tall.setdefault(left, Tall()).ends[top] = bottom
    return tall


def say_rows(rows: Iterator[list[Any]], sheet: Sheet) -> None:
    errors = sheet.used.errors if sheet.used else {}
    wrong_rows = {row for row, _ in errors}
    for number, row in enumerate(rows, start=1):
        cells = [None if value == "" else pack(value) for value in row]
        if number in wrong_rows:
            cells += [None] * (max(c for r, c in errors if r == number) - len(cells))
            for (_, column), text in ((k, v) for k, v in errors.items() if k[0] == number):
                cells[column - 1] = {"galat": text}
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            answer([number, *cells])


def read_xls(data: bytes, limits: Limits, wanted: str) -> None:
    """An old workbook: the library meets it alone, within the bounds of this process."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("sandi")
    if any(mark.encode("utf-16-le") in data for mark in ("_VBA_PROJECT", "VBA")):
        raise Refused("makro")
    import python_calamine

    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = python_calamine.SheetVisibleEnum.Visible
    sheets = [Sheet(meta.name, meta.visible == visible) for meta in opened.sheets_metadata]
    book = Book("xls", sheets)
    chosen = choose_sheets(book, wanted)
    say_book(book, chosen)
    for place in chosen:
        answer({"lembar": place})
        say_rows(iter_sheet(data, sheets[place].name), sheets[place])


def read_text(data: bytes, limits: Limits, wanted: str) -> None:
    head = data[:2000].lstrip().lower()
    if head.startswith(b"<?xml") and b"workbook" in data[:4000].lower():
        raise Refused("xml2003")
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")):
        raise Refused("html")
    if head.startswith(b"{\\rtf"):
        raise Refused("jenis")
    dialect = find_dialect(data)
    if not dialect.encoding.startswith(("utf-16", "utf-32")) and _is_binary(data[:4000]):
        raise Refused("jenis")
    book = Book("csv", [Sheet("", True)])
    choose_sheets(book, wanted)
    say_book(book, [0], enkode=dialect.encoding, pemisah=dialect.delimiter)
    answer({"lembar": 0})
    for number, row in read_rows(data, dialect, limits):
        cells = [pack(text.strip()) or None for text in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            answer([number, *cells])


def _is_binary(head: bytes) -> bool:
    """True where signs stand that no text has."""
    strange = sum(byte < 9 or 13 < byte < 31 for byte in head)
    return strange > 8 and strange > len(head) / 100


def read(data: bytes, limits: Limits, wanted: str) -> None:
    if not data:
        raise Refused("kosong")
    if len(data) > limits.file:
        raise Refused("besar", maks_mb=limits.file // (1024 * 1024))
    if data.startswith(_BINARY):
        raise Refused("jenis")
    if data.startswith(b"PK"):
        read_book(data, limits, wanted)
    elif data.startswith(_OLE):
        read_xls(data, limits, wanted)
    else:
        read_text(data, limits, wanted)
    answer({"selesai": True})


def bound(limits: Limits) -> None:
    """From here on: so much memory and time, no file, no socket, no child."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def main() -> int:
    """Answer line by line; a library that falls over ends the process, which says enough."""
    import python_calamine

    order = json.loads(sys.argv[1])
    limits = Limits(**order["batas"])
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for name in _ENCODINGS:  # later there is no file to load them from
        codecs.lookup(name)
    bound(limits)
    try:
        read(sys.stdin.buffer.read(limits.file + 1), limits, order["lembar"])
    except Refused as refused:
        answer({"tolak": refused.code, "rinci": refused.detail})
    except python_calamine.PasswordError:
        answer({"tolak": "sandi", "rinci": {}})
    except (python_calamine.CalamineError, MemoryError, ValueError, OverflowError):
        answer({"tolak": "rusak", "rinci": {}})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
