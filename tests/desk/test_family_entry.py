"""A family's entry on the screens: sent, approved, verified, mended."""

import pytest
from django.urls import reverse

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.services.receipts import write_once
from balale.audit.models import TrailLine
from balale.registry.models import Usulan
from tests.desk.test_fix import read_form
from tests.factories.accounts import sign_in
from tests.factories.registry import make_nik, make_orang
from tests.factories.usulan import approve, give_back, make_usulan

DESA = "61.07.03.2001"
NO_KK = "6107032811099001"
FM, KBSP = 24, 25

pytestmark = pytest.mark.django_db


@pytest.fixture
def keluarga(operator):
    """Makes an entry for a family of two."""

    def make(kategori):
        made = make_usulan(operator, kategori=kategori, no_kk=NO_KK, hubungan="1")
        istri = {"nama": "Lusia Limpi", "jenis_kelamin": "P", "nik": make_nik()}
        make_orang(operator, kategori=21, no_kk=NO_KK, hubungan="3", **istri)
        return made

    return make


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_village_head_reads_whose_entry_it_is(client, keluarga, kades):
    usulan = keluarga(FM)
    sign_in(client, kades)
    assert "Fakir Miskin (keluarga)" in read(client, "/persetujuan/")
    page = read(client, f"/persetujuan/{usulan.pk}/")
    assert "Untuk keluarga (2 orang)" in page
    assert "Lusia Limpi" in page


def test_queue_holds_the_family_and_the_decision_names_it(client, keluarga, kades, verifikator):
    usulan = keluarga(FM)
    approve(usulan, kades)
    sign_in(client, verifikator)
    assert "Fakir Miskin (keluarga)" in read(client, "/verifikasi/")
    give_back(usulan, verifikator)
    assert "</a> (keluarga)" in read(client, "/verifikasi/riwayat/")
    sign_in(client, kades)
    assert "</a> (keluarga)" in read(client, "/persetujuan/riwayat/")


def test_limited_family_entry_leaves_a_line_when_seen(client, keluarga, kades, verifikator):
    usulan = keluarga(KBSP)
    approve(usulan, kades)
    sign_in(client, verifikator)
    read(client, f"/verifikasi/{usulan.pk}/")
    with acting_as(verifikator.context):
        line = TrailLine.objects.get(event="ppks.viewed")
    assert line.object_id == usulan.ppks_id


def test_returned_family_entry_is_mended_on_its_page(
    client, keluarga, operator, kades, verifikator
):
    usulan = keluarga(FM)
    approve(usulan, kades)
    give_back(usulan, verifikator)
    sign_in(client, operator)
    address = f"/perbaiki/{usulan.ppks_id}/"
    page = read(client, address)
    assert "Fakir Miskin (keluarga)" in page
    assert client.post(address, {**read_form(page), "dusun": "Sebol"}).url == "/"
    with acting_as(kades.context):
        assert Usulan.objects.get(jenis="perbaikan").orang_id == usulan.orang_id


def test_receipt_shows_who_came_with_the_family_entry(client, keluarga, operator):
    usulan = keluarga(FM)
    with acting_as(operator.context):
        receipt = write_once(
            kunci=new_id(), jenis="ppks_baru", by=operator, write=lambda: usulan.ppks_id
        ).receipt
    sign_in(client, operator)
    page = read(client, reverse("desk:tanda_terima", args=[receipt.pk]))
    assert "Fransiskus Bawakng" in page
    assert "Fakir Miskin (keluarga)" in page


def test_family_page_lists_its_entries(client, keluarga, operator):
    usulan = keluarga(FM)
    sign_in(client, operator)
    page = read(client, f"/keluarga/{usulan.subjek_id}/")
    assert page.index("Kategori keluarga") < page.index("Fakir Miskin") < page.index("Lusia Limpi")
    assert f"/kebutuhan/{usulan.ppks_id}/" in page
