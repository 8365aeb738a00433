"""NIK and No KK: what is refused, what is only remarked, what is suggested."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.kk import no_kk_warnings, parse_no_kk
from balale.registry.rules.nik import (
    is_mungkin_rusak_excel,
    mask_nik,
    nik_warnings,
    parse_nik,
    suggest_tanggal_lahir,
)

HARI_INI = date(2026, 11, 24)
NIK = "6107041202559001"
NIK_PEREMPUAN = "6107045202559001"
NO_KK = "6107041503109001"


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        " 610704 120255 9001 ",
        "6107.0412.0255.9001",
        "6107-0412-0255-9001",
        "610704\u2013120255\u20129001",
        "6107\u00a00412\u202f0255\u20099001",
        "\ufeff610704\u200b120255\u200d9001",
        "6107\t0412\n02559001\x00",
        "６１０７０４１２０２５５９００１",
        "'6107041202559001",
    ],
)
def test_parse_nik_when_separators_are_typed_then_ignores_them(text):
    assert parse_nik(text).digits == NIK
    assert parse_nik(text).error is None


@pytest.mark.parametrize(
    ("text", "kode", "error"),
    [
        ("", "kosong", "NIK belum diisi. Jika tidak ada, pilih alasannya."),
        (" -.\u200b ", "kosong", "NIK belum diisi. Jika tidak ada, pilih alasannya."),
        (NIK[:15], "panjang", "NIK harus 16 angka. Baru 15 yang terisi."),
        (NIK + "7", "panjang", "NIK harus 16 angka. Ini 17 angka."),
        ("6107O41202559001", "huruf", "NIK hanya angka. Periksa huruf ‘O’: mungkin angka 0."),
        ("6107o41202559001", "huruf", "NIK hanya angka. Periksa huruf ‘o’: mungkin angka 0."),
        ("6l07041202559001", "huruf", "NIK hanya angka. Periksa huruf ‘l’: mungkin angka 1."),
        ("6I07041202559001", "huruf", "NIK hanya angka. Periksa huruf ‘I’: mungkin angka 1."),
        ("610704120255900B", "huruf", "NIK hanya angka. Periksa huruf ‘B’: mungkin angka 8."),
        ("610704120255900x", "huruf", "NIK hanya angka. Hapus ‘x’."),
        ("6107041202559\ud800", "huruf", "NIK hanya angka. Hapus tanda yang tidak terbaca."),
        ("6,10704E+15", "excel", "NIK rusak di Excel. Ketik ulang dari kartu."),
        ("1" * 16, "sama", "Semua angka NIK sama. Salin dari kartu."),
        ("6107041202550000", "seri", "Empat angka akhir NIK tidak mungkin 0000. Periksa kartu."),
    ],
)
def test_parse_nik_when_shape_is_wrong_then_says_what_to_do(text, kode, error):
    hasil = parse_nik(text)
    assert (hasil.kode, hasil.error) == (kode, error)
    assert hasil.jenis_kelamin is None


@pytest.mark.parametrize(
    ("lahir", "error"),
    [
        ("000255", "Tanggal 00 di NIK tidak mungkin. Periksa angka ke-7 dan 8."),
        ("320255", "Tanggal 32 di NIK tidak mungkin. Periksa angka ke-7 dan 8."),
        ("400255", "Tanggal 40 di NIK tidak mungkin. Periksa angka ke-7 dan 8."),
        ("720255", "Tanggal 72 di NIK tidak mungkin. Periksa angka ke-7 dan 8."),
        ("120055", "Bulan 00 di NIK tidak mungkin. Periksa angka ke-9 dan 10."),
        ("121355", "Bulan 13 di NIK tidak mungkin. Periksa angka ke-9 dan 10."),
        ("310255", "Tanggal 31 Februari di NIK tidak ada. Periksa angka ke-7 sampai 12."),
        ("690255", "Tanggal 29 Februari di NIK tidak ada. Periksa angka ke-7 sampai 12."),
        ("710455", "Tanggal 31 April di NIK tidak ada. Periksa angka ke-7 sampai 12."),
    ],
)
def test_parse_nik_when_birth_date_is_impossible_then_refuses(lahir, error):
    hasil = parse_nik(f"610704{lahir}9001")
    assert (hasil.kode, hasil.error) == ("tanggal", error)
    assert hasil.kode_kecamatan == "61.07.04"


@pytest.mark.parametrize(
    ("lahir", "jenis_kelamin", "kandidat"),
    [
        ("010155", "L", [date(1955, 1, 1), date(2055, 1, 1)]),
        ("311255", "L", [date(1955, 12, 31), date(2055, 12, 31)]),
        ("410155", "P", [date(1955, 1, 1), date(2055, 1, 1)]),
        ("711255", "P", [date(1955, 12, 31), date(2055, 12, 31)]),
        ("290200", "L", [date(2000, 2, 29)]),
        ("290256", "L", [date(1956, 2, 29), date(2056, 2, 29)]),
    ],
)
def test_parse_nik_when_valid_then_reads_hints(lahir, jenis_kelamin, kandidat):
    hasil = parse_nik(f"610704{lahir}9001")
    assert hasil.error is None
    assert hasil.jenis_kelamin == jenis_kelamin
    assert list(hasil.kandidat_lahir) == kandidat
    assert hasil.kode_kecamatan == "61.07.04"


@pytest.mark.parametrize(
    ("yy", "tahun"),
    [("55", 1955), ("15", 2015), ("20", 2020), ("22", 2022), ("26", 2026), ("27", 1927)],
)
def test_suggest_tanggal_lahir_when_two_centuries_then_offers_the_likelier(yy, tahun):
    hasil = parse_nik(f"6107041202{yy}9001", today=HARI_INI)
    assert suggest_tanggal_lahir(hasil, today=HARI_INI) == date(tahun, 2, 12)


def test_suggest_tanggal_lahir_when_nik_is_wrong_then_offers_nothing():
    assert suggest_tanggal_lahir(parse_nik("61"), today=HARI_INI) is None


@given(st.text())
def test_parse_nik_when_any_text_then_never_raises_nor_changes_digits(text):
    hasil = parse_nik(text, today=HARI_INI)
    assert hasil.error or (len(hasil.digits) == 16 and hasil.digits.isascii())


@given(
    lahir=st.dates(date(1921, 1, 1), HARI_INI),
    jenis_kelamin=st.sampled_from("LP"),
    seri=st.integers(9001, 9999),
    pemisah=st.sampled_from(["", " ", ".", "-", "\u00a0"]),
)
def test_parse_nik_when_built_from_a_birth_date_then_gives_it_back(
    lahir, jenis_kelamin, seri, pemisah
):
    hari = lahir.day + (40 if jenis_kelamin == "P" else 0)
    nik = pemisah.join(["610704", f"{hari:02d}{lahir:%m%y}", str(seri)])
    hasil = parse_nik(nik, today=HARI_INI)
    assert lahir in hasil.kandidat_lahir
    assert hasil.jenis_kelamin == jenis_kelamin
    assert all(kandidat <= HARI_INI for kandidat in hasil.kandidat_lahir)


def list_kode(nik=NIK, **changes):
    values = {
        "tanggal_lahir": date(1955, 2, 12),
        "presisi": "hari",
        "jenis_kelamin": "L",
        "known_area": True,
        "no_kk": NO_KK,
        "today": HARI_INI,
    } | changes
    return [temuan.kode for temuan in nik_warnings(nik, **values)]


@pytest.mark.parametrize(
    ("changes", "kode"),
    [
        ({}, []),
        ({"tanggal_lahir": None, "jenis_kelamin": None, "no_kk": None}, []),
        ({"jenis_kelamin": "P"}, ["jenis_kelamin_beda"]),
        ({"tanggal_lahir": date(1955, 2, 13)}, ["tanggal_lahir_beda"]),
        ({"tanggal_lahir": date(1955, 2, 15), "presisi": "bulan"}, []),
        ({"tanggal_lahir": date(1955, 3, 15), "presisi": "bulan"}, ["tanggal_lahir_beda"]),
        ({"tanggal_lahir": date(1955, 7, 1), "presisi": "tahun"}, []),
        ({"tanggal_lahir": date(1956, 7, 1), "presisi": "tahun"}, ["tanggal_lahir_beda"]),
        ({"tanggal_lahir": date(1958, 7, 1), "presisi": "perkiraan"}, []),
        ({"tanggal_lahir": date(1959, 7, 1), "presisi": "perkiraan"}, ["tanggal_lahir_beda"]),
        ({"known_area": False}, ["wilayah_tidak_dikenal"]),
        ({"no_kk": "610704 120255 9001"}, ["nik_sama_kk"]),
        ({"tanggal_lahir": date(2027, 1, 1)}, ["tanggal_lahir_beda"]),
    ],
)
def test_nik_warnings_when_form_disagrees_then_names_it(changes, kode):
    assert list_kode(**changes) == kode


@pytest.mark.parametrize(
    ("lahir", "kode"),
    [
        (date(1920, 11, 25), []),  # 105 until tomorrow
        (date(1920, 11, 24), ["usia_terlalu_tua"]),
    ],
)
def test_nik_warnings_when_older_than_105_then_warns(lahir, kode):
    nik = f"610704{lahir:%d%m%y}9001"
    assert list_kode(nik, tanggal_lahir=lahir) == kode


def test_nik_warnings_when_nik_equals_kk_then_only_that_blocks():
    temuan = nik_warnings(
        NIK,
        tanggal_lahir=date(1990, 1, 2),
        presisi="hari",
        jenis_kelamin="P",
        known_area=False,
        no_kk=NIK,
        today=HARI_INI,
    )
    assert [item.kode for item in temuan if item.is_block] == ["nik_sama_kk"]
    assert "Kode wilayah 61.07.04 belum dikenal." in temuan[-1].pesan


def test_nik_warnings_when_nik_is_unreadable_then_finds_nothing():
    assert list_kode("61070412025590", jenis_kelamin="P") == []


def test_mask_nik_when_shown_then_hides_birth_date():
    assert mask_nik(NIK_PEREMPUAN) == "610704******9001"


@pytest.mark.parametrize(("nik", "rusak"), [(NIK, False), ("6107041202559000", True)])
def test_is_mungkin_rusak_excel_when_digits_end_in_zeros_then_true(nik, rusak):
    assert is_mungkin_rusak_excel(nik) is rusak


@pytest.mark.parametrize(
    ("digits", "terbit"),
    [
        (NO_KK, date(2010, 3, 15)),
        ("6107042411269001", HARI_INI),
        ("6107042511269001", date(1926, 11, 25)),
        ("6107041503989001", date(1998, 3, 15)),
        ("6107044503109001", None),
        ("6107042902019001", None),
    ],
)
def test_parse_no_kk_when_valid_then_reads_area_and_issue_date(digits, terbit):
    hasil = parse_no_kk(digits, today=HARI_INI)
    assert (hasil.error, hasil.tanggal_terbit) == (None, terbit)
    assert hasil.kode_kecamatan == "61.07.04"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "No KK belum diisi. Salin dari kartu keluarga."),
        (NO_KK[:-1], "No KK harus 16 angka. Baru 15 yang terisi."),
        (NO_KK + "1", "No KK harus 16 angka. Ini 17 angka."),
        ("0" * 16, "Semua angka No KK sama. Salin dari kartu."),
        ("6107O41503109001", "No KK hanya angka. Periksa huruf ‘O’: mungkin angka 0."),
    ],
)
def test_parse_no_kk_when_shape_is_wrong_then_says_what_to_do(text, error):
    assert parse_no_kk(text, today=HARI_INI).error == error


@pytest.mark.parametrize(
    ("no_kk", "nik", "known_area", "kode"),
    [
        (NO_KK, NIK, True, []),
        (NO_KK, None, True, []),
        (NO_KK, "6107 0415 0310 9001", True, ["kk_sama_nik"]),
        ("6107044503109001", NIK, True, ["tanggal_terbit_tidak_mungkin"]),
        (NO_KK, NIK, False, ["wilayah_tidak_dikenal"]),
        ("61", NIK, False, []),
    ],
)
def test_no_kk_warnings_when_something_is_odd_then_names_it(no_kk, nik, known_area, kode):
    temuan = no_kk_warnings(no_kk, nik=nik, known_area=known_area, today=HARI_INI)
    assert [item.kode for item in temuan] == kode
