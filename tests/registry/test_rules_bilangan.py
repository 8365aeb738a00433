from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.bilangan import parse_bilangan


@pytest.mark.parametrize(
    ("text", "desimal", "expected"),
    [
        ("12", 0, "12"),
        (" Rp 1.250.000 ", 0, "1250000"),
        ("1,250,000", 0, "1250000"),
        ("1.250", 0, "1250"),
        ("12,5", 1, "12.5"),
        ("12.5", 1, "12.5"),
        ("1.234,5", 1, "1234.5"),
        ("1,234.5", 1, "1234.5"),
        ("-1,25", 2, "-1.25"),
        ("109,12345", 5, "109.12345"),
        ("\u0661\u0662", 0, "12"),
        ("0", 0, "0"),
    ],
)
def test_bilangan_clear_number_is_read(text, desimal, expected):
    assert parse_bilangan(text, desimal=desimal).nilai == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "desimal", "words"),
    [
        ("1.250", 2, "dua cara"),
        ("duabelas", 0, "angka saja"),
        ("300rb", 0, "angka saja"),
        ("12,5", 0, "angka bulat"),
        ("12,55", 1, "Paling banyak 1"),
        ("1,2,3", 0, "angka saja"),
        ("1" * 41, 0, "angka saja"),
        ("=1+1", 0, "angka saja"),
    ],
)
def test_bilangan_unclear_number_is_asked_again(text, desimal, words):
    result = parse_bilangan(text, desimal=desimal)
    assert result.nilai is None
    assert words in (result.error or "")


def test_bilangan_outside_bounds_says_the_bound():
    assert "150" in (parse_bilangan("151", maks=Decimal("150.00000")).error or "")
    assert "Paling sedikit 1." in (parse_bilangan("0", min=Decimal(1)).error or "")


@given(st.text(max_size=60), st.integers(0, 5))
def test_bilangan_any_text_never_raises(text, desimal):
    result = parse_bilangan(text, desimal=desimal)
    assert result.nilai is None or result.error is None
