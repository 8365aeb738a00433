"""How a case is called and where it stands."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.cases.rules import Keadaan, Tahap, get_tahap, hari_menunggu, kode_kasus
from balale.registry.rules.status import StatusPpks


def test_code_of_a_case_is_short_and_silent():
    assert kode_kasus(UUID("7f3a0000-0000-4000-8000-000000000000")) == "K-7F3A"
    assert len(kode_kasus(uuid4())) == 6


@pytest.mark.parametrize(
    ("status", "is_ditugaskan", "is_diminta", "tahap"),
    [
        ("diajukan", False, False, Tahap.BARU),
        ("diajukan", False, True, Tahap.BARU),
        ("diajukan", True, False, Tahap.DIKERJAKAN),
        ("diajukan", True, True, Tahap.MENUNGGU),
        ("dikembalikan", True, True, Tahap.DIKERJAKAN),
        ("diverifikasi", True, True, Tahap.SELESAI),
        ("ditolak", False, False, Tahap.SELESAI),
        ("ditangguhkan", True, True, Tahap.SELESAI),
    ],
)
def test_stage_of_a_case(status, is_ditugaskan, is_diminta, tahap):
    assert get_tahap(Keadaan(status, is_ditugaskan, is_diminta)) is tahap


@given(st.sampled_from(StatusPpks), st.booleans(), st.booleans())
def test_every_state_has_one_stage_with_words(status, is_ditugaskan, is_diminta):
    assert get_tahap(Keadaan(status, is_ditugaskan, is_diminta)).kata


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "baru masuk"),
        (3599, "baru masuk"),
        (3600, "1 jam"),
        (86399, "23 jam"),
        (86400, "1 hari"),
    ],
)
def test_waiting_in_words(seconds, words):
    assert hari_menunggu(seconds) == words
