"""A move between villages on the screens of both."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from balale.access.context import acting_as
from balale.registry.models import Orang, Pindah
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik
from tests.factories.usulan import add_usulan, make_usulan, send_back

DESA, TUJUAN, LAIN = "61.07.03.2001", "61.07.01.2001", "61.07.14.2004"
BURUK = ["\x00", "a" * 100_000, "<b>x</b>", "=1+1", "31/2/1955", "🙂"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def other():
    return sign_in(Client(), make_user("operator_desa", TUJUAN))


@pytest.fixture
def orang(operator, kades):
    usulan = make_usulan(operator, nama="Lopo Barangan", nik=make_nik(), no_kk="")
    send_back(usulan, kades)
    return usulan.orang


def propose(village, orang, ke=TUJUAN):
    url = f"/warga/{orang.pk}/pindah/"
    form = read_form(village.get(url).content.decode())
    return village.post(url, form | {"ke_desa": ke, "tanggal": "20/11/2026", "dusun": "Sebol"})


def press(client, verb):
    """The button of the list, sent as the page has it."""
    page = client.get("/pindah/").content.decode()
    action = re.search(rf'action="(/pindah/[^"]+/{verb}/)">(.*?)</form>', page, re.S)
    return client.post(action[1], read_form(action[2]))


def test_waiting_move_is_a_number_on_both_homes(village, other, orang):
    assert propose(village, orang).url == "/pindah/"
    assert "menunggu desa lain" in village.get("/").content.decode()
    assert "menunggu Anda terima" in other.get("/").content.decode()


def test_new_village_sees_the_least_and_accepts_once(village, other, orang, operator):
    propose(village, orang)
    page = other.get("/pindah/").content.decode()
    assert "Lopo Barangan" in page
    assert "Lanjut Usia" not in page
    assert not re.search(r"\d{6}", re.sub(r'(value|href|action)="[^"]*"', "", page[1500:-900]))
    assert other.get(f"/warga/{orang.pk}/").status_code == 404
    assert press(other, "terima").url == f"/warga/{orang.pk}/"
    dossier = other.get(f"/warga/{orang.pk}/").content.decode()
    assert "Pindah dari" in dossier
    assert "Sebol" in dossier
    assert village.get(f"/warga/{orang.pk}/").status_code == 404
    assert "Lopo Barangan" not in village.get("/warga/").content.decode()
    assert "Warga yang sudah pindah" in village.get("/pindah/").content.decode()


def test_sent_twice_is_done_once(village, other, orang, operator):
    url = f"/warga/{orang.pk}/pindah/"
    form = read_form(village.get(url).content.decode())
    form |= {"ke_desa": TUJUAN, "tanggal": "20/11/2026"}
    assert [village.post(url, form).status_code for _ in range(2)] == [302, 302]
    with acting_as(operator.context):
        pk = Pindah.objects.get().pk
    sent = {"kunci": str(uuid4()), "versi": "1"}
    answers = [other.post(f"/pindah/{pk}/terima/", sent) for _ in range(2)]
    assert [answer.url for answer in answers] == [f"/warga/{orang.pk}/"] * 2


def test_not_found_and_cancelled_leave_the_person(village, other, orang, operator):
    propose(village, orang)
    press(other, "tolak")
    assert "Tidak ditemukan di desa tujuan" in village.get("/pindah/").content.decode()
    propose(village, orang)
    press(village, "batal")
    with acting_as(operator.context):
        assert Orang.objects.get().desa_id == DESA
        pk = Pindah.objects.get(status="dibatalkan").pk
    late = other.post(f"/pindah/{pk}/terima/", {"kunci": str(uuid4()), "versi": "1"})
    assert late.url == "/pindah/"
    assert "sudah diputuskan atau dibatalkan" in other.get("/pindah/").content.decode()


def test_refusals_keep_what_was_typed(village, orang):
    url = f"/warga/{orang.pk}/pindah/"
    form = read_form(village.get(url).content.decode()) | {"ke_desa": TUJUAN, "dusun": "Sebol"}
    page = village.post(url, form | {"tanggal": "1/1/2099"}).content.decode()
    assert "Galat:" in page
    assert 'value="Sebol"' in page


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_never_break_the_page(buruk, village, orang):
    url = f"/warga/{orang.pk}/pindah/"
    form = read_form(village.get(url).content.decode()) | {"tanggal": "20/11/2026"}
    for name in ("ke_desa", "tanggal", "dusun", "rt_rw", "alamat"):
        sent = {"ke_desa": DESA, **form, name: buruk}
        assert village.post(url, sent).status_code == 200


def test_without_key_or_version_is_428(village, other, orang, operator):
    propose(village, orang)
    with acting_as(operator.context):
        pk = Pindah.objects.get().pk
    whole = {"kunci": str(uuid4()), "versi": "1"}
    for missing in whole:
        assert other.post(f"/pindah/{pk}/terima/", whole | {missing: ""}).status_code == 428
    assert village.post(f"/pindah/{pk}/batal/", {}).status_code == 428


def test_third_village_and_other_roles_see_nothing(client, village, orang, operator, kades):
    propose(village, orang)
    with acting_as(operator.context):
        pk = Pindah.objects.get().pk
    sent = {"kunci": str(uuid4()), "versi": "1"}
    for user in (make_user("operator_desa", LAIN), kades, make_user("verifikator", "61.07")):
        stranger = sign_in(Client(), user)
        for verb in ("terima", "tolak", "batal"):
            assert stranger.post(f"/pindah/{pk}/{verb}/", sent).status_code == 404
    assert village.post(f"/pindah/{pk}/terima/", sent).status_code == 404


KK = "6107032811099001"


@pytest.fixture
def keluarga(operator, kades):
    """Head and child by name; the child's proposal alone waits."""
    lopo = make_usulan(operator, nama="Lopo", no_kk=KK, hubungan="1")
    send_back(lopo, kades)
    return lopo.orang, make_usulan(operator, nama="Banun", no_kk=KK, hubungan="3")


