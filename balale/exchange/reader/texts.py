"""CSV and its kin: the encoding and the delimiter are found out, whatever the file's name says."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from balale.exchange.reader.limits import KOLOM_MAKS, Limits, Refused

_DELIMITERS = ",;\t|^~:#\x1f"
_SAMPLE = 60
_LINES_IN_FIELD = 8
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Dialect:
    """How a text is read. `is_quoted` is False where a quote was opened and never closed."""

    encoding: str
    delimiter: str
    is_quoted: bool = True
    has_hint: bool = False


def find_encoding(data: bytes) -> str:
    """UTF-8 where every byte fits; UTF-16 by its mark or its zeros; else Windows-1252."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:4000]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        for place in _decode_pieces(data, "utf-8"):
            del place
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decode_pieces(data: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for place in range(0, len(data), 1 << 20):
        yield decoder.decode(data[place : place + (1 << 20)])
    yield decoder.decode(b"", final=True)


def open_text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")


def find_dialect(data: bytes) -> Dialect:
    """The delimiter that cuts the first lines into the same number of parts, the most of them."""
    encoding = find_encoding(data)
    lines: list[str] = []
    with open_text(data, encoding) as text:
        for line in text:
            if len(lines) >= _SAMPLE:
                break
            if line.strip():
                lines.append(line[:20_000].replace("\x00", ""))
    if not lines:
        raise Refused("kosong")
    hint = lines[0].strip().strip('"')
    if hint.casefold().startswith("sep=") and len(hint) == 5:
        return Dialect(encoding, hint[4], has_hint=True)
    scores = {delimiter: _score(lines, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: scores[one])
    dialect = Dialect(encoding, best if scores[best] else ",")
    return dialect if _is_closed(data, dialect) else Dialect(encoding, dialect.delimiter, False)


def _score(lines: list[str], delimiter: str) -> float:
    """How evenly the delimiter cuts: parts of the commonest kind of line times how common it is."""
    try:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        counts = [line.count(delimiter) + 1 for line in lines]
    common = Counter(count for count in counts if count > 1).most_common()
    if not common:
        return 0
    return max(min(parts, 60) ** 0.5 * times / len(counts) for parts, times in common)


def _is_closed(data: bytes, dialect: Dialect) -> bool:
    """False where a lone quote would swallow the lines after it."""
    try:
        return all(
            field.count("\n") < _LINES_IN_FIELD for row in _read(data, dialect) for field in row
        )
    except csv.Error:
        return False


def _read(data: bytes, dialect: Dialect) -> Iterator[list[str]]:
    quoting = csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE
    csv.field_size_limit(100_000)
    with open_text(data, dialect.encoding) as text:
        clean = (line.replace("\x00", "") for line in text)
        yield from csv.reader(clean, delimiter=dialect.delimiter, quoting=quoting)  # type: ignore[arg-type]


def read_rows(data: bytes, dialect: Dialect, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Records with their number as a spreadsheet counts them. Raises Refused."""
    try:
        for number, row in enumerate(_read(data, dialect), start=1):
            if number > limits.rows:
                raise Refused("baris", lembar="", jumlah=number, maks=limits.rows)
            if len(row) > KOLOM_MAKS and any(row[KOLOM_MAKS:]):
                raise Refused("kolom", lembar="", jumlah=len(row), maks=KOLOM_MAKS)
            if number == 1 and dialect.has_hint:
                continue
            yield number, row
    except csv.Error:
        raise Refused("rusak") from None
