import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.wilayah.rules import format_kode_kecamatan, get_tingkat, is_inside, is_kode


@pytest.mark.parametrize(
    ("kode", "tingkat"),
    [
        ("61", "provinsi"),
        ("61.07", "kabupaten"),
        ("61.07.04", "kecamatan"),
        ("61.07.04.1001", "desa"),
    ],
)
def test_get_tingkat_of_each_length_gives_its_level(kode, tingkat):
    assert get_tingkat(kode) == tingkat


@pytest.mark.parametrize(
    "text", ["", "6", "61.", "61.7", "610704", "61.07.04.", "61.07.04.101", "٦١"]
)
def test_is_kode_on_anything_else_is_false(text):
    assert not is_kode(text)
    with pytest.raises(ValueError, match="not an area code"):
        get_tingkat(text)


@pytest.mark.parametrize(
    ("kode", "wilayah", "inside"),
    [
        ("61.07.10.2003", "61.07", True),
        ("61.07.10.2003", "61.07.10", True),
        ("61.07.10.2003", "61.07.10.2003", True),
        ("61.07.10.2003", "61.07.1", False),
        ("61.07.10.2003", "61.07.11", False),
        ("61.07.10.2003", "", False),
        ("61.07", "61.07.10", False),
    ],
)
def test_is_inside_cuts_only_at_a_dot(kode, wilayah, inside):
    assert is_inside(kode, wilayah) is inside


def test_format_kode_kecamatan_on_six_digits_puts_the_dots():
    assert format_kode_kecamatan("610704") == "61.07.04"


@given(st.text(max_size=12))
def test_format_kode_kecamatan_on_any_text_gives_a_code_or_none(text):
    kode = format_kode_kecamatan(text)
    assert kode is None or (get_tingkat(kode) == "kecamatan" and kode.replace(".", "") == text)
