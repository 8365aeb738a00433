"""Figures with hidden parts, in words and in sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.reports.rules import BATAS_TERBATAS, Sel, add_up


@pytest.mark.parametrize(
    ("sel", "kata"),
    [
        (Sel(0, 5), "0"),
        (Sel(1234, 5), "1.234"),
        (Sel(None, 5), "<5"),
        (Sel(None, 10), "<10"),
        (Sel(340, 10, is_lebih=True), "340+"),
    ],
)
def test_figure_in_words(sel, kata):
    assert sel.kata == kata


@pytest.mark.parametrize(
    ("cells", "kata"),
    [
        ([], "0"),
        ([Sel(12, 10), Sel(30, 10)], "42"),
        ([Sel(12, 10), Sel(None, 10)], "12+"),
        ([Sel(None, 10), Sel(0, 10)], "<10"),
    ],
)
def test_sum_leaves_hidden_parts_out_and_says_so(cells, kata):
    assert add_up(cells).kata == kata


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=20),
    st.integers(0, 19),
    st.integers(1, BATAS_TERBATAS - 1),
)
def test_sum_is_the_same_whatever_a_hidden_figure_is(counts, at, other):
    """Nothing hidden can be worked out by subtracting."""

    def show(numbers):
        hidden = [0 < n < BATAS_TERBATAS for n in numbers]
        cells = zip(numbers, hidden, strict=True)
        return [Sel(None if gone else n, BATAS_TERBATAS) for n, gone in cells]

    at %= len(counts)
    if 0 < counts[at] < BATAS_TERBATAS:
        changed = [*counts[:at], other, *counts[at + 1 :]]
        assert add_up(show(counts)) == add_up(show(changed))
