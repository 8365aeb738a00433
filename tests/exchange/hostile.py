"""Files that would hurt a careless reader, made by hand."""

import io
import struct
import zipfile

from tests.exchange.books import (
    change_xlsx,
    make_compound,
    make_ods,
    make_xls,
    make_xlsx,
    make_zip,
)

ROWS = [["NIK", "Nama", "JK", "Desa"], ["6107141202559001", "LOPO", "L", "Sebalo"]]
GOOD = make_xlsx(("A", ROWS))
SHEET = "xl/worksheets/sheet1.xml"
_DATA = "</sheetData>"


def with_cells(xml):
    """The good workbook with more rows at the end of its sheet."""
    return change_xlsx(GOOD, {SHEET: lambda old: old.replace(_DATA, xml + _DATA)})


def make_zip_bomb():
    return change_xlsx(GOOD, {"xl/media/image1.bin": b"\x00" * 60_000_000})


def make_lone_cell():
    return with_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def make_empty_rows():
    rows = "".join(f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(3, 1_048_577))
    return with_cells(rows)


def make_styled_rows():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 1_048_577))
    return with_cells(rows)


def make_many_columns():
    rows = [[f"K{n}" for n in range(10_000)], *([["x"] * 10_000] * 3)]
    return make_xlsx(("A", rows))


def make_locked():
    return make_compound(b"\x01" * 5000, name="EncryptedPackage", extra=("EncryptionInfo",))


def make_macro_xls():
    return make_compound(b"\x01" * 5000, name="Workbook", extra=("_VBA_PROJECT_CUR",))


def make_doctype(part):
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    )
    return change_xlsx(GOOD, {part: lambda old: old.replace("?>", "?>" + laughs, 1)})


def make_outside_reader():
    """A document type that asks for a file of the server."""
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return change_xlsx(GOOD, {SHEET: lambda old: old.replace("?>", "?>" + doctype, 1)})


def make_liar():
    """The directory says that the sheet is short; what is packed is long."""
    data = bytearray(with_cells("<row r='9'/>" * 50_000))
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", data, place + 24, 400)
    return bytes(data)


def make_duplicates():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("XL/workbook.xml", b"<workbook/>")
    return out.getvalue()


def make_repeated_ods(rows, columns):
    cell = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell'
        f' office:value-type="string" table:number-columns-repeated="{columns}">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    return make_ods(ROWS, tail=cell)


def make_far_ods():
    """A cell in the last row, below a repeat of empty ones."""
    tail = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    return make_ods(ROWS, tail=tail)


def make_far_xls():
    """An old workbook with one cell in its last row and column."""
    rows = [*ROWS]
    data = make_xls(rows)
    far = struct.pack("<HHHHHd", 0x203, 14, 65535, 255, 0, 1.0)
    return data.replace(_text_cell("Sebalo", 1, 3), far + _pad(len(far)), 1)


def _text_cell(text, row, column):
    body = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
    return struct.pack("<HH", 0x204, len(body)) + body


def _pad(used):
    """A record that is skipped, so that the stream keeps its length."""
    left = len(_text_cell("Sebalo", 1, 3)) - used
    return struct.pack("<HH", 0x0FFF, left - 4) + b"\x00" * (left - 4)


def make_many_entries():
    return change_xlsx(GOOD, {f"xl/media/{n}.bin": b"x" for n in range(300)})


def make_docx():
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


def make_locked_ods():
    with zipfile.ZipFile(io.BytesIO(make_ods(ROWS))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["META-INF/manifest.xml"] = (
        '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    return make_zip(files)


def make_link():
    rels = (
        '<Relationships xmlns="r"><Relationship Id="rId1" TargetMode="External"'
        ' Type="x/externalLinkPath" Target="file:///c:/lain.xlsx"/></Relationships>'
    )
    return change_xlsx(GOOD, {"xl/externalLinks/_rels/externalLink1.xml": rels})
