"""The readers of cells never fall over, never invent, and read back what they were given."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.exchange.rules.jenis import read_kategori
from balale.exchange.rules.jenis_data import NAMA
from balale.exchange.rules.kata import read_hubungan, read_kelamin
from balale.exchange.rules.kepala import find_tabel
from balale.exchange.rules.kolom import match_label
from balale.exchange.rules.lahir import read_lahir, split_tempat
from balale.exchange.rules.nomor import TandaKolom, read_nik, read_no_kk
from balale.exchange.rules.orang import Lingkup, read_orang
from balale.exchange.rules.profil import Profil, walk_rows
from balale.exchange.rules.sel import Galat, Panjang, to_text
from balale.exchange.rules.tanpa_judul import guess_tabel
from balale.exchange.rules.tempat import DaftarDesa, Desa, find_desa_in, read_desa
from tests.exchange.corpus import HARI_INI

DAFTAR = DaftarDesa(
    (
        Desa("61.07.04.1010", "Sebalo", "61.07.04", "Bengkayang"),
        Desa("61.07.10.2003", "Suka Maju", "61.07.10", "Suti Semarang"),
        Desa("61.07.14.2004", "Suka Maju", "61.07.14", "Sungai Betung"),
        Desa("61.07.15.2003", "Sungai Raya", "61.07.15", "Sungai Raya Kepulauan"),
    ),
    (("61.07.04.2008", "61.07.14.2004"),),
)
LINGKUP = Lingkup(HARI_INI, DAFTAR)

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=60), st.dates(),
    st.datetimes(), st.builds(Galat, st.text(max_size=8)), st.builds(Panjang, st.integers(1)),
)  # fmt: skip
DIGITS = st.builds(
    "6107{:02d}{:02d}{:02d}{:02d}{:04d}".format,
    st.integers(1, 17), st.integers(1, 28), st.integers(1, 12), st.integers(0, 99),
    st.integers(9001, 9999),
)  # fmt: skip


@given(CELLS, CELLS)
def test_any_cell_when_read_then_nothing_falls_over(one, other):
    read_nik(one, today=HARI_INI)
    read_no_kk(one, today=HARI_INI)
    read_lahir(one, today=HARI_INI)
    read_kelamin(one)
    read_hubungan(one)
    read_kategori(one)
    read_desa(one, kecamatan=other, daftar=DAFTAR)


def test_digit_that_is_no_number_when_read_then_nothing_falls_over():
    assert read_hubungan("፩") is None
    lahir, kk = date(1955, 2, 12), "610714120720900"
    rows = [(n, [f"610714120255900{n}", f"{kk}{n}", "LOPO", lahir]) for n in range(1, 6)]
    rows.append((6, ["61071412፩2559006", f"{kk}6", "LOPO", lahir]))
    tabel = guess_tabel(rows, today=HARI_INI)
    assert tabel.kolom == {"nik": 0, "no_kk": 1, "ttl": 3, "nama": 2}


@given(st.lists(CELLS, min_size=14, max_size=14))
def test_any_row_when_read_then_all_reasons_have_words(cells):
    names = ("nik", "no_kk", "nama", "jenis_kelamin", "ttl", "umur", "hubungan", "alamat", "rt_rw",
             "desa", "kecamatan", "kategori", "telepon", "kategori_8")  # fmt: skip
    row = read_orang(7, cells, {name: n for n, name in enumerate(names)}, LINGKUP)
    assert all(one.kode and one.pesan.strip() for one in row.alasan)
    assert row.orang.jenis_kelamin in ("L", "P") or row.is_ditolak


@given(st.lists(st.tuples(st.integers(1, 90), st.lists(CELLS, max_size=8)), max_size=30))
def test_any_sheet_when_profiled_then_every_row_is_accounted_for(rows):
    numbered = [(n, cells) for n, (_, cells) in enumerate(rows, start=2)]
    sheet = [(1, ["NIK", "Nama", "JK", "Desa"]), *numbered]
    profil = Profil()
    for baris, cells in sheet:
        profil.add(baris, cells)
    profil.settle()
    if profil.tabel:
        walked = [row.baris for row in walk_rows(iter(sheet), profil.tabel)]
        below = {n for n, cells in sheet if n > profil.tabel.baris_akhir and any(
            to_text(cell) for cell in cells)}  # fmt: skip
        assert below <= set(walked)


@given(DIGITS, st.sampled_from(["{}", "'{}", " {} ", "{}.0", "NIK {}", "\u200b{}"]))
def test_nik_when_written_as_people_do_then_read_whole(digits, form):
    assert read_nik(form.format(digits), today=HARI_INI).digits == digits


@given(DIGITS)
def test_nik_when_a_number_then_whole_or_refused_and_never_another(digits):
    hasil = read_nik(float(digits), today=HARI_INI)
    assert hasil.digits == digits
    assert hasil.has_error == digits.endswith("0")


@given(DIGITS, st.integers(2, 14))
def test_nik_when_scientific_and_short_then_refused_and_never_filled_up(digits, keep):
    text = f"{digits[0]},{digits[1:keep]}E+15"
    hasil = read_nik(text, today=HARI_INI)
    assert [one.kode for one in hasil.alasan] == ["nik_notasi_ilmiah"]


def test_nik_when_beyond_exact_numbers_then_refused():
    hasil = read_nik(9471041202559002.0, today=HARI_INI)
    assert [one.kode for one in hasil.alasan] == ["nik_rusak_excel"]


@pytest.mark.parametrize(
    ("jumlah", "bernol", "rusak"),
    [(2, 2, False), (3, 3, True), (3, 2, False), (10, 6, True), (10, 2, False), (100, 12, False),
     (100, 60, True), (300_000, 31_000, False), (300_000, 120_000, True)],
)  # fmt: skip
def test_column_sign_when_zeros_are_more_than_chance_then_spoilt(jumlah, bernol, rusak):
    assert TandaKolom(jumlah, bernol).is_rusak is rusak


DATES = st.dates(date(1935, 1, 1), date(2019, 12, 31))


@given(DATES, st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %m %Y",
                               "%Y-%m-%d 00:00:00", "%d%m%Y", "Bengkayang, %d-%m-%Y",
                               "Sambas %d/%m/%Y", "'%d-%m-%Y"]))  # fmt: skip
def test_date_when_written_as_people_do_then_read_back(lahir, form):
    hasil = read_lahir(lahir.strftime(form), today=HARI_INI, has_tempat=True)
    assert (hasil.tanggal, hasil.presisi) == (lahir, "hari")


@given(DATES)
def test_date_when_a_serial_then_read_back(lahir):
    number = float((lahir - date(1899, 12, 30)).days)
    assert read_lahir(number, today=HARI_INI).tanggal == lahir


@given(st.dates(HARI_INI + timedelta(days=1), date(2100, 1, 1)))
def test_date_when_it_has_not_come_then_refused(lahir):
    assert read_lahir(lahir, today=HARI_INI).alasan[0].kode == "tanggal_depan"


@pytest.mark.parametrize(
    ("text", "tempat", "sisa"),
    [("Bengkayang, 1-2-1950", "Bengkayang", "1-2-1950"), ("Februari 12 1955", "", None),
     ("Sei. Raya / 1 Mei 1960", "Sei. Raya", "1 Mei 1960"), ("12-02-1955", "", None)],
)  # fmt: skip
def test_place_when_before_the_date_then_cut_off(text, tempat, sisa):
    assert split_tempat(text, HARI_INI) == (tempat, sisa or text)


def test_place_before_the_date_when_too_long_then_refused_as_in_a_column_of_its_own():
    panjang = "A" * 101
    for kolom, cells in (
        ({"nama": 0, "ttl": 1}, ["LOPO", f"{panjang}, 12-02-1955"]),
        ({"nama": 0, "tanggal_lahir": 1, "tempat_lahir": 2}, ["LOPO", "12-02-1955", panjang]),
    ):
        row = read_orang(2, cells, kolom, LINGKUP)
        assert ("tempat_lahir", "teks_panjang") in [(one.isian, one.kode) for one in row.alasan]
        assert row.orang.tempat_lahir == ""


@given(st.lists(st.sampled_from(sorted(NAMA)), min_size=1, max_size=4, unique=True),
       st.sampled_from(["; ", ", ", "\n", " | "]), st.booleans())  # fmt: skip
def test_categories_when_several_in_a_cell_then_all_in_order(nomor, sep, is_upper):
    text = sep.join(NAMA[one].upper() if is_upper else NAMA[one] for one in nomor)
    assert read_kategori(text).nomor == tuple(nomor)


@pytest.mark.parametrize("nomor", sorted(NAMA))
def test_category_when_name_has_its_number_then_read_without_remark(nomor):
    hasil = read_kategori(f"{nomor}. {NAMA[nomor]}")
    assert (hasil.nomor, hasil.alasan) == ((nomor,), ())


@pytest.mark.parametrize(
    ("lines", "kode"),
    [(["DESA SUKA MAJU KECAMATAN SUNGAI BETUNG"], "61.07.14.2004"),
     (["KECAMATAN SUTI SEMARANG", "KANTOR DESA SUKA MAJU"], "61.07.10.2003"),
     (["DESA SUKA MAJU"], ""), (["Kelurahan Sebalo Tahun 2024"], "61.07.04.1010"),
     (["KABUPATEN BENGKAYANG"], ""), (["DESA SUKA MAJU KECAMATAN BENGKAYANG"], "61.07.14.2004")],
)  # fmt: skip
def test_letterhead_when_it_names_a_desa_then_found_unless_ambiguous(lines, kode):
    assert find_desa_in(lines, DAFTAR) == kode


@pytest.mark.parametrize(
    ("label", "field"),
    [("NIK", "nik"), ("No. KK", "no_kk"), ("Nama Lengkap (sesuai KTP)", "nama"),
     ("Nama Ibu Kandung", "nama_ibu"), ("Nama Kepala Keluarga", "_nama_kepala"), ("L/P",
      "jenis_kelamin"), ("Tempat / Tgl. Lahir", "ttl"), ("TGL_LAHIR", "tanggal_lahir"),
     ("Desa/Kelurahan", "desa"), ("RT/RW", "rt_rw"), ("Jenis PMKS", "kategori"),
     ("NIK Kepala Keluarga", "_lain"), ("Lansia Terlantar", "kategori_8"), ("Warna kesukaan", ""),
     ("Tanggal Pendataan", "_lain"), ("kk_level", "hubungan")],
)  # fmt: skip
def test_heading_when_read_then_means_one_field(label, field):
    assert match_label(label) == field


def test_table_when_sheet_is_a_recap_then_not_found():
    rows = [(1, ["Kecamatan", "L", "P", "Jumlah"]), (2, ["Ledo", 3, 4, 7])]
    assert find_tabel(rows) is None
