"""The reference files themselves: complete, in order, and readable by a village operator."""

import csv
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
URUTAN_RESMI = [
    "Anak Balita Terlantar",
    "Anak Terlantar",
    "Anak yang Berhadapan dengan Hukum",
    "Anak Jalanan",
    "Anak dengan Kedisabilitasan",
    "Anak yang Menjadi Korban Tindak Kekerasan",
    "Anak yang Memerlukan Perlindungan Khusus",
    "Lanjut Usia Terlantar",
    "Penyandang Disabilitas",
    "Tuna Susila",
    "Gelandangan",
    "Pengemis",
    "Pemulung",
    "Kelompok Minoritas",
    "Bekas Warga Binaan Lembaga Pemasyarakatan",
    "Orang dengan HIV/AIDS",
    "Korban Penyalahgunaan NAPZA",
    "Korban Trafficking",
    "Korban Tindak Kekerasan",
    "Pekerja Migran Bermasalah Sosial",
    "Korban Bencana Alam",
    "Korban Bencana Sosial",
    "Perempuan Rawan Sosial Ekonomi",
    "Fakir Miskin",
    "Keluarga Bermasalah Sosial Psikologis",
    "Komunitas Adat Terpencil",
]
TERBATAS = {1, 2, 4, 5, 9, 11, 12, 20, 22, 25}
RAHASIA = {3, 6, 7, 10, 14, 15, 16, 17, 18, 19}
LEVELS = {
    nomor: "rahasia" if nomor in RAHASIA else "terbatas" if nomor in TERBATAS else "biasa"
    for nomor in range(1, 27)
}


def rows(path):
    with (DATA / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def numbers(row):
    return {int(one) for one in row["kategori"].split(";")}


ISIAN = rows("ppks/isian.csv")
KODE = [*rows("kode/kode.csv"), *rows("kode/pekerjaan.csv"), *rows("kode/negara.csv")]


def test_kategori_file_holds_the_26_names_in_official_order():
    kategori = rows("ppks/kategori.csv")
    assert [int(row["nomor"]) for row in kategori] == list(range(1, 27))
    assert [row["nama"] for row in kategori] == URUTAN_RESMI


def test_kategori_levels_when_read_are_the_security_table():
    kategori = rows("ppks/kategori.csv")
    assert {int(row["nomor"]): row["tingkat"] for row in kategori} == LEVELS


def test_kriteria_file_holds_seven_rows_and_every_category_starts_with_some():
    assert [row["nomor"] for row in rows("ppks/kriteria.csv")] == list("1234567")
    for row in rows("ppks/kategori.csv"):
        assert set(row["kriteria_bawaan"].split(";")) <= set("1234567")


@pytest.mark.parametrize("nomor", range(1, 27))
def test_form_of_each_category_asks_every_attribute_of_its_card(nomor):
    card = {row["kode"] for row in rows("ppks/atribut.csv") if nomor in numbers(row)}
    asked = {kode for row in ISIAN if nomor in numbers(row) for kode in row["atribut"].split(";")}
    assert card
    assert asked == card


@pytest.mark.parametrize("nomor", range(1, 27))
def test_form_of_each_category_opens_with_two_to_four_fields(nomor):
    utama = [row for row in ISIAN if nomor in numbers(row) and row["utama"] == "ya"]
    assert 2 <= len(utama) <= 4


@pytest.mark.parametrize("row", ISIAN, ids=lambda row: f"{row['kategori']}-{row['kode']}")
def test_field_when_shown_has_short_help_and_an_example(row):
    assert row["label"].endswith("?")
    assert 0 < len(row["bantuan"].split()) <= 12
    assert row["contoh"]


def test_answers_of_rahasia_categories_when_stored_are_always_encrypted():
    assert all(row["peka"] == "ya" for row in ISIAN if numbers(row) <= RAHASIA)


def test_choice_fields_name_a_list_with_two_codes_or_more():
    sizes = Counter(row["daftar"] for row in KODE)
    for row in ISIAN:
        has_list = row["jenis"] in {"pilihan", "pilihan_banyak"}
        assert has_list == bool(row["daftar"])
        assert not has_list or sizes[row["daftar"]] >= 2


def test_list_codes_when_counted_occur_once_and_belong_to_a_list():
    seen = Counter((row["daftar"], row["versi"], row["kode"]) for row in KODE)
    assert max(seen.values()) == 1
    assert {row["daftar"] for row in KODE} == {row["kode"] for row in rows("kode/daftar.csv")}


def test_spellings_in_a_list_when_read_mean_one_code():
    meanings: dict[tuple[str, str], set[str]] = {}
    for row in KODE:
        for text in {row["kode"], row["teks"], *row["alias"].split("|")} - {""}:
            meanings.setdefault((row["daftar"], text.casefold()), set()).add(row["kode"])
    assert {key: codes for key, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("daftar", "count"),
    [("pekerjaan", 89), ("negara", 249), ("agama", 7), ("shdk", 11), ("pendidikan", 10)],
)
def test_official_list_when_read_is_complete(daftar, count):
    assert sum(row["daftar"] == daftar for row in KODE) == count


def test_answers_about_trafficking_and_violence_open_a_rahasia_entry():
    picu = {(r["daftar"], r["kode"]): r["picu_kategori"] for r in KODE if r["picu_kategori"]}
    assert picu == {
        ("masalah_migran", "kekerasan"): "19",
        ("masalah_migran", "eksploitasi"): "19",
        ("masalah_migran", "perdagangan_orang"): "18",
        ("masalah_keluarga", "kdrt"): "19",
    }


def test_field_shown_on_a_condition_waits_for_an_earlier_choice():
    for row in ISIAN:
        if not row["tampil_jika_isian"]:
            continue
        other = next(
            one
            for one in ISIAN
            if one["kode"] == row["tampil_jika_isian"] and numbers(row) <= numbers(one)
        )
        choices = {"ya", "tidak"} | {k["kode"] for k in KODE if k["daftar"] == other["daftar"]}
        assert row["tampil_jika_nilai"] in choices
        assert int(other["urutan"]) < int(row["urutan"])


@pytest.mark.parametrize(
    "path",
    ["kriteria", "kategori", "tanda", "formulir", "isian", "atribut"],
)
def test_every_fact_names_its_source_and_whether_it_is_confirmed(path):
    for row in rows(f"ppks/{path}.csv"):
        assert row["sumber"]
        assert row["dikonfirmasi"] in {"ya", "tidak"}
