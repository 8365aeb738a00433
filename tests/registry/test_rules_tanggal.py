"""Dates as typed, their precision, and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.tanggal import NAMA_BULAN, is_heaped, parse_tanggal
from balale.registry.rules.usia import is_anak, usia_bulan, usia_tahun

HARI_INI = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "12/2/1955",
        "12-02-1955",
        "12.2.1955",
        "12 2 1955",
        "12, 2, 1955",
        "  12 / 02 / 1955 ",
        "12–2–1955",
        "12\u00a0Februari\u00a01955",
        "12\u22122\u22121955",
        "１２/２/１９５５",
        "\u200b12/2/1955\ufeff",
        "12\x002\x001955",
        "12 Februari 1955",
        "12 FEBRUARI 1955",
        "12 Feb 1955",
        "12-Feb-55",
        "12feb1955",
        "12 Pebruari 1955",
        "12 peb. 1955",
        "12 Febuari 1955",
        "12 February 1955",
        "Februari 12, 1955",
        "12-II-1955",
        "Sabtu, 12 Februari 1955",
        "Jum’at, 12 Februari 1955",
        "tgl 12 bulan 2 tahun 1955",
        "1955-02-12",
        "1955/2/12",
        "1955 Feb 12",
        "1955-02-12 00:00:00",
        "1955-02-12T00:00",
        "12021955",
        "19550212",
        "120255",
        "12/2/55",
        " " * 200 + "12/2/1955",
    ],
)
def test_parse_tanggal_when_a_full_date_is_typed_then_reads_the_day(text):
    hasil = parse_tanggal(text, today=HARI_INI)
    assert (hasil.tanggal, hasil.presisi, hasil.error) == (date(1955, 2, 12), "hari", None)


@pytest.mark.parametrize(
    ("kata", "bulan"),
    [(nama, nomor) for nomor, nama in enumerate(NAMA_BULAN, start=1)]
    + [
        ("Jan", 1),
        ("Djanuari", 1),
        ("Mrt", 3),
        ("Mar", 3),
        ("May", 5),
        ("Juni", 6),
        ("Jul", 7),
        ("Agt", 8),
        ("Ags", 8),
        ("Agust", 8),
        ("Agu", 8),
        ("Sept", 9),
        ("Okt", 10),
        ("Nopember", 11),
        ("Nop", 11),
        ("Des", 12),
        ("Dec", 12),
        ("XII", 12),
    ],
)
def test_parse_tanggal_when_month_is_a_word_then_knows_it(kata, bulan):
    assert parse_tanggal(f"3 {kata} 1980", today=HARI_INI).tanggal == date(1980, bulan, 3)


@pytest.mark.parametrize(
    ("text", "tanggal", "presisi"),
    [
        ("Februari 1955", date(1955, 2, 15), "bulan"),
        ("feb 55", date(1955, 2, 15), "bulan"),
        ("2/1955", date(1955, 2, 15), "bulan"),
        ("1955-02", date(1955, 2, 15), "bulan"),
        ("021955", date(1955, 2, 15), "bulan"),
        ("11/2026", date(2026, 11, 15), "bulan"),
        ("1955", date(1955, 7, 1), "tahun"),
        ("tahun 1955", date(1955, 7, 1), "tahun"),
        ("1890", date(1890, 7, 1), "tahun"),
        ("2026", date(2026, 7, 1), "tahun"),
    ],
)
def test_parse_tanggal_when_day_is_missing_then_keeps_the_precision(text, tanggal, presisi):
    hasil = parse_tanggal(text, today=HARI_INI)
    assert (hasil.tanggal, hasil.presisi) == (tanggal, presisi)


@pytest.mark.parametrize(("text", "presisi"), [("2026", "tahun"), ("3/2026", "bulan")])
def test_parse_tanggal_when_middle_lies_ahead_then_takes_today(text, presisi):
    awal = date(2026, 3, 2)
    hasil = parse_tanggal(text, today=awal)
    assert (hasil.tanggal, hasil.presisi) == (awal, presisi)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Tanggal belum diisi. Contoh: 12/2/1955."),
        (" / ", "Tanggal belum diisi. Contoh: 12/2/1955."),
        ("31/2/2026", "Februari 2026 hanya sampai tanggal 28."),
        ("29-02-1955", "Februari 1955 hanya sampai tanggal 28."),
        ("29-02-55", "Februari 1955 hanya sampai tanggal 28."),
        ("31 April 1980", "April 1980 hanya sampai tanggal 30."),
        ("32/1/1980", "Januari 1980 hanya sampai tanggal 31."),
        ("0/1/1980", "Tanggal mulai dari 1."),
        ("12/2/25642", "Tahun harus 4 angka, misalnya 1955."),
        ("25642", "Tahun harus 4 angka, misalnya 1955."),
        ("2/25642", "Tahun harus 4 angka, misalnya 1955."),
        ("12/2/955", "Tahun harus 4 angka, misalnya 1955."),
        ("55", "Tahun harus 4 angka, misalnya 1955."),
        ("25/11/2026", "Tanggal ini belum terjadi. Periksa tahunnya."),
        ("12/2026", "Bulan ini belum terjadi. Periksa tahunnya."),
        ("2027", "Tahun 2027 belum terjadi. Periksa tahunnya."),
        ("12/2/2955", "Tahun 2955 belum terjadi. Periksa tahunnya."),
        ("31/12/1889", "Tahun 1889 terlalu lama. Periksa tahunnya."),
        ("0000", "Tahun 0000 terlalu lama. Periksa tahunnya."),
        ("2/28/1955", "Bulan hanya 1 sampai 12. Tulis tanggal dulu, lalu bulan."),
        ("13/13/1955", "Bulan hanya 1 sampai 12."),
        ("12/0/1955", "Bulan hanya 1 sampai 12."),
        ("12/2/22", "Tulis tahun lengkap, misalnya 1922 atau 2022."),
        ("12/2", "Tulis juga tahunnya. Contoh: 12 Februari 1955."),
        ("12 Februari", "Tulis juga tahunnya. Contoh: 12 Februari 1955."),
        ("Februari", "Tulis juga tahunnya. Contoh: Februari 1955."),
        ("12 Foo 1955", "Nama bulan ‘foo’ tidak dikenal. Contoh: 12 Februari 1955."),
        ("ju", "Nama bulan ‘ju’ tidak dikenal. Contoh: 12 Februari 1955."),
        ("Feb Mar 1955", "Tanggal belum jelas. Contoh: 12 Februari 1955."),
        ("1 2 3 4", "Tanggal belum jelas. Contoh: 12 Februari 1955."),
        ("12 = 1955", "Tanda ‘=’ tidak dikenal. Contoh: 12 Februari 1955."),
        ("12 \ud800 1955", "Contoh: 12 Februari 1955."),
        ("9" * 100_000, "Tulis tanggalnya saja. Contoh: 12 Februari 1955."),
    ],
)
def test_parse_tanggal_when_unreadable_then_says_what_to_write(text, error):
    hasil = parse_tanggal(text, today=HARI_INI)
    assert (hasil.tanggal, hasil.presisi, hasil.error) == (None, None, error)


@pytest.mark.parametrize(
    ("yy", "tahun"),
    [("27", 1927), ("99", 1999), ("00", 2000), ("19", 2019), ("20", 2020)],
)
def test_parse_tanggal_when_year_has_two_digits_then_takes_the_only_possible(yy, tahun):
    assert parse_tanggal(f"1/1/{yy}", today=HARI_INI).tanggal == date(tahun, 1, 1)


def test_parse_tanggal_when_only_one_century_has_the_leap_day_then_takes_it():
    assert parse_tanggal("29/2/00", today=HARI_INI).tanggal == date(2000, 2, 29)


FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"]


@given(st.dates(date(1890, 1, 1), HARI_INI), st.sampled_from(FORMATS))
def test_parse_tanggal_when_a_real_date_is_written_then_gives_it_back(tanggal, bentuk):
    assert parse_tanggal(tanggal.strftime(bentuk), today=HARI_INI).tanggal == tanggal


@given(st.dates(date(1890, 1, 1), HARI_INI))
def test_parse_tanggal_when_month_is_named_then_gives_it_back(tanggal):
    text = f"{tanggal.day} {NAMA_BULAN[tanggal.month - 1]} {tanggal.year}"
    assert parse_tanggal(text, today=HARI_INI).tanggal == tanggal


@given(st.text() | st.text("0123456789/-. febmarjuni", max_size=20))
def test_parse_tanggal_when_any_text_then_date_or_words_and_never_future(text):
    hasil = parse_tanggal(text, today=HARI_INI)
    assert (hasil.tanggal is None) == bool(hasil.error) == (hasil.presisi is None)
    assert hasil.tanggal is None or hasil.tanggal <= HARI_INI


@pytest.mark.parametrize(
    ("tanggal", "heaped"),
    [
        (date(1955, 7, 1), True),
        (date(1955, 12, 31), True),
        (date(1955, 1, 1), True),
        (date(1955, 3, 15), True),
        (date(1955, 7, 2), False),
        (date(1955, 12, 30), False),
        (date(1955, 2, 1), False),
    ],
)
def test_is_heaped_when_day_stands_for_unknown_then_true(tanggal, heaped):
    assert is_heaped(tanggal) is heaped


@pytest.mark.parametrize(
    ("lahir", "on", "tahun", "bulan"),
    [
        (date(1966, 11, 24), HARI_INI, 60, 720),
        (date(1966, 11, 25), HARI_INI, 59, 719),
        (HARI_INI, HARI_INI, 0, 0),
        (date(2024, 2, 29), date(2025, 2, 28), 0, 11),
        (date(2024, 2, 29), date(2025, 3, 1), 1, 12),
        (date(2024, 2, 29), date(2028, 2, 29), 4, 48),
        (date(2026, 1, 31), date(2026, 2, 28), 0, 0),
        (date(2026, 1, 31), date(2026, 3, 1), 0, 1),
    ],
)
def test_usia_when_birthday_is_near_then_counts_completed(lahir, on, tahun, bulan):
    assert (usia_tahun(lahir, on), usia_bulan(lahir, on)) == (tahun, bulan)


def test_usia_when_birth_lies_ahead_then_refuses():
    with pytest.raises(ValueError, match="belum terjadi"):
        usia_tahun(HARI_INI + timedelta(days=1), HARI_INI)


@pytest.mark.parametrize(("lahir", "anak"), [((2008, 11, 24), False), ((2008, 11, 25), True)])
def test_is_anak_when_eighteenth_birthday_then_false(lahir, anak):
    assert is_anak(date(*lahir), HARI_INI) is anak


@given(st.dates(date(1890, 1, 1), HARI_INI), st.integers(0, 400))
def test_usia_when_time_passes_then_never_falls(lahir, days):
    later = HARI_INI + timedelta(days=days)
    assert usia_bulan(lahir, later) >= usia_bulan(lahir, HARI_INI)
    assert usia_tahun(lahir, later) == usia_bulan(lahir, later) // 12
