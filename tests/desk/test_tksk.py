"""The TKSK: writes for a chosen village of the kecamatan, reads the whole, decides nothing."""

import re
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.errors import DomainError
from balale.registry.models import AnggotaKeluarga, Draf, Keluarga, Orang, Ppks, Usulan
from balale.registry.queries.pindah import list_masuk
from balale.registry.services.decide import send_back_usulan
from balale.registry.services.transfer import accept_transfer
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik, make_orang
from tests.factories.usulan import KEMBALI, accept, approve, decided, make_usulan, send_back

pytestmark = pytest.mark.django_db
KECAMATAN = "61.07.01"
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
JAUH = "61.07.14.2004"


@pytest.fixture
def tksk():
    return make_user("tksk", KECAMATAN, nama="Rosalia Nyawai")


@pytest.fixture
def masuk(client, tksk):
    return sign_in(client, tksk)


def sheet(**changes) -> dict:
    return {
        "draf": str(uuid4()), "versi": "", "langkah": "siapa", "aksi": "periksa",
        "nik": make_nik(), "nama": "Fransiskus Bawakng", "tanggal_lahir": "12/02/1955",
        "jenis_kelamin": "L", "kategori": ["8"], "d8-kriteria_ada": "1", "d8-kriteria": ["1", "2"],
    } | changes  # fmt: skip


def send(client, draf_id):
    page = client.get(f"/tambah/{draf_id}/periksa/").content.decode()
    versi = page.split('name="versi" value="')[1].split('"')[0]
    data = {"kunci": draf_id, "versi": versi, "diberi_tahu": "on", "kepada": "orangnya"}
    return client.post(f"/tambah/{draf_id}/periksa/", data)


def enter(client, desa=LAIN, **changes):
    data = sheet(**changes)
    client.post(f"/tambah/?desa={desa}", data)
    return send(client, data["draf"])


def see(user, model):
    with acting_as(user.context):
        return model.objects.order_by("-dibuat_pada").first()


def test_tksk_is_asked_for_the_village_first(masuk):
    assert masuk.get("/tambah/")["Location"] == "/tambah/desa/"
    page = masuk.get("/tambah/desa/").content.decode()
    assert "Untuk desa mana?" in page
    assert f"?desa={LAIN}" in page
    assert JAUH not in page


def test_tksk_entry_is_of_the_chosen_village_and_waits_for_its_head(masuk, tksk):
    answer = enter(masuk)
    assert "Terkirim ke kepala desa" in masuk.get(answer["Location"]).content.decode()
    ppks = see(tksk, Ppks)
    assert (ppks.desa_id, ppks.status) == (LAIN, "draf")
    assert see(tksk, Usulan).status == "menunggu_kepala_desa"
    kades = make_user("kepala_desa", LAIN)
    assert approve(see(tksk, Usulan), kades).oleh_id == kades.id


def test_tksk_entry_sent_twice_is_stored_once(masuk, tksk):
    data = sheet()
    masuk.post(f"/tambah/?desa={LAIN}", data)
    assert (
        send(masuk, data["draf"])["Location"]
        == masuk.post(f"/tambah/{data['draf']}/periksa/")["Location"]
    )
    with acting_as(tksk.context):
        assert Ppks.objects.count() == 1


@pytest.mark.parametrize("desa", [JAUH, "61.07.01", "x", "61.07.01.2001,61.07.14.2004"])
def test_tksk_of_another_kecamatan_finds_no_sheet(masuk, tksk, desa):
    assert masuk.get(f"/tambah/?desa={desa}").status_code == 404
    assert masuk.post(f"/tambah/?desa={desa}", sheet()).status_code == 404
    with acting_as(tksk.context):
        assert not Draf.objects.exists()


def test_tksk_naming_a_village_in_the_form_changes_nothing(masuk, tksk):
    enter(masuk, desa=LAIN, desa_kode=DESA)
    assert see(tksk, Ppks).desa_id == LAIN


def test_operator_with_another_village_in_the_address_finds_nothing(client):
    operator = sign_in(client, make_user("operator_desa", DESA))
    assert operator.get(f"/tambah/?desa={LAIN}").status_code == 404
    assert operator.get(f"/tambah/?desa={DESA}").status_code == 200
    assert operator.get("/tambah/desa/")["Location"] == "/tambah/"


