from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from balale.kit import formatting as f

HARI_INI = date(2026, 11, 24)
LAHIR = date(1955, 2, 12)


def test_format_tanggal_when_long_short_or_missing_then_indonesian_words():
    assert f.format_tanggal(HARI_INI) == "24 November 2026"
    assert f.format_tanggal(date(2026, 8, 5)) == "5 Agustus 2026"
    assert f.format_tanggal_pendek(date(2026, 3, 5)) == "05/03/2026"
    assert f.format_hari_tanggal(HARI_INI) == "Selasa, 24 November 2026"
    assert f.format_tanggal(None) == ""


def test_format_waktu_when_stored_in_utc_then_shown_in_wib():
    late = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    assert f.format_waktu(datetime(2026, 11, 24, 7, 5, tzinfo=UTC)) == "24/11/2026, 14.05 WIB"
    assert f.format_waktu(late) == "25/11/2026, 01.30 WIB"
    assert f.format_tanggal(late) == "25 November 2026"
    assert f.format_jam(time(9, 14)) == "09.14 WIB"


@pytest.mark.parametrize(
    ("jam_wib", "sapaan"),
    [(3, "malam"), (4, "pagi"), (10, "pagi"), (11, "siang"), (15, "sore"), (18, "malam")],
)
def test_format_sapaan_when_hour_of_wib_then_part_of_day(jam_wib, sapaan):
    moment = datetime(2026, 11, 24, jam_wib, tzinfo=f.WIB).astimezone(UTC)
    assert f.format_sapaan(moment) == f"Selamat {sapaan}"


@pytest.mark.parametrize(
    ("ketelitian", "shown"),
    [
        ("hari", "12 Februari 1955"),
        ("bulan", "Februari 1955"),
        ("tahun", "1955"),
        ("perkiraan", "1955 (perkiraan)"),
    ],
)
def test_format_lahir_when_precision_given_then_no_more_is_claimed(ketelitian, shown):
    assert f.format_lahir(LAHIR, ketelitian) == shown


@pytest.mark.parametrize(
    ("lahir", "usia"),
    [
        (LAHIR, "71 tahun"),
        (date(2025, 11, 24), "1 tahun"),
        (date(2025, 11, 25), "11 bulan"),
        (date(2026, 6, 24), "5 bulan"),
        (date(2026, 10, 25), "30 hari"),
        (HARI_INI, "0 hari"),
        (date(2026, 11, 25), ""),
        (None, ""),
    ],
)
def test_format_usia_when_counted_on_a_day_then_whole_units(lahir, usia):
    assert f.format_usia(lahir, HARI_INI) == usia


def test_format_usia_when_born_on_leap_day_then_turns_on_first_of_march():
    assert f.format_usia(date(2024, 2, 29), date(2025, 2, 28)) == "11 bulan"
    assert f.format_usia(date(2024, 2, 29), date(2025, 3, 1)) == "1 tahun"


def test_format_angka_when_large_or_broken_then_dot_and_comma():
    assert f.format_angka(1234.5) == "1.234,5"
    assert f.format_angka(Decimal("1234"), 2) == "1.234,00"
    assert f.format_angka(1234.5, 0) == "1.234"
    assert f.format_angka(0) == "0"
    assert f.format_persen(12.5) == "12,5%"
    assert f.format_rupiah(1_250_000) == "Rp1.250.000"
    assert f.format_rupiah(-500) == "-Rp500"
    assert f.format_rupiah(None) == ""


def test_format_nik_when_whole_masked_or_short_then_grouped_or_hidden():
    assert f.format_nik("6107014506909001") == "610701 450690 9001"
    assert f.format_nik("61070145") == "61070145"
    assert f.mask_nik("6107014506909001") == "6107•• •••••• 9001"
    assert f.mask_nik("61070145") == "••••••••"
    assert f.mask_nik(None) == ""


def test_format_codes_when_stored_bare_then_spaced():
    assert f.format_nip("197805122003121004") == "19780512 200312 1 004"
    assert f.format_telepon("+6281234567890") == "0812-3456-7890"
    assert f.format_telepon("081234567") == "0812-3456-7"
    assert f.format_rt_rw(3, 1) == "003/001"
    assert f.format_rt_rw("3") == "003"
    assert f.format_rt_rw(None) == ""


def test_mask_nama_when_child_then_first_letters_only():
    assert f.mask_nama("Anyap bawakng") == "A••• B•••"
    assert f.mask_nama("Lopo") == "L•••"
    assert f.mask_nama("") == ""
