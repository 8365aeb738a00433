"""Rumah dan aset, Data perorangan and the six questions on their pages."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.registry.models import AnggotaKeluarga, JawabanPendataan, Pendataan
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import add_ppks, make_nik, make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
NO_KK = "6107012811099001"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def orang(operator):
    return make_orang(operator, nik=make_nik(), no_kk=NO_KK, hubungan="1")


def family(by, orang):
    with acting_as(by.context):
        return AnggotaKeluarga.objects.get(orang=orang).keluarga_id


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def form(client, address, **given):
    page = read(client, address)
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("kunci", "versi", "formulir")
    }
    return hidden | given


def stored(by):
    with acting_as(by.context):
        return Pendataan.objects.count()


def test_home_of_a_family_is_filled_shown_and_copied_at_the_next_visit(masuk, operator, orang):
    keluarga = family(operator, orang)
    address = f"/keluarga/{keluarga}/rumah/"
    assert "Terisi 11/26" in read(masuk, address)
    data = form(masuk, address, lantai="5", aset_emas_g="2,5", aset_motor="1")
    assert masuk.post(address, data)["Location"] == f"/keluarga/{keluarga}/"
    page = read(masuk, f"/keluarga/{keluarga}/")
    assert "Terisi 13/26" in page
    assert "Kayu/papan" in page or "Kayu atau papan" in page
    assert "2,5 gram" not in page
    copied = read(masuk, f"{address}?salin=1")
    assert 'value="2,5"' in copied
    assert "Isian lalu sudah disalin" in copied


def test_first_visit_starts_from_what_the_category_form_says(masuk, operator, orang):
    add_ppks(operator, orang, kategori=24, jawaban={"atap": ("3",), "program": ("pkh",)})
    page = read(masuk, f"/keluarga/{family(operator, orang)}/rumah/?salin=1")
    assert 'name="atap"' in page
    assert 'value="3" selected' in page or 'value="3" checked' in page


def test_six_questions_are_limited_closed_and_each_reading_leaves_a_line(masuk, operator, orang):
    address = f"/warga/{orang.pk}/kemampuan/"
    masuk.post(address, form(masuk, address, wg_berjalan="tidak_bisa", wg_melihat="sedikit"))
    page = read(masuk, f"/warga/{orang.pk}/")
    assert "Enam pertanyaan kemampuan" in page
    assert "Sama sekali tidak bisa" not in page
    read(masuk, f"{address}?salin=1")
    with acting_as(operator.context):
        assert TrailLine.objects.filter(event="pendataan.viewed").count() == 1
        assert {row.tingkat for row in JawabanPendataan.objects.all()} == {"terbatas"}
    opened = {"bagian": "catatan", "alasan": "verifikasi", "keterangan": "Kunjungan rumah"}
    page = read(masuk, f"/warga/{orang.pk}/")
    alasan = page.split('name="alasan"')[1].split('option value="')[2].split('"')[0]
    masuk.post(f"/warga/{orang.pk}/buka/", opened | {"alasan": alasan})
    assert "Sama sekali tidak bisa" in read(masuk, f"/warga/{orang.pk}/")


def test_own_data_counts_thirteen_and_asks_only_what_is_not_known(masuk, orang):
    address = f"/warga/{orang.pk}/data/"
    page = read(masuk, address)
    assert "/13</b>" in page
    assert 'name="nik"' not in page
    masuk.post(address, form(masuk, address, sakit_menahun="tidak", punya_usaha="tidak"))
    assert "Terisi 9/13" in read(masuk, f"/warga/{orang.pk}/")


def test_same_sheet_sent_twice_is_one_visit(masuk, operator, orang):
    address = f"/warga/{orang.pk}/data/"
    data = form(masuk, address, punya_usaha="ya")
    for _ in range(2):
        assert masuk.post(address, data).status_code == 302
    assert stored(operator) == 1


@pytest.mark.parametrize(("versi", "status"), [("", 428), ("3", 409)])
def test_sheet_without_the_version_on_screen_is_refused(masuk, operator, orang, versi, status):
    address = f"/warga/{orang.pk}/data/"
    data = form(masuk, address, punya_usaha="ya") | {"versi": versi}
    assert masuk.post(address, data).status_code == status
    assert stored(operator) == 0


@pytest.mark.parametrize("bad", ["=2+2", "x" * 100_000, "<b>1</b>", "-1", "9" * 80])
def test_bad_number_is_refused_beside_its_field_with_the_rest_kept(masuk, operator, orang, bad):
    address = f"/keluarga/{family(operator, orang)}/rumah/"
    data = form(masuk, address, luas_lantai_m2=bad, aset_motor="1")
    answer = masuk.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Galat:" in page
    assert 'name="aset_motor" value="1"' in page
    assert stored(operator) == 0


def test_sheets_of_another_village_or_for_another_role_are_not_found(masuk, operator, orang, kades):
    other = make_user("operator_desa", LAIN)
    foreign = make_orang(other, nik=make_nik(), no_kk="6107012811099002", hubungan="1")
    foreign_pages = [f"/warga/{foreign.pk}/data/", f"/keluarga/{family(other, foreign)}/rumah/"]
    for address in foreign_pages:
        assert masuk.get(address).status_code == 404
        assert masuk.post(address, {"kunci": str(uuid4()), "versi": "0"}).status_code == 404
    sign_in(masuk, kades)
    for page in ("data", "kemampuan"):
        assert masuk.get(f"/warga/{orang.pk}/{page}/").status_code == 404