def test_tksk_joins_no_family_of_another_village(masuk, tksk):
    no_kk = make_nik()
    make_orang(make_user("operator_desa", DESA), no_kk=no_kk, hubungan="1")
    enter(masuk, desa=LAIN, no_kk=no_kk, hubungan="1")
    with acting_as(tksk.context):
        assert sorted(Keluarga.objects.values_list("desa_id", flat=True)) == [DESA, LAIN]
        rows = AnggotaKeluarga.objects.values_list("desa_id", "keluarga__desa_id")
        assert all(own == of_family for own, of_family in rows)


def test_tksk_reads_the_kecamatan_and_no_more(masuk, tksk):
    near = make_orang(make_user("operator_desa", DESA), nama="Markus Rangkang")
    far = make_orang(make_user("operator_desa", JAUH), nama="Paulus Tingkas")
    page = masuk.get("/warga/").content.decode()
    assert "Markus Rangkang" in page
    assert "Paulus Tingkas" not in page
    assert masuk.get(f"/warga/{near.pk}/").status_code == 200
    assert masuk.get(f"/warga/{far.pk}/").status_code == 404
    assert masuk.get(f"/warga/{far.pk}/tambah/").status_code == 404


def test_tksk_adds_a_category_in_the_persons_own_village(masuk, tksk):
    orang = make_orang(make_user("operator_desa", DESA))
    data = sheet(kategori=["24"], langkah="kriteria", **{"d24-kriteria_ada": "1"})
    masuk.post(f"/warga/{orang.pk}/tambah/", data)
    send(masuk, data["draf"])
    with acting_as(tksk.context):
        assert set(Ppks.objects.values_list("desa_id", "kategori_id")) == {(DESA, 8), (DESA, 24)}


def test_tksk_mends_what_came_back(masuk, tksk):
    enter(masuk)
    usulan = see(tksk, Usulan)
    send_back(usulan, make_user("kepala_desa", LAIN))
    assert "Fransiskus Bawakng" in masuk.get("/").content.decode()
    assert masuk.get(f"/perbaiki/{usulan.ppks_id}/").status_code == 200


