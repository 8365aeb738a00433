"""The XML of sheets in one streaming pass: what range is really used, before any grid is built.

Every document type declaration is refused, so that no entity is ever expanded.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from balale.exchange.reader.limits import Refused

BARIS_EXCEL = 1_048_576
KOLOM_EXCEL = 16_384
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_GALAT_MAKS = 1000


def column_letters(number: int) -> str:
    """Column 28 as AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Column AB as 28."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number


@dataclass
class Used:
    """The range of a sheet that holds something, and what stands out in it."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    cells: int = 0
    second: int = 0  # the lowest used row but one: tells a lone cell far below
    formulas: int = 0
    first_formula: str = ""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, row: int, column: int, *, wide: int = 1, high: int = 1) -> None:
        last_row, last_column = row + high - 1, column + wide - 1
        if not self.cells:
            self.top, self.left = row, column
            self.bottom, self.right, self.second = last_row, last_column, row
        if last_row > self.bottom:
            self.second, self.bottom = self.bottom, last_row
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.right = max(self.right, last_column)
        self.cells += wide * high

    def note_formula(self, row: int, column: int) -> None:
        self.formulas += 1
        if not self.first_formula:
            self.first_formula = f"{column_letters(column)}{row}"

    @property
    def grid(self) -> int:
        if not self.cells:
            return 0
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


class Document:
    """One document through expat, fed in pieces; a document type or broken XML is refused."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.EntityDeclHandler = _refuse_doctype

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError:
            raise Refused("rusak") from None

    def close(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise Refused("rusak") from None


class Pass(Document):
    """A document of an XLSX. What it was, `root` says: worksheet, workbook, others."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.used = Used()
        self.sheets: list[dict[str, str]] = []
        self.links: dict[str, tuple[str, str, str]] = {}
        self.is_encrypted = False
        self._row = self._column = 0
        self._is_used = self._is_error = False
        self._error = ""
        self._parser.StartElementHandler = self._start_root

    def _start_root(self, name: str, attrs: dict[str, str]) -> None:
        self.root = local_name(name)
        handlers = {
            "worksheet": self._start_cell,
            "workbook": self._start_book,
            "Relationships": self._start_link,
            "manifest": self._start_manifest,
        }
        self._parser.StartElementHandler = handlers.get(self.root)
        if self.root == "worksheet":
            self._parser.EndElementHandler = self._end_cell

    def _start_cell(self, name: str, attrs: dict[str, str]) -> None:
        kind = local_name(name)
        if kind == "c":
            self._place(attrs.get("r"))
            self._is_used, self._is_error = False, attrs.get("t") == "e"
        elif kind in ("v", "is"):
            self._is_used = True
            if self._is_error:
                self._error = ""
                self._parser.CharacterDataHandler = self._read_error
        elif kind == "row":
            self._row = read_whole(attrs.get("r"), self._row + 1)
            self._column = 0
            if self._row > BARIS_EXCEL:
                raise Refused("rusak")
        elif kind == "f":
            self.used.note_formula(self._row, self._column)

    def _end_cell(self, name: str) -> None:
        if local_name(name) != "c":
            return
        if self._is_used:
            self.used.add(self._row, self._column)
        if self._is_error:
            self._parser.CharacterDataHandler = None
            if len(self.used.errors) < _GALAT_MAKS:
                self.used.errors[self._row, self._column] = self._error or "#N/A"

    def _read_error(self, text: str) -> None:
        self._error = (self._error + text)[:20]

    def _place(self, ref: str | None) -> None:
        if ref is None:
            self._column += 1
        else:
            found = _REF.fullmatch(ref)
            if found is None:
                raise Refused("rusak")
            self._column, self._row = column_number(found[1]), int(found[2])
        if self._column > KOLOM_EXCEL or not 1 <= self._row <= BARIS_EXCEL:
            raise Refused("rusak")

    def _start_book(self, name: str, attrs: dict[str, str]) -> None:
        if local_name(name) == "sheet":
            self.sheets.append({local_name(key): value for key, value in attrs.items()})

    def _start_link(self, name: str, attrs: dict[str, str]) -> None:
        if local_name(name) == "Relationship":
            kind = attrs.get("Type", "").rsplit("/", 1)[-1]
            place = attrs.get("Target", ""), attrs.get("TargetMode", "")
            self.links[attrs.get("Id", "")] = (kind, *place)

    def _start_manifest(self, name: str, attrs: dict[str, str]) -> None:
        if local_name(name) == "encryption-data":
            self.is_encrypted = True


def _refuse_doctype(*_: object) -> None:
    raise Refused("entitas")


def local_name(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def read_whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 8):
        raise Refused("rusak")
    return int(text)
