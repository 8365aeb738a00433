"""The operator mends a returned entry on one page."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.registry.models import Orang, Usulan, UsulanKolom
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik
from tests.factories.usulan import (
    accept,
    add_usulan,
    approve,
    fresh,
    give_back,
    make_usulan,
    send_back,
)

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
BURUK = ["\x00", "a" * 100_000, "<b>x</b>", "=1+1", "31/2/1955", "tahun 25642", "🙂"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def usulan(operator, kades):
    row = make_usulan(operator, nama="Theresia Anyap")
    approve(row, kades)
    give_back(row, make_user("verifikator", "61.07"))
    return row


@pytest.fixture
def village(client, operator):
    return sign_in(client, operator)


def address(usulan):
    return f"/perbaiki/{usulan.ppks_id}/"


def opened(village, usulan):
    return read_form(village.get(address(usulan)).content.decode())


def test_page_holds_what_is_stored_and_the_note_beside_the_field(village, usulan):
    page = village.get(address(usulan)).content.decode()
    assert 'value="Theresia Anyap"' in page
    assert 'href="#id_nik"' in page
    field = page[page.index('<label for="id_nik"') :]
    assert field.index("Periksa angka terakhir NIK.") < field.index('id="id_nik"')


def test_home_is_one_tap_from_the_wrong_field(village, usulan):
    home = village.get("/").content.decode()
    assert f'href="{address(usulan)}#id_nik"' in home


def test_sent_as_it_stands_changes_nothing_and_waits_again(village, usulan, kades):
    assert village.post(address(usulan), opened(village, usulan)).url == "/"
    with acting_as(kades.context):
        assert Usulan.objects.get(jenis="perbaikan").status == "menunggu_kepala_desa"
        assert not UsulanKolom.objects.exists()


def test_mended_nik_is_one_difference(village, usulan, kades):
    form = opened(village, usulan)
    village.post(address(usulan), {**form, "nik": make_nik()})
    with acting_as(kades.context):
        assert [row.kolom for row in UsulanKolom.objects.all()] == ["nik"]


def test_sent_twice_proposes_once(village, usulan, kades):
    form = opened(village, usulan)
    answers = [village.post(address(usulan), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    with acting_as(kades.context):
        assert Usulan.objects.filter(jenis="perbaikan").count() == 1


def test_receipt_of_a_mended_entry_names_whom_it_is_about(village, usulan):
    village.post(address(usulan), opened(village, usulan))
    page = village.get("/tanda-terima/").content.decode()
    assert "Perbaikan data" in page
    assert "<b>Theresia Anyap</b>" in page


def test_wrong_nik_is_refused_with_words_kept(village, usulan, kades):
    form = {**opened(village, usulan), "nik": "61070314506909", "alamat": "Dekat jembatan"}
    page = village.post(address(usulan), form).content.decode()
    assert "<title>LATIHAN · Galat:" in page
    assert "Dekat jembatan" in page
    assert fresh(usulan, kades).ppks.status == "dikembalikan"


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_never_break_the_page(buruk, village, usulan):
    form = opened(village, usulan)
    everywhere = {name: buruk for name in form if name != "kunci"}
    assert village.post(address(usulan), {**everywhere, "kunci": form["kunci"]}).status_code == 200
    for name in ("nik", "tanggal_lahir", "rt_rw", "kriteria", "tanda", "versi"):
        answer = village.post(address(usulan), {**form, name: buruk})
        assert answer.status_code in {200, 428}


def test_without_version_is_428_and_stale_is_409(village, usulan):
    form = opened(village, usulan)
    assert village.post(address(usulan), {**form, "versi": ""}).status_code == 428
    assert village.post(address(usulan), {**form, "kunci": ""}).status_code == 428
    assert village.post(address(usulan), {**form, "versi": "1.1.1"}).status_code == 409


def test_what_was_not_returned_or_is_elsewhere_looks_absent(village, operator):
    waiting = make_usulan(operator)
    outsider = make_user("operator_desa", DESA_LAIN)
    other = make_usulan(outsider)
    approve(other, make_user("kepala_desa", DESA_LAIN))
    give_back(other, make_user("verifikator", "61.07"))
    for row in (waiting, other):
        assert village.get(address(row)).status_code == 404
        assert village.post(address(row), {"kunci": str(uuid4())}).status_code == 404


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator"])
def test_other_roles_mend_nothing(role, client, usulan):
    sign_in(client, make_user(role, DESA if role == "kepala_desa" else "61.07"))
    assert client.get(address(usulan)).status_code == 404


@pytest.fixture
def verified(operator, kades):
    """Sent back by the village head; another entry verified the identity."""
    first = make_usulan(operator, nama="Theresia Anyap", jenis_kelamin="P")
    second = add_usulan(operator, first.orang, kategori=24)
    approve(first, kades)
    accept(first, make_user("verifikator", "61.07"))
    send_back(second, kades)
    return second


def test_verified_identity_is_said_and_its_change_waits_for_the_office_once(
    village, operator, verified
):
    assert "Identitas sudah terverifikasi" in village.get(address(verified)).content.decode()
    form = opened(village, verified) | {"nama": "Theresia Ayap"}
    assert [village.post(address(verified), form).url for _ in range(2)] == ["/", "/"]
    assert "Perubahan identitas menunggu DSP3A." in village.get("/").content.decode()
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Theresia Anyap"
        assert Usulan.objects.filter(jenis="perubahan").count() == 1


def test_verified_identity_of_another_village_is_not_found(client, verified):
    stranger = sign_in(client, make_user("operator_desa", DESA_LAIN))
    assert stranger.get(address(verified)).status_code == 404
    assert stranger.post(address(verified), {"kunci": str(uuid4())}).status_code == 404