def test_tksk_approves_nothing_also_not_in_sql(masuk, tksk):
    usulan = make_usulan(make_user("operator_desa", DESA))
    assert masuk.get("/persetujuan/").status_code == 404
    assert masuk.get("/antrean/").status_code == 404
    with pytest.raises(ProgrammingError), transaction.atomic():
        decided(usulan, tksk, send_back_usulan, alasan=KEMBALI)
    with (
        acting_as(tksk.context), pytest.raises(ProgrammingError), transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(
            "update registry_ppks set status = 'diajukan', diubah_oleh_id = %s where id = %s",
            [tksk.id, usulan.ppks_id],
        )


def test_one_account_as_tksk_and_verifikator_does_not_verify_its_own_entry(masuk, tksk):
    enter(masuk)
    usulan = see(tksk, Usulan)
    approve(usulan, make_user("kepala_desa", LAIN))
    office = make_user("verifikator", "61.07")
    tksk.context = office.context.__class__(**{**vars(office.context), "user_id": tksk.id})
    with pytest.raises(DomainError):
        accept(usulan, tksk)


def test_tksk_answer_that_tells_of_trafficking_makes_a_sealed_entry_it_never_sees(masuk, tksk):
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    enter(
        masuk, kategori=["20"],
        **{"d20-kriteria_ada": "1", "k20-masalah_migran": ["perdagangan_orang"]},
    )  # fmt: skip
    with acting_as(tksk.context):
        assert Ppks.objects.count() == 1
        assert Orang.objects.count() == 1
    with acting_as(koordinator.context):
        assert Ppks.objects.filter(tingkat="rahasia", desa=LAIN).exists()


def test_tksk_has_no_page_for_special_cases(masuk):
    assert masuk.get("/rahasia/").status_code == 404
    for url in ("/", f"/tambah/?desa={DESA}"):
        assert "/rahasia/" not in masuk.get(url).content.decode()


def test_tksk_home_asks_few_questions(masuk, django_assert_max_num_queries):
    enter(masuk)
    with django_assert_max_num_queries(24):
        page = masuk.get("/").content.decode()
    assert "Data kecamatan" in page
    assert "Menunggu kepala desa" in page


def change(client, orang, **words):
    """Over the list of changes to the saved person, as a browser does."""
    url = f"/warga/{orang.pk}/ubah/"
    form = read_form(client.get(url).content.decode())
    page = client.post(url, form | words | {"aksi": "periksa"})
    return client.post(url, read_form(page.content.decode()) | {"aksi": "simpan"})


def test_tksk_changes_what_is_not_verified_at_once(masuk, tksk):
    operator = make_user("operator_desa", DESA)
    orang = make_orang(operator, nama="Markus Rangkang", nik=make_nik())
    assert "selesai=" in change(masuk, orang, nama="Markus Rangka", dusun="Sebol")["Location"]
    row = see(tksk, Orang)
    assert (row.nama, row.desa_id) == ("Markus Rangka", DESA)


def test_tksk_change_of_a_verified_identity_waits_for_the_office(masuk, tksk):
    usulan = make_usulan(make_user("operator_desa", DESA), nama="Markus Rangkang")
    approve(usulan, make_user("kepala_desa", DESA))
    accept(usulan, make_user("verifikator", "61.07"))
    change(masuk, usulan.orang, nama="Markus Rangka")
    assert see(tksk, Orang).nama == "Markus Rangkang"
    with acting_as(tksk.context):
        assert Usulan.objects.get(jenis="perubahan").diusulkan_oleh_id == tksk.id


@pytest.mark.parametrize("page", ["ubah", "meninggal", "pindah"])
def test_tksk_changes_nobody_of_another_kecamatan(masuk, page):
    far = make_orang(make_user("operator_desa", JAUH))
    sent = {"kunci": str(uuid4()), "versi": "1"}
    assert masuk.get(f"/warga/{far.pk}/{page}/").status_code == 404
    assert masuk.post(f"/warga/{far.pk}/{page}/", sent).status_code == 404


def test_tksk_proposes_a_move_and_the_operator_of_the_new_village_accepts(masuk, tksk):
    usulan = make_usulan(make_user("operator_desa", DESA), nama="Markus Rangkang", no_kk="")
    send_back(usulan, make_user("kepala_desa", DESA))
    url = f"/warga/{usulan.orang_id}/pindah/"
    form = read_form(masuk.get(url).content.decode())
    masuk.post(url, form | {"ke_desa": LAIN, "tanggal": "20/11/2026", "siapa": "orang"})
    assert "Markus Rangkang" in masuk.get("/pindah/").content.decode()
    operator = make_user("operator_desa", LAIN)
    with acting_as(operator.context):
        (row,) = list_masuk()
        accept_transfer(
            pindah_id=row.id, base=1, by=operator, on=timezone.localdate(), now=timezone.now()
        )
    assert see(tksk, Orang).desa_id == LAIN


def test_tksk_accepts_only_who_comes_to_its_kecamatan(masuk, tksk):
    usulan = make_usulan(make_user("operator_desa", JAUH), nama="Paulus Tingkas", no_kk="")
    send_back(usulan, make_user("kepala_desa", JAUH))
    far = sign_in(Client(), make_user("operator_desa", JAUH))
    url = f"/warga/{usulan.orang_id}/pindah/"
    form = read_form(far.get(url).content.decode())
    far.post(url, form | {"ke_desa": LAIN, "tanggal": "20/11/2026", "siapa": "orang"})
    home = masuk.get("/").content.decode()
    assert "menunggu Anda terima" in home
    other = sign_in(Client(), make_user("tksk", "61.07.03"))
    assert "Paulus Tingkas" not in other.get("/pindah/").content.decode()
    page = masuk.get("/pindah/").content.decode()
    action = re.search(r'action="(/pindah/[^"]+/terima/)">(.*?)</form>', page, re.S)
    assert other.post(action[1], read_form(action[2])).status_code == 404
    assert masuk.post(action[1], read_form(action[2]))["Location"] == url[:-7]
    assert see(tksk, Orang).desa_id == LAIN
