"""What a typed search means, and how long an opened part stays open."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.buka import LAMA_BUKA, Bagian, add_bagian, list_bagian
from balale.registry.rules.cari import CaraCari, parse_cari

SATU, DUA = UUID(int=1), UUID(int=2)
KINI = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "cara", "nilai"),
    [
        ("6107014506909001", CaraCari.NIK, "6107014506909001"),
        ("610701 450690.9001", CaraCari.NIK, "6107014506909001"),
        ("٦107014506909001", CaraCari.NIK, "6107014506909001"),
        ("909001", CaraCari.NIK_AKHIR, "909001"),
        ("t-6107-2026-000012", CaraCari.SEMENTARA, "T-6107-2026-000012"),
        ("T 6107 2026 000012", CaraCari.SEMENTARA, "T-6107-2026-000012"),
        ("  Fransiskus   X. ", CaraCari.KATA, "Fransiskus X."),
        ("RT 3", CaraCari.KATA, "RT 3"),
    ],
)
def test_parse_cari_when_typed_then_understood(text, cara, nilai):
    found = parse_cari(text)
    assert (found.cara, found.nilai, found.error) == (cara, nilai, "")


@pytest.mark.parametrize("text", ["12345", "1234567", "610701450690900", "61070145069090011"])
def test_parse_cari_when_number_has_wrong_length_then_says_so(text):
    assert f"{len(text)} yang terisi" in parse_cari(text).error


@pytest.mark.parametrize("text", ["", " ", "a", "?!", "’"])
def test_parse_cari_when_too_short_then_says_so(text):
    assert "huruf" in parse_cari(text).error


def test_parse_cari_when_j_then_old_spelling_too():
    assert parse_cari("Jusuf").kunci == ("jusuf", "yusuf")


@given(st.text())
def test_parse_cari_when_anything_then_searches_or_explains(text):
    found = parse_cari(text)
    assert bool(found.error) != bool(found.nilai)


def test_bagian_when_added_then_open_for_that_subject_until_the_end():
    opened = add_bagian({}, subjek_id=SATU, bagian=Bagian.NIK, now=KINI)
    late = KINI + LAMA_BUKA
    assert list_bagian(opened, subjek_id=SATU, now=KINI) == {Bagian.NIK}
    assert list_bagian(opened, subjek_id=DUA, now=KINI) == frozenset()
    assert list_bagian(opened, subjek_id=SATU, now=late - timedelta(seconds=1)) == {Bagian.NIK}
    assert list_bagian(opened, subjek_id=SATU, now=late) == frozenset()


def test_bagian_when_added_later_then_ended_ones_are_dropped():
    opened = add_bagian({}, subjek_id=SATU, bagian=Bagian.NIK, now=KINI)
    later = add_bagian(opened, subjek_id=DUA, bagian=Bagian.ALAMAT, now=KINI + LAMA_BUKA)
    assert list(later) == [f"alamat:{DUA}"]