def test_form_names_all_and_says_who_still_waits_before_sending(village, keluarga):
    lopo, waiting = keluarga
    page = village.get(f"/warga/{lopo.pk}/pindah/").content.decode()
    assert "Pindah desa dapat dikirim sesudah usulan itu diputuskan" in page
    assert "<li>Banun</li>" in page
    assert "Kirim ke desa tujuan" not in page


def test_member_may_go_alone_while_another_waits(village, keluarga, operator, kades):
    lopo, waiting = keluarga
    add_usulan(operator, lopo, kategori=24)
    send_back(waiting, kades)
    url = f"/warga/{waiting.orang_id}/pindah/"
    page = village.get(url).content.decode()
    assert "Mereka belum dapat ikut pindah" in page
    form = read_form(page) | {"ke_desa": TUJUAN, "tanggal": "20/11/2026"}
    assert "Siapa yang pindah" in page
    assert "Galat:" in village.post(url, form).content.decode()
    refused = village.post(url, form | {"siapa": "keluarga"}).content.decode()
    assert "Masih ada usulan yang menunggu: Lopo" in refused
    assert village.post(url, form | {"siapa": "orang"}).url == "/pindah/"


def test_whole_family_is_sent_and_accepted_with_one_button(
    village, other, keluarga, operator, kades
):
    lopo, waiting = keluarga
    send_back(waiting, kades)
    url = f"/warga/{lopo.pk}/pindah/"
    page = village.get(url).content.decode()
    assert "Seluruh keluarga (2 orang)" in page
    assert "Hanya orang ini" not in page
    form = read_form(page) | {"ke_desa": TUJUAN, "tanggal": "20/11/2026", "siapa": "keluarga"}
    assert [village.post(url, form).url for _ in range(2)] == ["/pindah/"] * 2
    there = other.get("/pindah/").content.decode()
    assert "Sekeluarga, 2 orang" in there
    assert "Banun" in there
    press(other, "terima")
    assert other.get(f"/warga/{waiting.orang_id}/").status_code == 200
    assert village.get(f"/warga/{waiting.orang_id}/").status_code == 404
    assert "Warga yang sudah pindah</b>, sekeluarga" in village.get("/pindah/").content.decode()


def test_family_that_changed_meanwhile_is_409_and_sends_nothing(village, keluarga, operator, kades):
    lopo, waiting = keluarga
    send_back(waiting, kades)
    url = f"/warga/{lopo.pk}/pindah/"
    form = read_form(village.get(url).content.decode())
    form |= {"ke_desa": TUJUAN, "tanggal": "20/11/2026", "siapa": "keluarga"}
    send_back(make_usulan(operator, nama="Utin", no_kk=KK, hubungan="3"), kades)
    assert village.post(url, form).status_code == 409
    with acting_as(operator.context):
        assert not Pindah.objects.exists()
