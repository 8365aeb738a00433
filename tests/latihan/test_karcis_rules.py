"""A slip between the sites is good once changed in nothing, for one way, for a minute."""

from dataclasses import asdict, replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.latihan.rules.karcis import (
    BERLAKU_DETIK,
    Karcis,
    KarcisError,
    Tujuan,
    read_key,
    sign,
    verify,
)

NOW = 1_795_000_000
KEY, OTHER = b"k" * 32, b"l" * 32
MASUK = Karcis(
    nomor=str(UUID(int=7)), tujuan=Tujuan.MASUK, akun="0a1b", peran="operator_desa",
    wilayah="61.07.14.2004", sampai=NOW + BERLAKU_DETIK,
)  # fmt: skip


def take(text: str, *, key: bytes = KEY, tujuan: Tujuan = Tujuan.MASUK, now: int = NOW) -> Karcis:
    return verify(text, key, tujuan=tujuan, now=now)


def test_slip_when_made_and_read_then_the_same():
    assert take(sign(MASUK, KEY)) == MASUK


def test_slip_when_looked_into_then_says_nothing_of_a_person():
    assert set(asdict(MASUK)) == {
        "nomor", "tujuan", "akun", "peran", "wilayah", "sampai", "selesai",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (sign(MASUK, OTHER), {}, "tidak sah"),
        (sign(MASUK, KEY), {"key": b""}, "tidak sah"),
        (sign(MASUK, KEY), {"tujuan": Tujuan.HASIL}, "bukan untuk"),
        (sign(MASUK, KEY), {"now": NOW + BERLAKU_DETIK + 1}, "lewat waktu"),
        (sign(replace(MASUK, sampai=NOW + 9999), KEY), {}, "lewat waktu"),
        (sign(replace(MASUK, nomor="satu"), KEY), {}, "rusak"),
        ("", {}, "tidak sah"),
        (".", {}, "tidak sah"),
        ("é.é", {}, "rusak"),
        ("a" * 100_000, {}, "tidak sah"),
    ],
)
def test_slip_when_wrong_then_refused_in_words(text, options, words):
    with pytest.raises(KarcisError, match=words):
        take(text, **options)


@given(st.integers(0, len(sign(MASUK, KEY)) - 1), st.sampled_from("AZaz09-_."))
def test_slip_when_one_sign_is_changed_then_refused(at, letter):
    text = sign(MASUK, KEY)
    if text[at] == letter or at in (text.index(".") - 1, len(text) - 1):
        return  # The last sign of a part has bits that mean nothing.
    with pytest.raises(KarcisError):
        take(text[:at] + letter + text[at + 1 :])


@given(st.text(max_size=300))
def test_slip_when_anything_at_all_then_refused_in_words(text):
    with pytest.raises(KarcisError):
        take(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("a2" * 22, 33), ("YQ==", 0), ("", 0), ("é", 0), ("bukan kunci", 0)],
)
def test_key_when_too_short_or_none_then_empty(text, length):
    assert len(read_key(text)) == length
