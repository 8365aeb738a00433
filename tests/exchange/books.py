"""Workbooks made by hand, so that they are as messy as real ones; everybody in them is invented."""

import io
import struct
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter


def make_xlsx(*sheets, hidden=(), merges=(), formulas=()):
    """An XLSX of `(name, rows)`; dates become date cells, None stays empty.

    `formulas`: (row, column, formula, value) on the first sheet, `merges`: ranges of it.
    """
    out = io.BytesIO()
    plain_texts = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain_texts})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    plain = book.add_format()
    for number, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None and value != "":
                    sheet.write(r, c, value)
        if name in hidden:
            sheet.hide()
        if number == 0:
            for text in merges:
                first = text.split(":")[0]
                column, line = ord(first[0]) - 65, int(first[1:]) - 1
                sheet.merge_range(text, rows[line][column], plain)
            for r, c, formula, value in formulas:
                sheet.write_formula(r, c, formula, None, value)
    book.close()
    return out.getvalue()


def make_ods(rows, *, name="Lembar1", tail=""):
    """An ODS with one table; numbers as numbers, dates as dates."""
    lines = []
    for row in rows:
        cells = "".join(_ods_cell(value) for value in row)
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>"
        f"{''.join(lines)}{tail}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return make_zip({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def _ods_cell(value):
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        shown = value.strftime("%d/%m/%Y")
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


def make_zip(files, *, method=zipfile.ZIP_DEFLATED):
    """An archive of texts or bytes by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def change_xlsx(data, changes):
    """An XLSX with some of its files written anew or added; a callable gets the old text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for path, change in changes.items():
        files[path] = change(files[path].decode()) if callable(change) else change
    return make_zip(files)


def make_csv(rows, *, delimiter=",", encoding="utf-8", hint=False):
    """A text of the rows as Excel would save it, quoting where it must."""
    lines = [f"sep={delimiter}"] if hint else []
    for row in rows:
        cells = ["" if value is None else str(value) for value in row]
        quoted = [
            '"' + cell.replace('"', '""') + '"' if delimiter in cell or '"' in cell else cell
            for cell in cells
        ]
        lines.append(delimiter.join(quoted))
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def make_xls(rows, *, name="Sheet1"):
    """An old XLS (BIFF8 in a compound file) of texts and numbers."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str) and value:
                text = value.encode("utf-16-le")
                sheet += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text)
            elif isinstance(value, int | float):
                sheet += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    sheet += _record(0x0A, b"")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    start += _record(0x42, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + title
    size = len(start) + 4 + len(bound) + 4
    bound = struct.pack("<I", size) + bound[4:]
    return make_compound(start + _record(0x85, bound) + _record(0x0A, b"") + sheet)


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def make_compound(stream, *, name="Workbook", extra=()):
    """A compound file (OLE) with one stream, and empty entries of other names."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    assert len(fat) == 128, "one FAT sector is enough for tests"
    names = ["Root Entry", name, *extra]
    directory = b"".join(_entry(n, text, len(stream)) for n, text in enumerate(names))
    directory = directory.ljust(512, b"\x00")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    return head + struct.pack("<128I", *fat) + directory + stream


def _entry(number, name, size):
    text = name.encode("utf-16-le") + b"\x00\x00"
    kind = 5 if number == 0 else 2
    child = 1 if number == 0 else 0xFFFFFFFF
    place = (0xFFFFFFFE, 0) if number != 1 else (2, size)
    return (
        text.ljust(64, b"\x00") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF,
                                              0xFFFFFFFF, child)
        + b"\x00" * 36 + struct.pack("<IQ", *place)
    )  # fmt: skip
