"""Field encryption: a value opens in its own place and nowhere else."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balale.access import crypto
from balale.access.models import JenisSubjek
from balale.access.vault import Vault

SUBJEK, BARIS = uuid4(), uuid4()
PLACE = {"table": "registry_orang", "column": "nik_sandi", "row_id": BARIS, "subjek_id": SUBJEK}
STORABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.fixture(scope="module")
def data_key():
    return crypto.new_wrapped_key(SUBJEK)[0]


@given(STORABLE)
@settings(max_examples=50)
def test_sealed_value_opens_in_its_place(text):
    data_key, _ = crypto.new_wrapped_key(SUBJEK)
    assert (
        crypto.unseal(crypto.seal(text, data_key=data_key, **PLACE), data_key=data_key, **PLACE)
        == text
    )


@pytest.mark.parametrize(
    "moved",
    [
        {"table": "registry_alamat"},
        {"column": "no_kk_sandi"},
        {"row_id": uuid4()},
        {"subjek_id": uuid4()},
    ],
)
def test_sealed_value_moved_elsewhere_stays_shut(data_key, moved):
    sealed = crypto.seal("6107144506909001", data_key=data_key, **PLACE)
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(sealed, data_key=data_key, **{**PLACE, **moved})


@pytest.mark.parametrize("at", [0, 12, -1])
def test_sealed_value_with_one_bit_changed_stays_shut(data_key, at):
    sealed = bytearray(crypto.seal("6107144506909001", data_key=data_key, **PLACE))
    sealed[at] ^= 1
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(bytes(sealed), data_key=data_key, **PLACE)


def test_same_value_sealed_twice_looks_different(data_key):
    assert len({crypto.seal("sama", data_key=data_key, **PLACE) for _ in range(20)}) == 20


def test_wrapped_key_opens_for_its_subject_under_its_master_only():
    data_key, wrapped = crypto.new_wrapped_key(SUBJEK)
    assert crypto.unwrap_key(SUBJEK, wrapped, crypto.master_id()) == data_key
    with pytest.raises(crypto.Unreadable):
        crypto.unwrap_key(uuid4(), wrapped, crypto.master_id())
    with pytest.raises(crypto.Unreadable):
        crypto.unwrap_key(SUBJEK, wrapped, "lain")


def test_blind_index_is_keyed_by_purpose_and_carries_its_version():
    nik = crypto.blind_index("nik", "6107144506909001")
    assert nik == crypto.blind_index("nik", "6107144506909001")
    assert nik != crypto.blind_index("kk", "6107144506909001")
    assert (nik[0], len(nik)) == (1, 33)


def test_blind_index_under_another_key_differs(settings):
    before = crypto.blind_index("nik", "6107144506909001")
    settings.KEYS = settings.KEYS | {"index:1": settings.KEYS["trail"]}
    assert crypto.blind_index("nik", "6107144506909001") != before


def test_trail_digest_can_be_compared_but_tells_nothing():
    digest = crypto.keyed_digest("sukamaju.sungaibetung")
    assert digest == crypto.keyed_digest("sukamaju.sungaibetung")
    assert len(digest) == 32
    assert "sukamaju" not in digest


def test_parcel_opens_for_its_owner_only():
    sealed = crypto.seal_parcel("isian", "akun-a")
    assert crypto.open_parcel(sealed, "akun-a") == "isian"
    for parcel, owner in ((sealed, "akun-b"), (sealed[:-1], "akun-a")):
        with pytest.raises(crypto.Unreadable):
            crypto.open_parcel(parcel, owner)


class Row:
    """A row with one sealed column, of a subject whose key the vault has just made."""

    class _meta:  # noqa: N801
        db_table = "registry_orang"

    def __init__(self, subjek_id):
        self.pk, self.subjek_id, self.nik_sandi = uuid4(), subjek_id, None


def test_vault_seals_into_the_column_and_opens_it():
    vault, row = Vault(), Row(uuid4())
    vault.create_key(row.subjek_id, JenisSubjek.ORANG)
    vault.put(row, nik="6107144506909001")
    assert b"6107" not in row.nik_sandi
    assert vault.get(row, "nik") == "6107144506909001"


def test_vault_keeps_an_empty_value_empty():
    vault, row = Vault(), Row(uuid4())
    vault.create_key(row.subjek_id, JenisSubjek.ORANG)
    vault.put(row, nik="")
    assert (row.nik_sandi, vault.get(row, "nik")) == (None, "")


@pytest.mark.django_db
def test_vault_without_the_key_opens_nothing():
    vault, row = Vault(), Row(uuid4())
    vault.create_key(row.subjek_id, JenisSubjek.ORANG)
    vault.put(row, nik="6107144506909001")
    with pytest.raises(crypto.Unreadable):
        Vault().get(row, "nik")


def test_parcel_shorter_than_its_nonce_is_unreadable():
    for parcel in (b"", b"x", b"x" * 12):
        with pytest.raises(crypto.Unreadable):
            crypto.open_parcel(parcel, "akun-a")


def test_sealed_value_cut_short_is_unreadable(data_key):
    for cut in (b"", b"x", b"x" * 12):
        with pytest.raises(crypto.Unreadable):
            crypto.unseal(cut, data_key=data_key, **PLACE)
        with pytest.raises(crypto.Unreadable):
            crypto.unwrap_key(SUBJEK, cut, crypto.master_id())


def test_master_key_replaced_wraps_anew_and_still_opens_the_old(settings):
    data_key, wrapped = crypto.new_wrapped_key(SUBJEK)
    old = crypto.master_id()
    settings.KEYS = settings.KEYS | {"master": "baru", "master:baru": settings.KEYS["trail"]}
    assert crypto.unwrap_key(SUBJEK, wrapped, old) == data_key
    newer, wrapped = crypto.new_wrapped_key(SUBJEK)
    assert crypto.unwrap_key(SUBJEK, wrapped, "baru") == newer
    with pytest.raises(crypto.Unreadable):
        crypto.unwrap_key(SUBJEK, wrapped, old)
