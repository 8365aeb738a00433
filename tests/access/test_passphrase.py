"""What a passphrase and an account's name must be, and where a role may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.access.rules.accounts import (
    GRANTABLE,
    judge_state,
    place_role,
    suggest_username,
    username_problem,
)
from balale.access.rules.passphrase import passphrase_problem
from balale.access.rules.policy import POLICY, AreaKind, Role
from tests.factories.accounts import FRASA

KNOWN = {"61.07.14", "61.07.14.2004"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("empat belas hu", "Baru 14 yang terisi."),
        ("lima belas huru", ""),
        ("é" * 15, "mudah ditebak"),
        ("a" * 257, "paling panjang 256 huruf"),
        ("ayam jago " * 25, ""),
        ("aaaa bbbb aaaa bbbb", "mudah ditebak"),
        ("123456789012345", "mudah ditebak"),
        ("dinas sosial kabupaten bengkayang", "Tambahkan kata yang hanya Anda tahu."),
        ("sukamaju sungaibetung 2026", "Tambahkan kata yang hanya Anda tahu."),
        ("petrus saban saban petrus", "Tambahkan kata yang hanya Anda tahu."),
        ("qwertyuiopasdfghjkl", "Tambahkan kata yang hanya Anda tahu."),
        (FRASA, ""),
    ],
)
def test_passphrase_is_judged_in_words(text, words):
    found = passphrase_problem(text, username="sukamaju.sungaibetung", nama="Petrus Saban")
    assert words in found
    assert bool(words) == bool(found)


@given(st.text(max_size=300))
def test_passphrase_problem_never_fails(text):
    problem = passphrase_problem(text, username="a.b", nama="A")
    assert problem or 15 <= len(text) <= 256


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Suka Maju", "Sungai Betung"), "sukamaju.sungaibetung"),
        (("Sungai Jaga A", "Sungai Raya"), "sungaijagaa.sungairaya"),
        (("Ja'far", "Éko"), "jafar.eko"),
        (("", "'"), ""),
    ],
)
def test_username_is_made_from_names(parts, name):
    assert suggest_username(*parts) == name


@given(st.lists(st.text(), max_size=2))
def test_suggested_username_may_stand_or_is_too_short(parts):
    name = suggest_username(*parts)
    assert len(name) < 3 or not username_problem(name)


@pytest.mark.parametrize("name", ["ab", "Suka.Maju", "suka maju", ".suka", "suka..maju", "a" * 65])
def test_username_of_another_shape_is_refused(name):
    assert username_problem(name)


@pytest.mark.parametrize(
    ("role", "wilayah", "unit", "field"),
    [
        (Role.OPERATOR_DESA, "61.07.14.2004", "", ""),
        (Role.OPERATOR_DESA, "", "", "wilayah"),
        (Role.OPERATOR_DESA, "61.07", "", "wilayah"),
        (Role.OPERATOR_DESA, "61.07.14", "", "wilayah"),
        (Role.OPERATOR_DESA, "61.07.14.9999", "", "wilayah"),
        (Role.OPERATOR_DESA, "bukan kode", "", "wilayah"),
        (Role.OPERATOR_DESA, "61.07.14.2004", "pppa", "unit"),
        (Role.VERIFIKATOR, "", "", ""),
        (Role.VERIFIKATOR, "61.07", "", ""),
        (Role.VERIFIKATOR, "61.07.14.2004", "", "wilayah"),
        (Role.PETUGAS_KASUS, "61.07", "resos", ""),
        (Role.PETUGAS_KASUS, "61.07", "", "unit"),
        (Role.KOORDINATOR_KASUS, "", "lain", "unit"),
        (Role.ADMIN_TEKNIS, "", "", ""),
        (Role.ADMIN_TEKNIS, "61.07.14", "", "wilayah"),
        (Role.AUDITOR, "61.07", "", ""),
        (Role.TKSK, "61.07.14", "", ""),
        (Role.TKSK, "61.07.14.2004", "", "wilayah"),
        (Role.CAMAT, "61.07", "", "wilayah"),
        (Role.LEMBAGA_PSKS, "", "", "peran"),
    ],
)
def test_role_stands_only_in_an_area_and_unit_that_fit(role, wilayah, unit, field):
    place = place_role(role, wilayah, unit, known=KNOWN)
    assert place.field == field
    assert bool(place.problem) == bool(field)


@pytest.mark.parametrize("role", GRANTABLE)
def test_settled_place_of_a_role_fits_again(role):
    chosen = {AreaKind.DESA: "61.07.14.2004", AreaKind.KECAMATAN: "61.07.14"}.get(
        POLICY[role].area, ""
    )
    unit = "pppa" if role in (Role.KOORDINATOR_KASUS, Role.PETUGAS_KASUS) else ""
    place = place_role(role, chosen, unit, known=KNOWN)
    assert place_role(role, place.wilayah_kode, place.unit, known=KNOWN) == place


def test_roles_that_open_nothing_yet_are_not_offered():
    assert set(Role) - set(GRANTABLE) == {Role.LEMBAGA_PSKS, Role.SISTEM}


@pytest.mark.parametrize(
    ("is_active", "masuk", "kode", "word", "has_code"),
    [
        (False, 5, None, "Terkunci", False),
        (True, None, None, "Belum pernah masuk", False),
        (True, None, 9, "Belum pernah masuk", False),
        (True, None, 11, "Belum pernah masuk", True),
        (True, 5, None, "Aktif", False),
    ],
)
def test_state_of_an_account_is_one_word(is_active, masuk, kode, word, has_code):
    state = judge_state(
        is_active=is_active, frasa_pada=None, masuk_pada=masuk, kode_sampai=kode, now=10
    )
    assert (state.word, state.has_valid_code) == (word, has_code)
