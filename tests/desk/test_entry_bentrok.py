"""Two tabs over one draft: each differing field is marked and chosen, answers too."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.registry.models import Draf
from balale.registry.queries.draf import read_draf
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
SAMA = {
    "langkah": "kebutuhan", "aksi": "simpan", "nama": "Fransiskus Bawakng",
    "alasan_tanpa_nik": "belum_rekam", "dusun": "Sebadu", "rt_rw": "3/1", "kategori": ["8"],
    "d8-kriteria_ada": "1", "d8-kriteria": ["1"],
}  # fmt: skip


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def bentrok(masuk):
    """(draft, answer 409) after a second tab saved other words over version 1."""
    draf = str(uuid4())
    masuk.post("/tambah/", {**SAMA, "draf": draf, "versi": ""})
    to = f"/tambah/{draf}/"
    first = {"versi": "1", "k8-hanya_berbaring": "ya", "rt_rw": "7/2", "telepon": "08123456789"}
    assert masuk.post(to, SAMA | first).status_code == 302
    second = {"versi": "1", "k8-hanya_berbaring": "tidak", "d8-kriteria": ["1", "2"]}
    return draf, masuk.post(to, SAMA | second)


def read(operator, draf):
    with acting_as(operator.context):
        row = Draf.objects.get(pk=draf)
        return row.versi, read_draf(row, Vault())


def choose(client, draf, versi=2, mine=(), theirs=("telepon",), **typed):
    chosen = {f"pilih-{one}": "saya" for one in mine}
    chosen |= {f"pilih-{one}": "simpan" for one in theirs}
    mine_typed = {**SAMA, "k8-hanya_berbaring": "tidak", "d8-kriteria": ["1", "2"], **typed}
    return client.post(
        f"/tambah/{draf}/", {**mine_typed, "aksi": "pilih", "versi": versi, **chosen}
    )


def test_conflict_when_answers_differ_then_marked_with_both_words(bentrok):
    _, answer = bentrok
    seen = answer.content.decode()
    assert answer.status_code == 409
    assert {one.kunci: (one.tersimpan, one.saya) for one in answer.context["bentrok"]} == {
        "telepon": ("08123456789", ""), "rt_rw": ("7/2", "3/1"),
        "k8-hanya_berbaring": ("Ya", "Tidak"),
        "d8-kriteria": ("Kemiskinan", "Kemiskinan, Keterlantaran"),
    }  # fmt: skip
    assert "Apakah hanya bisa berbaring?" in seen
    assert "<mark>Tidak</mark>" in seen


def test_conflict_when_only_one_says_something_then_that_is_chosen_at_first(bentrok):
    chosen = {one.kunci: one.pilihan for one in bentrok[1].context["bentrok"]}
    assert (chosen["telepon"], chosen["rt_rw"]) == ("simpan", "")


def test_conflict_when_chosen_per_field_then_both_are_in_the_draft(bentrok, masuk, operator):
    draf, _ = bentrok
    theirs = ("telepon", "rt_rw")
    answer = choose(masuk, draf, mine=("k8-hanya_berbaring", "d8-kriteria"), theirs=theirs)
    assert answer.status_code == 302
    versi, isi = read(operator, draf)
    assert versi == 3
    assert (isi["rt_rw"], isi["telepon"]) == (["7/2"], ["08123456789"])
    assert (isi["k8-hanya_berbaring"], isi["d8-kriteria"]) == (["tidak"], ["1", "2"])


def test_conflict_when_mine_is_empty_and_chosen_then_emptied(bentrok, masuk, operator):
    draf, _ = bentrok
    mine = ("telepon", "rt_rw", "k8-hanya_berbaring", "d8-kriteria")
    choose(masuk, draf, mine=mine, theirs=())
    assert "telepon" not in read(operator, draf)[1]


def test_conflict_when_a_choice_is_missing_then_asked_and_nothing_changes(bentrok, masuk, operator):
    draf, _ = bentrok
    before = read(operator, draf)
    answer = choose(masuk, draf, mine=("k8-hanya_berbaring",))
    seen = answer.content.decode()
    assert "Pilih satu untuk setiap isian." in seen
    assert 'name="pilih-k8-hanya_berbaring" value="saya" checked' in seen
    assert read(operator, draf) == before


def test_conflict_when_the_draft_moved_on_again_then_shown_again(bentrok, masuk, operator):
    draf, _ = bentrok
    mine = ("rt_rw", "k8-hanya_berbaring", "d8-kriteria")
    assert choose(masuk, draf, versi=1, mine=mine).status_code == 409
    assert read(operator, draf)[0] == 2


def test_conflict_when_choices_are_sent_twice_then_once(bentrok, masuk, operator):
    draf, _ = bentrok
    mine = ("rt_rw", "k8-hanya_berbaring", "d8-kriteria")
    assert [choose(masuk, draf, mine=mine).status_code for _ in range(2)] == [302, 302]
    assert read(operator, draf)[0] == 3


def test_conflict_when_choices_come_without_a_version_then_428(bentrok, masuk):
    draf, _ = bentrok
    mine = ("rt_rw", "k8-hanya_berbaring", "d8-kriteria")
    assert choose(masuk, draf, versi="", mine=mine).status_code == 428


def test_choices_for_the_draft_of_another_then_404(client, bentrok):
    sign_in(client, make_user("operator_desa", DESA))
    assert choose(client, bentrok[0], mine=("rt_rw",)).status_code == 404


@pytest.mark.parametrize("words", ["\x00", "A" * 5_000, "<script>alert(1)</script>", "=1+1"])
def test_choices_when_anything_is_typed_then_no_failure(bentrok, masuk, words):
    draf, _ = bentrok
    typed = {"nama": words, "k8-hanya_berbaring": words, "pilih-nama": words}
    assert choose(masuk, draf, mine=("rt_rw",), **typed).status_code in {200, 302, 409}
