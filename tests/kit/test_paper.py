"""The press: sheets, heads and feet, and words that stay words whatever they look like."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.kit.paper import Cetakan, Kertas, Kop, PaperError, press, print_pdf, to_paper
from tests.factories.paper import list_sheets, read_pdf

NOW = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
KOP = Kop(("PEMERINTAH KABUPATEN BENGKAYANG", "DESA SUKA MAJU"), "Jl. Raya 1", "Suka Maju",
          "Kepala Desa Suka Maju")  # fmt: skip
CETAKAN = Cetakan("Uji", KOP, "Martina Dayang (Operator desa)", "24/11/2026, 14.05 WIB",
                  tanggal="24 November 2026")  # fmt: skip
TEMPLATE = """
#import "sheet.typ": *
#show: lembar
#kop
#judul(cetakan.judul)
#for satu in data.kata { block(satu) }
#tanda-tangan-kop
"""
JAHAT = ["#eval(\"1+1\")", "$x^2$", r"\u{41} \\ \#", "*tebal* _miring_ <b> @rujuk", "= Judul",
         "`kode` ```typ #panic()```", "{{ nama }} {% x %}", "//komentar", "https://contoh.id",
         "'kutip' \"dua\" -- ---"]  # fmt: skip


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "uji.typ"
    path.write_text(TEMPLATE)
    return path


def make(template, *words, **more) -> bytes:
    cetakan = replace(CETAKAN, **more)
    return print_pdf(template, {"kata": list(words)}, cetakan=cetakan, at=NOW)


@pytest.mark.parametrize(("kertas", "size"), [(Kertas.A4, (210, 297)), (Kertas.F4, (215, 330))])
def test_page_when_printed_then_has_the_sheet_asked_for(template, kertas, size):
    assert list_sheets(make(template, "satu", kertas=kertas)) == [size]


def test_page_when_printed_then_names_area_printer_time_signer_and_page(template):
    words = read_pdf(make(template, *["baris"] * 90))
    for part in (
        "PEMERINTAH KABUPATEN BENGKAYANG", "DESA SUKA MAJU", "Jl. Raya 1",
        "Dicetak 24/11/2026, 14.05 WIB oleh Martina Dayang (Operator desa)",
        "Halaman 1 dari 2", "Halaman 2 dari 2", "Suka Maju, 24 November 2026",
        "Kepala Desa Suka Maju",
    ):  # fmt: skip
        assert part in words
    assert "LATIHAN" not in words


def test_page_when_latihan_then_every_page_bears_the_mark(template):
    assert read_pdf(make(template, *["baris"] * 90, is_latihan=True)).count("LATIHAN") == 4


@pytest.mark.parametrize("kata", JAHAT)
def test_word_when_it_looks_like_markup_then_stands_as_typed(template, kata):
    assert kata in read_pdf(make(template, kata, judul="Uji"))


def test_head_when_it_looks_like_markup_then_stands_as_typed(template):
    words = read_pdf(make(template, kop=replace(KOP, baris=tuple(JAHAT)), oleh="#panic(1)"))
    assert all(kata in words for kata in JAHAT)
    assert "oleh #panic(1)" in words


@pytest.mark.parametrize(
    "kata", ["K" * 100_000, "a b " * 25_000, "\0\x07\ud800\u202eabc", "😀 王小明 ŋ Ж é", "\n" * 999]
)
def test_word_when_monstrous_then_page_is_made(template, kata):
    assert make(template, kata).startswith(b"%PDF")


def test_long_word_when_printed_then_broken_and_whole():
    assert to_paper("K" * 40).replace("\N{ZERO WIDTH SPACE}", "") == "K" * 40
    assert max(map(len, to_paper("K" * 40).split("\N{ZERO WIDTH SPACE}"))) == 18
    assert to_paper("nama biasa Wirahadikusumah") == "nama biasa Wirahadikusumah"


@given(st.text(max_size=200))
def test_text_when_made_fit_for_paper_then_only_unseen_signs_differ(text):
    kept = to_paper(text).replace("\N{ZERO WIDTH SPACE}", "")
    assert len(kept) == len(text.replace("\N{ZERO WIDTH SPACE}", ""))
    kept.encode()


def test_template_when_wrong_then_error_names_no_word_of_the_page(tmp_path):
    path = tmp_path / "salah.typ"
    path.write_text('#import "sheet.typ": *\n#let x = data.kata + 1\n')
    with pytest.raises(PaperError) as caught:
        make(path, "Rahasia Sekali")
    assert "Rahasia" not in str(caught.value)


def test_template_when_it_never_ends_then_press_is_stopped(tmp_path, monkeypatch):
    path = tmp_path / "lama.typ"
    path.write_text("#while true { let x = range(100000) }")
    monkeypatch.setattr(press, "DETIK_MAKS", 1)
    begun = time.monotonic()
    with pytest.raises(PaperError):
        make(path)
    assert time.monotonic() - begun < 5


def test_press_when_busy_for_long_then_says_so_and_works_again_after(template, monkeypatch):
    monkeypatch.setattr(press, "DETIK_MAKS", 0.1)
    with press._turn, pytest.raises(PaperError, match="busy"):
        make(template, "satu")
    monkeypatch.undo()
    assert "satu" in read_pdf(make(template, "satu"))


def test_template_when_it_reads_another_file_then_refused(tmp_path):
    path = tmp_path / "baca.typ"
    path.write_text('#read("/etc/hostname")')
    with pytest.raises(PaperError):
        make(path)


def test_press_when_run_then_has_no_settings_or_keys(template, monkeypatch):
    monkeypatch.setenv("BALALE_KEY_FILE", "kunci.json")
    seen = {}
    run = press.subprocess.run
    monkeypatch.setattr(press.subprocess, "run", lambda *a, **k: seen.update(k) or run(*a, **k))
    make(template, "satu")
    assert set(seen["env"]) == {"RAYON_NUM_THREADS", "LC_ALL"}
