"""Telephone numbers and RT/RW."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.kontak import parse_rt_rw, parse_telepon


@pytest.mark.parametrize(
    ("text", "nomor"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("(0812) 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 (0) 812 3456 7890", "+6281234567890"),
        ("006281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("０８１２３４５６７８９０", "+6281234567890"),
        ("0812345678", "+62812345678"),
        ("0812345678901", "+62812345678901"),
        ("0562 441234", "+62562441234"),
        ("", None),
        (" - ", None),
    ],
)
def test_parse_telepon_when_indonesian_then_one_form(text, nomor):
    hasil = parse_telepon(text)
    assert (hasil.nomor, hasil.error) == (nomor, None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("081234567", "Nomor telepon terlalu pendek. Baru 9 angka."),
        ("08123456789012", "Nomor telepon terlalu panjang. Ini 14 angka."),
        ("0562123", "Nomor telepon terlalu pendek. Baru 7 angka."),
        ("O8123456789", "Nomor telepon hanya angka. Periksa huruf ‘O’: mungkin angka 0."),
        ("0812345678 x", "Nomor telepon hanya angka. Hapus ‘x’."),
        ("+60123456789", "Tulis nomor Indonesia, diawali 0 atau +62."),
        ("+8123456789", "Tulis nomor Indonesia, diawali 0 atau +62."),
        ("123456789", "Tulis nomor Indonesia, diawali 0 atau +62."),
        ("0000000000", "Tulis nomor Indonesia, diawali 0 atau +62."),
        ("+", "Tulis nomor Indonesia, diawali 0 atau +62."),
    ],
)
def test_parse_telepon_when_wrong_then_says_what_to_do(text, error):
    assert parse_telepon(text).error == error


@given(st.text() | st.text("0123456789+()-/ ", max_size=20))
def test_parse_telepon_when_any_text_then_safe_and_stable(text):
    hasil = parse_telepon(text)
    assert hasil.nomor is None or parse_telepon(hasil.nomor) == hasil


@pytest.mark.parametrize(
    ("text", "rt", "rw"),
    [
        ("3/1", "003", "001"),
        ("003-01", "003", "001"),
        ("003/001", "003", "001"),
        ("3", "003", None),
        ("RT 003 RW 001", "003", "001"),
        ("rt.3/rw.1", "003", "001"),
        ("RT003RW001", "003", "001"),
        ("RW 1 RT 3", "003", "001"),
        ("RW 1/3", "003", "001"),
        ("RT 3/1", "003", "001"),
        ("RT 3", "003", None),
        ("RW 1", None, "001"),
        ("003001", "003", "001"),
        ("3/0", "003", None),
        ("000/000", None, None),
        ("-", None, None),
        ("", None, None),
    ],
)
def test_parse_rt_rw_when_typed_then_three_digits(text, rt, rw):
    hasil = parse_rt_rw(text)
    assert (hasil.rt, hasil.rw, hasil.error) == (rt, rw, None)


@pytest.mark.parametrize("text", ["tiga", "1/2/3", "RT 1 RT 2", "RT", "3a", "9" * 100_000, "²"])
def test_parse_rt_rw_when_unclear_then_shows_an_example(text):
    assert parse_rt_rw(text).error == "RT/RW belum jelas. Contoh: 003/001."


@pytest.mark.parametrize("text", ["1234/1", "RT 1234", "12345"])
def test_parse_rt_rw_when_number_is_long_then_says_so(text):
    assert parse_rt_rw(text).error == "RT dan RW paling banyak 3 angka."


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["{}/{}", "{} - {}", "RT{} RW{}"]))
def test_parse_rt_rw_when_two_numbers_then_gives_them_back(rt, rw, bentuk):
    hasil = parse_rt_rw(bentuk.format(rt, rw))
    assert (hasil.rt, hasil.rw) == (f"{rt:03d}", f"{rw:03d}")


@given(st.text())
def test_parse_rt_rw_when_any_text_then_never_raises(text):
    hasil = parse_rt_rw(text)
    assert not (hasil.error and hasil.rt)
