"""What an XLSX or ODS archive holds, checked file by file before a library opens it."""

import posixpath
from dataclasses import dataclass, field

from balale.exchange.reader.guard_ods import OdsPass
from balale.exchange.reader.guard_xml import BARIS_EXCEL, Pass, Used, column_letters
from balale.exchange.reader.guard_zip import Counter, Entry, drain, list_entries, unpack
from balale.exchange.reader.limits import KOLOM_MAKS, LEMBAR_MAKS, Limits, Refused

_BOOK = "xl/workbook.xml"
_BOOK_LINKS = "xl/_rels/workbook.xml.rels"
_ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass
class Sheet:
    """One sheet: its name, whether it shows, and its used range (None where not measured)."""

    name: str
    is_shown: bool
    used: Used | None = None


@dataclass
class Book:
    """A workbook's kind and its sheets in order."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)


def check_package(data: bytes, limits: Limits) -> Book:
    """The sheets of an archive that is safe to read. Raises Refused."""
    entries = list_entries(data, limits)
    counter = Counter(len(data), limits)
    names = {entry.name.casefold() for entry in entries}
    if "content.xml" in names and _BOOK not in names:
        return _check_ods(data, entries, counter)
    _refuse_kinds(names)
    return _check_xlsx(data, entries, counter)


def _refuse_kinds(names: set[str]) -> None:
    if any(n.endswith("vbaproject.bin") or "macrosheets/" in n or "activex/" in n for n in names):
        raise Refused("makro")
    if any("externallinks/" in n or n.endswith("xl/connections.xml") for n in names):
        raise Refused("tautan")
    if "xl/workbook.bin" in names:
        raise Refused("xlsb")
    if _BOOK not in names:
        raise Refused("jenis")


def _check_xlsx(data: bytes, entries: list[Entry], counter: Counter) -> Book:
    passes = {}
    for entry in entries:
        pieces = unpack(data, entry, counter)
        if not entry.name.endswith((".xml", ".rels")):
            drain(pieces)
            continue
        one = Pass()
        drain(pieces, one.feed)
        one.close()
        passes[entry.name.casefold()] = one
        if any(mode == "External" and kind != "hyperlink" for kind, _, mode in one.links.values()):
            raise Refused("tautan")
    if _BOOK not in passes or passes[_BOOK].root != "workbook":
        raise Refused("rusak")
    links = passes[_BOOK_LINKS].links if _BOOK_LINKS in passes else {}
    sheets = []
    for found in passes[_BOOK].sheets:
        target = links.get(found.get("id", ""), ("", "", ""))[1]
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()
        used = passes[path].used if path in passes else None
        is_shown = found.get("state", "visible") == "visible"
        sheets.append(Sheet(found.get("name", ""), is_shown, used))
    return Book("xlsx", sheets)


def _check_ods(data: bytes, entries: list[Entry], counter: Counter) -> Book:
    names = {entry.name.casefold() for entry in entries}
    if any(n.startswith(("basic/", "scripts/")) and not n.endswith("/") for n in names):
        raise Refused("makro")
    book = None
    for entry in entries:
        pieces = unpack(data, entry, counter)
        if entry.name == "mimetype":
            kind = b"".join(pieces)
            if not kind.strip().startswith(_ODS_KIND):
                raise Refused("jenis")
        elif entry.name == "content.xml":
            book = _read_content(pieces)
        elif entry.name.endswith(".xml"):
            _check_other(pieces, is_manifest=entry.name == "META-INF/manifest.xml")
        else:
            drain(pieces)
    if book is None:
        raise Refused("rusak")
    return book


def _check_other(pieces, *, is_manifest: bool) -> None:
    one = Pass()
    drain(pieces, one.feed)
    one.close()
    if is_manifest and one.is_encrypted:
        raise Refused("sandi")


def _read_content(pieces) -> Book:
    one = OdsPass()
    drain(pieces, one.feed)
    one.close()
    shown = [Sheet(name, style not in one.hidden_styles, used) for name, style, used in one.sheets]
    return Book("ods", shown)


def check_range(sheet: Sheet, limits: Limits) -> None:
    """Raises Refused where the sheet's grid would be far larger than what it holds."""
    used = sheet.used
    if used is None or not used.cells:
        return
    if used.bottom > BARIS_EXCEL:
        raise Refused("rusak")
    if used.right > KOLOM_MAKS and used.grid <= limits.cells:
        raise Refused("kolom", lembar=sheet.name, jumlah=used.right, maks=KOLOM_MAKS)
    is_lone = used.grid > limits.cells or used.bottom > limits.rows
    if is_lone and used.cells < used.grid / 10:
        ref = f"{column_letters(used.right)}{used.bottom}"
        raise Refused("sel_jauh", lembar=sheet.name, sel=ref)
    if used.bottom > limits.rows:
        raise Refused("baris", lembar=sheet.name, jumlah=used.bottom, maks=limits.rows)
    if used.grid > limits.cells:
        raise Refused("sel_banyak", lembar=sheet.name)
    if used.right > KOLOM_MAKS:
        raise Refused("kolom", lembar=sheet.name, jumlah=used.right, maks=KOLOM_MAKS)


def choose_sheets(book: Book, wanted: str) -> list[int]:
    """Places of the sheets to read: the chosen one, or all that show. Raises Refused."""
    if wanted:
        found = [n for n, sheet in enumerate(book.sheets) if sheet.name == wanted]
        if not found:
            raise Refused("lembar_tidak_ada", lembar=wanted)
        return found[:1]
    shown = [n for n, sheet in enumerate(book.sheets) if sheet.is_shown]
    if not shown:
        raise Refused("lembar_tersembunyi")
    return shown[:LEMBAR_MAKS]
