import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.kit.errors import DomainError, StaleVersion
from balale.kit.text import UNSTORABLE, clean_code, clean_text

ANYTHING = st.text(alphabet=st.characters(), max_size=60)


@given(ANYTHING, st.booleans())
def test_clean_text_when_any_unicode_then_storable_or_refused(typed, multiline):
    try:
        cleaned = clean_text(typed, multiline=multiline, max_length=40)
    except DomainError:
        return
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert len(cleaned) <= 40
    assert clean_text(cleaned, multiline=multiline) == cleaned


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1bb", "a\ud800b", "\x7f"])
def test_clean_text_when_unstorable_mark_then_says_so(typed):
    with pytest.raises(DomainError, match=UNSTORABLE):
        clean_text(typed)


def test_clean_text_when_pasted_then_unseen_marks_and_tabs_go():
    assert clean_text(" Maria\u200b\tGoreti\u00a0") == "Maria Goreti"
    assert clean_text("satu\r\ndua", multiline=True) == "satu\ndua"
    assert clean_text("satu\r\ndua") == "satu dua"
    assert clean_text("\u202eLopo") == "Lopo"
    assert clean_text("Ba\u2019i <b>") == "Ba\u2019i <b>"


def test_clean_text_when_too_long_then_counts_both():
    with pytest.raises(DomainError) as caught:
        clean_text("x" * 100_000, max_length=100)
    assert str(caught.value) == "Terlalu panjang: 100.000 huruf. Paling banyak 100."


def test_clean_code_when_spaced_in_any_way_then_bare_digits():
    typed = "6107 01\u00a0450690.90-01\u200b"
    assert clean_code(typed) == "6107014506909001"
    assert clean_code("\uff16\uff11") == "61"
    assert clean_code("\u0666\u0661") == "61"


@given(ANYTHING)
def test_clean_code_when_cleaned_twice_then_unchanged(typed):
    assert clean_code(clean_code(typed)) == clean_code(typed)


def test_domain_error_when_raised_then_carries_field_and_code():
    error = DomainError("Usia belum 60 tahun.", field="lahir", code="usia")
    assert (str(error), error.field, error.code) == ("Usia belum 60 tahun.", "lahir", "usia")
    assert StaleVersion(current=7).current == 7
