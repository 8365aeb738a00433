"""Files that must not hurt: refused in words or read safely, within 512 MB and 30 seconds."""

import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from balale.exchange.reader.workbook import open_workbook, say_refusal
from balale.kit.errors import DomainError
from tests.exchange import hostile as h
from tests.exchange.books import change_xlsx, make_xls, make_xlsx

ROOT = Path(__file__).parents[2]
EMPTY = [h.make_empty_rows, h.make_styled_rows]
REFUSED = {
    "a zip bomb": (h.make_zip_bomb, "bom"),
    "one cell in the last row and column": (h.make_lone_cell, "sel_jauh"),
    "ten thousand columns": (h.make_many_columns, "kolom"),
    "a password": (h.make_locked, "sandi"),
    "a password on ODS": (h.make_locked_ods, "sandi"),
    "a PNG renamed": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "jenis"),
    "a PDF renamed": (lambda: b"%PDF-1.7\n" + b"1" * 500, "jenis"),
    "a document": (h.make_docx, "jenis"),
    "a web page renamed": (lambda: b"<html><table><tr><td>NIK</td></tr></table></html>", "html"),
    "XML of 2003": (lambda: b'<?xml version="1.0"?><Workbook></Workbook>', "xml2003"),
    "broken XML": (
        lambda: change_xlsx(h.GOOD, {h.SHEET: lambda old: old[:-40]}), "rusak",
    ),
    "a cut archive": (lambda: h.GOOD[:-200], "rusak"),
    "a cut old workbook": (lambda: make_xls(h.ROWS)[:900], "rusak"),
    "macros": (lambda: change_xlsx(h.GOOD, {"xl/vbaProject.bin": b"x"}), "makro"),
    "macros in an old workbook": (h.make_macro_xls, "makro"),
    "links to another file": (h.make_link, "tautan"),
    "a data connection": (lambda: change_xlsx(h.GOOD, {"xl/connections.xml": "<c/>"}), "tautan"),
    "a path out of the archive": (
        lambda: change_xlsx(h.GOOD, {"../../lain.xml": "<x/>"}), "jalur",
    ),
    "one name twice": (h.make_duplicates, "jalur"),
    "entities in a sheet": (lambda: h.make_doctype(h.SHEET), "entitas"),
    "entities in the texts": (lambda: h.make_doctype("xl/sharedStrings.xml"), "entitas"),
    "an entity of the server": (h.make_outside_reader, "entitas"),
    "a directory that lies": (h.make_liar, "rusak"),
    "three hundred files": (h.make_many_entries, "isi_banyak"),
    "ODS that repeats a million rows": (lambda: h.make_repeated_ods(1_000_000, 300), "baris"),
    "ODS with a cell in the last place": (h.make_far_ods, "sel_jauh"),
    "binary noise": (lambda: bytes(range(256)) * 40, "jenis"),
    "nothing": (lambda: b"", "kosong"),
    "only line ends": (lambda: b"\r\n\r\n", "kosong"),
    "21 MB": (lambda: b"a;b\n" * 6_000_000, "besar"),
    "all sheets hidden": (lambda: _all_hidden(), "lembar_tersembunyi"),
}  # fmt: skip


def _all_hidden():
    return change_xlsx(
        h.GOOD, {"xl/workbook.xml": lambda old: old.replace("<sheet ", '<sheet state="hidden" ')}
    )


def read_all():
    """Every file here, read one after another; prints the peaks of the largest reader and of the
    process that started it, in MB."""
    for make in [make for make, _ in REFUSED.values()] + EMPTY + [h.make_far_xls]:
        with suppress(DomainError):
            list(open_workbook(make()).rows)
    for whose in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF):
        sys.stdout.write(f"{resource.getrusage(whose).ru_maxrss / 1024}\n")


def test_reader_of_any_hostile_file_stays_within_its_memory():
    """In a small process of its own: Linux counts a starting child as large as its parent."""
    command = [sys.executable, "-c", "from tests.exchange.test_hostile import read_all; read_all()"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    reader, starter = map(float, done.stdout.split())
    assert reader < 512
    assert starter < 512


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_when_sent_then_is_refused_in_words(name):
    make, code = REFUSED[name]
    data = make()
    began = time.monotonic()
    with pytest.raises(DomainError) as caught:
        list(open_workbook(data).rows)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")
    assert "{" not in str(caught.value)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("make", EMPTY)
def test_million_empty_rows_when_sent_then_are_read_or_refused_in_words(make):
    began = time.monotonic()
    try:
        rows = list(open_workbook(make()).rows)
    except DomainError as refusal:
        answer = refusal.code
    else:
        answer = [cells[1] for _, _, cells in rows]
    assert answer in ("bom", "bongkar", ["Nama", "LOPO"])
    assert time.monotonic() - began < 30


def test_old_workbook_with_a_far_cell_when_sent_then_server_is_unharmed():
    try:
        rows = list(open_workbook(h.make_far_xls()).rows)
    except DomainError as refusal:
        answer = refusal.code
    else:
        answer = rows[0][2][:2]
    assert answer in ("berat", "rusak", "lama", ["NIK", "Nama"])


def test_cells_when_beyond_two_thousand_letters_then_only_their_length_comes():
    data = make_xlsx(("A", [["x" * 30_000]]))
    ((_, _, cells),) = open_workbook(data).rows
    assert cells[0].huruf == 30_000


def test_hidden_sheet_when_chosen_then_is_read():
    data = make_xlsx(("A", h.ROWS), ("B", [["rahasia"]]), hidden=("B",))
    assert [cells for _, _, cells in open_workbook(data, lembar="B").rows] == [["rahasia"]]


def test_sheet_when_chosen_and_missing_then_is_refused():
    with pytest.raises(DomainError, match="Lembar Z tidak ada"):
        open_workbook(h.GOOD, lembar="Z")


def test_refusal_when_detail_is_missing_then_still_has_words():
    assert str(say_refusal("besar")).startswith("Berkas ini rusak")
