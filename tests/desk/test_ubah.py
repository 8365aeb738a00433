"""The operator changes a person or an entry: form, list of changes, and a version that moved on."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from balale.access.context import acting_as
from balale.registry.models import Orang, Perubahan, PpksKriteria, Usulan
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik, make_orang, make_ppks
from tests.factories.usulan import accept, approve, make_usulan

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
BURUK = ["\x00", "a" * 100_000, "<b>x</b>", "=1+1", "31/2/1955", "🙂"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def orang(operator):
    return make_orang(operator, nama="Theresia Anyap", jenis_kelamin="P", nik=make_nik())


def address(orang):
    return f"/warga/{orang.pk}/ubah/"


def opened(village, url):
    return read_form(village.get(url).content.decode())


def post(village, url, form, aksi, **changed):
    return village.post(url, {**form, **changed, "aksi": aksi})


def save(village, url, form, **changed):
    """Over the list of changes to the saved person, as a browser does."""
    page = post(village, url, form, "periksa", **changed)
    return page, post(village, url, read_form(page.content.decode()), "simpan")


def test_form_holds_what_is_stored_and_changes_are_listed_before_saving(village, operator, orang):
    form = opened(village, address(orang))
    page, done = save(village, address(orang), form, nama="Theresia Ayap", dusun="Sebol")
    text = page.content.decode()
    rows = re.findall(r'<th scope="row">([^<]+)</th>', text)
    assert rows == ["Nama", "Dusun"]
    assert '<del class="raw">Theresia Anyap</del>' in text
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Theresia Ayap"
        act = Perubahan.objects.get()
    assert done.url == f"/warga/{orang.pk}/?selesai={act.pk}"


def test_toast_takes_the_change_back(village, operator, orang):
    _page, done = save(village, address(orang), opened(village, address(orang)), nama="Ayap")
    text = village.get(done.url).content.decode()
    undo = re.search(r'action="(/batalkan/[^"]+)"', text)[1]
    assert "Perubahan tersimpan." in text
    assert village.post(undo).url == f"/warga/{orang.pk}/"
    village.post(undo)
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Theresia Anyap"
    assert "Data diri diubah (dibatalkan)" in village.get(address(orang)[:-5]).content.decode()


def test_change_again_keeps_every_word(village, orang):
    form = opened(village, address(orang))
    page = post(village, address(orang), form, "periksa", nama="Ayap", alamat="Dekat\njembatan")
    again = post(village, address(orang), read_form(page.content.decode()), "ubah")
    kept = read_form(again.content.decode())
    assert (kept["nama"], kept["alamat"]) == (["Ayap"], ["Dekat\njembatan"])
    assert kept["versi"] == form["versi"]


def test_nothing_changed_and_wrong_words_are_said_beside_the_form(village, orang):
    form = opened(village, address(orang))
    assert (
        "Belum ada yang berubah" in post(village, address(orang), form, "simpan").content.decode()
    )
    text = post(village, address(orang), form, "periksa", nik="123", nama="Ayap").content.decode()
    assert "<title>LATIHAN · Galat:" in text
    assert 'value="Ayap"' in text


def test_sent_twice_is_written_once(village, operator, orang):
    form = opened(village, address(orang))
    sent = {**form, "nama": "Ayap"}
    first, second = (post(village, address(orang), sent, "simpan") for _ in range(2))
    assert first.url == second.url
    with acting_as(operator.context):
        assert Perubahan.objects.count() == 1


def test_two_operators_at_once_second_chooses_field_by_field(village, operator, orang):
    """The first changes name and phone; the second name and dusun. One real conflict."""
    form = opened(village, address(orang))
    other = sign_in(Client(), make_user("operator_desa", DESA, nama="Rupina Saban"))
    save(other, address(orang), opened(other, address(orang)), nama="Theresia Ayap", agama="")
    answer = post(village, address(orang), form, "simpan", nama="Teresia Anyap", dusun="Sebol")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Rupina Saban menyimpan lebih dulu" in text
    assert text.index("Theresia Ayap") < text.index("Teresia Anyap")
    kept = read_form(text)
    assert "pilih-nama" not in kept
    assert kept["pilih-dusun"] == ["saya"]
    refused = post(village, address(orang), kept, "pilih")
    assert "Pilih satu untuk setiap isian." in refused.content.decode()
    assert "pilih-nama" not in read_form(refused.content.decode())
    listed = post(village, address(orang), kept, "pilih", **{"pilih-nama": "simpan"})
    text = listed.content.decode()
    assert re.findall(r'<th scope="row">([^<]+)</th>', text) == ["Dusun"]
    post(village, address(orang), read_form(text), "simpan")
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Theresia Ayap"
        assert Orang.objects.get().alamat.get().dusun == "Sebol"


def test_conflict_in_a_sealed_field_shows_both_words(village, orang):
    form = opened(village, address(orang))
    other = sign_in(Client(), make_user("operator_desa", DESA))
    save(other, address(orang), opened(other, address(orang)), alamat="Dekat gereja")
    answer = post(village, address(orang), form, "periksa", alamat="Dekat jembatan")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert {"Dekat gereja", "Dekat jembatan"} <= set(re.findall("<mark>([^<]+)</mark>", text))
    kept = read_form(text) | {"pilih-alamat": "saya"}
    listed = post(village, address(orang), kept, "pilih").content.decode()
    assert '<del class="raw">Dekat gereja</del>' in listed
    assert '<b class="raw">Dekat jembatan</b>' in listed


def test_third_version_asks_again(village, orang):
    form = opened(village, address(orang))
    other = sign_in(Client(), make_user("operator_desa", DESA))
    save(other, address(orang), opened(other, address(orang)), nama="Satu")
    kept = read_form(post(village, address(orang), form, "simpan", nama="Dua").content.decode())
    save(other, address(orang), opened(other, address(orang)), nama="Tiga")
    again = post(village, address(orang), kept, "pilih", **{"pilih-nama": "saya"})
    assert again.status_code == 409
    shown = re.findall("<mark>([^<]+)</mark>", again.content.decode())
    assert shown == ["Tiga", "Dua"]


def test_verified_identity_is_sent_to_the_office(village, operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    accept(usulan, verifikator)
    url = f"/warga/{usulan.orang_id}/ubah/"
    page, done = save(village, url, opened(village, url), nama="Frans", telepon="081234567890")
    assert page.content.decode().index("Langsung tersimpan") < page.content.decode().index(
        "Menunggu DSP3A"
    )
    assert "Batalkan" in village.get(done.url).content.decode()
    office = sign_in(Client(), verifikator)
    row = list_link(office)
    text = office.get(row).content.decode()
    assert '<del class="raw">Fransiskus Bawakng</del>' in text
    decided = office.post(f"{row}terima/", read_form(text))
    assert decided.url == row
    assert "Urungkan" in office.get(row).content.decode()
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Frans"


def list_link(office):
    page = office.get("/verifikasi/perubahan/").content.decode()
    return re.search(r'href="(/verifikasi/perubahan/[^"]{36}/)"', page)[1]


def test_office_refuses_with_words_only(village, operator, verifikator):
    ppks = make_ppks(operator, status="aktif")
    url = f"/entri/{ppks.pk}/ubah/"
    save(village, url, opened(village, url), kriteria=["2"])
    office = sign_in(Client(), verifikator)
    row = list_link(office)
    form = read_form(office.get(row).content.decode())
    refused = office.post(f"{row}tolak/", {**form, "catatan": ""})
    assert "Tulis" in refused.content.decode() or "Isi catatan" in refused.content.decode()
    office.post(f"{row}tolak/", {**form, "catatan": "Belum sesuai."})
    assert "Ditolak" in office.get(row).content.decode()
    with acting_as(operator.context):
        assert PpksKriteria.objects.get(is_berlaku=True).kriteria_id == 1


def test_entry_conflict_lists_only_what_differs(village, operator):
    ppks = make_ppks(operator)
    url = f"/entri/{ppks.pk}/ubah/"
    form = opened(village, url)
    other = sign_in(Client(), make_user("operator_desa", DESA))
    save(other, url, opened(other, url), kriteria=["1", "2"])
    answer = post(village, url, form, "simpan", kriteria=["3"])
    assert answer.status_code == 409
    kept = read_form(answer.content.decode()) | {"pilih-kriteria": "saya"}
    listed = post(village, url, kept, "pilih")
    done = post(village, url, read_form(listed.content.decode()), "simpan")
    assert done.status_code == 302
    with acting_as(operator.context):
        assert PpksKriteria.objects.get(is_berlaku=True).kriteria_id == 3


def test_without_key_or_version_is_428(village, orang):
    form = opened(village, address(orang))
    for missing in ("kunci", "versi"):
        assert post(village, address(orang), {**form, missing: ""}, "simpan").status_code == 428


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_never_break_the_page(buruk, village, orang):
    form = opened(village, address(orang))
    for name in ("nama", "nik", "tanggal_lahir", "rt_rw", "alamat", "versi", "aksi"):
        sent = {"aksi": "periksa", **form, name: buruk}
        assert village.post(address(orang), sent).status_code in {200, 409}
    moved = post(village, address(orang), form, "pilih", versi=buruk, nama="Ayap")
    assert moved.status_code == 409


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator"])
def test_other_roles_change_nothing(role, client, orang):
    sign_in(client, make_user(role, DESA if role == "kepala_desa" else "61.07"))
    assert client.get(address(orang)).status_code == 404
    page = client.get(f"/warga/{orang.pk}/").content.decode()
    assert "Ubah data" not in page


def test_foreign_person_entry_and_act_look_absent(client, operator, orang):
    ppks = make_ppks(operator)
    village = sign_in(Client(), operator)
    save(village, address(orang), opened(village, address(orang)), nama="Ayap")
    with acting_as(operator.context):
        act = Perubahan.objects.get()
    outsider = sign_in(client, make_user("operator_desa", DESA_LAIN))
    for url in (address(orang), f"/entri/{ppks.pk}/ubah/", f"/batalkan/{act.pk}/"):
        assert outsider.post(url, {"kunci": str(uuid4())}).status_code == 404


def test_pages_ask_few_questions(village, orang, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        village.get(address(orang))


def test_proposal_of_another_role_is_not_in_the_queue(village, operator, verifikator):
    ppks = make_ppks(operator, status="aktif")
    url = f"/entri/{ppks.pk}/ubah/"
    save(village, url, opened(village, url), kriteria=["2"])
    office = sign_in(Client(), verifikator)
    assert "usulan perubahan menunggu" in office.get("/verifikasi/").content.decode()
    with acting_as(operator.context):
        usulan = Usulan.objects.get(jenis="perubahan")
    assert office.get(f"/verifikasi/{usulan.pk}/").status_code == 404
