"""Tambah PPKS through the client: the whole way, and every wrong turn."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.access.models import Receipt
from balale.registry.models import Draf, Orang, Ppks, TandaKategori, Usulan
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_nik, make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
NIK = "6107011202559001"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def sheet(**changes) -> dict:
    """What a desktop posts for one simple case."""
    return {
        "draf": str(uuid4()), "versi": "", "langkah": "siapa", "aksi": "lanjut",
        "nik": NIK, "nama": "Fransiskus Bawakng", "dusun": "Sebadu", "rt_rw": "3/1",
        "kategori": ["8"], "d8-kriteria_ada": "1", "d8-kriteria": ["1", "2"],
    } | changes  # fmt: skip


def put(client, data, *, to="/tambah/"):
    return client.post(to, data)


def send(client, draf_id, **changes):
    page = client.get(f"/tambah/{draf_id}/periksa/").content.decode()
    versi = page.split('name="versi" value="')[1].split('"')[0]
    data = {"kunci": draf_id, "versi": versi, "diberi_tahu": "on", "kepada": "orangnya"} | changes
    return client.post(f"/tambah/{draf_id}/periksa/", data)


def stored(operator, model=Ppks) -> int:
    with acting_as(operator.context):
        return model.objects.count()


def test_entry_on_a_phone_topic_by_topic_ends_in_a_receipt(masuk, operator):
    data = sheet(kategori=[])
    draf = data["draf"]
    answer = put(masuk, data)
    assert answer.status_code == 302
    assert "langkah=alamat" in answer["Location"]
    page = masuk.get(answer["Location"]).content.decode()
    assert "Terisi dari NIK" in page
    assert "12 Februari 1955" in page
    to = f"/tambah/{draf}/"
    answer = put(masuk, data | {"versi": "1", "langkah": "alamat"}, to=to)
    assert "langkah=kriteria" in answer["Location"]
    answer = put(masuk, data | {"versi": "2", "langkah": "kriteria", "kategori": ["8"]}, to=to)
    assert "langkah=kebutuhan" in answer["Location"]
    answer = put(masuk, data | {"versi": "3", "langkah": "kebutuhan", "kategori": ["8"]}, to=to)
    assert answer["Location"] == f"/tambah/{draf}/periksa/"
    answer = send(masuk, draf)
    page = masuk.get(answer["Location"]).content.decode()
    assert "Terkirim ke kepala desa" in page
    assert "Lanjut Usia Terlantar" in page
    assert stored(operator) == 1
    with acting_as(operator.context):
        assert Usulan.objects.get().status == "menunggu_kepala_desa"


def test_entry_on_a_desktop_in_one_page_reaches_the_check(masuk):
    data = sheet(aksi="periksa")
    answer = put(masuk, data)
    assert answer["Location"] == f"/tambah/{data['draf']}/periksa/"
    page = masuk.get(answer["Location"]).content.decode()
    assert "610701 120255 9001" in page
    assert "003/001" in page


def test_entry_sent_twice_gives_one_person_and_one_receipt(masuk, operator):
    data = sheet(aksi="periksa")
    put(masuk, data)
    first = send(masuk, data["draf"])
    again = {"kunci": data["draf"], "versi": "1", "diberi_tahu": "on", "kepada": "orangnya"}
    second = masuk.post(f"/tambah/{data['draf']}/periksa/", again)
    assert first["Location"] == second["Location"]
    assert stored(operator, Orang) == stored(operator) == 1
    assert stored(operator, Receipt) == 1


def test_entry_draft_is_emptied_once_sent(masuk, operator):
    data = sheet(aksi="periksa")
    put(masuk, data)
    send(masuk, data["draf"])
    with acting_as(operator.context):
        draf = Draf.objects.get()
    assert draf.isi_sandi is None
    assert draf.judul_sandi is None
    assert draf.selesai_pada


def test_entry_two_tabs_show_both_and_lose_nothing(masuk, operator):
    data = sheet()
    put(masuk, data)
    to = f"/tambah/{data['draf']}/"
    put(masuk, data | {"versi": "1", "nama": "Lopo", "langkah": "siapa"}, to=to)
    stale = put(masuk, data | {"versi": "1", "nama": "Lopo Yohanes"}, to=to)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Lopo Yohanes" in page
    assert "Simpan isian saya sebagai draf lain" in page
    assert "Yang terbaru" in page
    newer = page.split('name="draf" value="')[1].split('"')[0]
    put(masuk, data | {"draf": newer, "nama": "Lopo Yohanes", "aksi": "simpan"})
    assert stored(operator, Draf) == 2
    assert "Lopo" in masuk.get(to).content.decode()


def test_entry_without_version_is_refused_with_428(masuk):
    data = sheet()
    put(masuk, data)
    answer = put(masuk, data | {"nama": "Lopo", "versi": ""}, to=f"/tambah/{data['draf']}/")
    assert answer.status_code == 428


def test_entry_same_words_sent_again_go_on_quietly(masuk, operator):
    data = sheet()
    first, second = put(masuk, data), put(masuk, data)
    assert first["Location"] == second["Location"]
    assert stored(operator, Draf) == 1


def test_entry_draft_of_another_account_is_not_found(client, masuk):
    data = sheet()
    put(masuk, data)
    for desa in (DESA, LAIN):
        other = sign_in(type(client)(), make_user("operator_desa", desa))
        for way in ("", "periksa/"):
            assert other.get(f"/tambah/{data['draf']}/{way}").status_code == 404
        assert put(other, data, to=f"/tambah/{data['draf']}/").status_code == 404


def test_entry_taken_draft_id_of_another_account_starts_a_new_draft(client, masuk):
    data = sheet()
    put(masuk, data)
    other = sign_in(type(client)(), make_user("operator_desa", LAIN))
    answer = put(other, data)
    assert answer.status_code == 302
    assert data["draf"] not in answer["Location"]


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator", "admin_teknis", "petugas_kasus"])
def test_entry_for_roles_without_the_job_is_not_found(client, role):
    place = {"kepala_desa": DESA, "verifikator": "61.07", "petugas_kasus": "61.07"}.get(role, "")
    user = make_user(role, place, "pppa" if role == "petugas_kasus" else "")
    inside = sign_in(client, user)
    assert inside.get("/tambah/").status_code == inside.get("/draf/").status_code == 404
    assert put(inside, sheet()).status_code == 404


def test_entry_posted_server_fields_are_ignored_and_recorded(masuk, operator, owner):
    data = sheet(aksi="periksa", desa=LAIN, tingkat="biasa", status="aktif", user="x")
    put(masuk, data)
    send(masuk, data["draf"], desa=LAIN, status="aktif")
    with acting_as(operator.context):
        ppks = Ppks.objects.get()
        assert (ppks.desa_id, ppks.status) == (DESA, "draf")
        assert ppks.dibuat_oleh_id == operator.id


def test_entry_secret_category_posted_is_refused(masuk, operator):
    data = sheet(aksi="periksa", kategori=["19"])
    answer = put(masuk, data)
    page = answer.content.decode()
    assert "tidak ada dalam daftar" in page
    assert "<title>LATIHAN · Galat:" in page
    assert stored(operator) == 0
    assert "Pilihan ini tidak ada" in masuk.get(f"/tambah/{data['draf']}/periksa/").content.decode()


def test_entry_category_outside_age_says_why(masuk):
    page = put(masuk, sheet(aksi="periksa", kategori=["1"])).content.decode()
    assert "Anak Balita Terlantar sampai 5 tahun" in page


def test_entry_warning_asks_a_reason_but_never_stops(masuk, operator):
    data = sheet(aksi="periksa", kategori=["11"], **{"d11-kriteria_ada": "1"})
    answer = put(masuk, data)
    page = masuk.get(answer["Location"]).content.decode()
    assert "Warga ini punya NIK" in page
    assert "Alasan belum diisi" in page
    assert send(masuk, data["draf"]).status_code == 302
    assert stored(operator) == 1


def test_entry_notice_not_given_is_refused_in_words(masuk, operator):
    data = sheet(aksi="periksa")
    put(masuk, data)
    answer = send(masuk, data["draf"], diberi_tahu="")
    assert "Beri tahu warga dulu" in answer.content.decode()
    assert stored(operator) == 0


def test_entry_for_a_child_asks_for_the_guardian(masuk, operator):
    data = sheet(aksi="periksa", nik="6107011203229002", kategori=["1"], **{"d1-kriteria_ada": "1"})
    put(masuk, data)
    answer = send(masuk, data["draf"], kepada="wali")
    assert "Isi nama orang tua atau wali" in answer.content.decode()
    send(masuk, data["draf"], kepada="wali", wali_nama="Maria Lina", wali_hubungan="ibu")
    assert stored(operator) == 1


def test_entry_known_person_in_sight_is_offered(masuk, operator):
    orang = make_orang(operator, nik=NIK, nama="Lopo Sebadu")
    data = sheet()
    page = masuk.get(put(masuk, data)["Location"]).content.decode()
    assert "Orang ini sudah tercatat" in page
    assert f"/warga/{orang.id}/tambah/" in page
    assert "Lopo Sebadu" in page


def test_entry_person_known_elsewhere_answers_the_same_bytes(masuk, client):
    far, absent = make_nik(), make_nik()
    make_orang(make_user("operator_desa", LAIN), nik=far)
    pages = []
    for nik in (far, absent):
        data = sheet(nik=nik)
        page = masuk.get(put(masuk, data)["Location"]).content.decode()
        for secret in (nik, data["draf"]):
            page = page.replace(secret, "")
        pages.append(_plain(page))
    assert pages[0] == pages[1]


def _plain(page: str) -> str:
    import re

    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return re.sub(r"Kode wilayah [0-9.]+", "", page)


def test_entry_incomplete_draft_is_kept_and_thrown_away_and_brought_back(masuk, operator):
    data = sheet(aksi="simpan", nik="12", nama="", kategori=[])
    assert put(masuk, data)["Location"] == "/"
    assert "Lanjutkan isian tadi" in masuk.get("/").content.decode()
    masuk.post(f"/draf/{data['draf']}/buang/", {"versi": "1"})
    assert "Tidak ada draf" in masuk.get("/draf/").content.decode()
    masuk.post(f"/draf/{data['draf']}/pulihkan/")
    assert 'value="12"' in masuk.get(f"/tambah/{data['draf']}/?langkah=siapa").content.decode()


def test_entry_more_categories_for_a_known_person(masuk, operator):
    orang = make_orang(operator, nik=NIK)
    to = f"/warga/{orang.id}/tambah/"
    page = masuk.get(to).content.decode()
    assert "Apa keadaan warga ini?" in page
    assert 'name="nik"' not in page
    data = sheet(aksi="periksa", kategori=["24"], langkah="kriteria", **{"d24-kriteria_ada": "1"})
    put(masuk, data, to=to)
    answer = send(masuk, data["draf"])
    receipts = masuk.get("/tanda-terima/").content.decode()
    assert "Tambah kategori" in receipts
    assert f"<b>{orang.nama}</b>" in receipts
    assert stored(operator) == 2
    assert stored(operator, Orang) == 1
    assert masuk.get(answer["Location"]).status_code == 200


def test_entry_person_out_of_sight_takes_no_category(masuk):
    orang = make_orang(make_user("operator_desa", LAIN))
    to = f"/warga/{orang.id}/tambah/"
    assert masuk.get(to).status_code == put(masuk, sheet(), to=to).status_code == 404


def test_entry_receipt_of_another_account_is_not_found(client, masuk, operator):
    data = sheet(aksi="periksa")
    put(masuk, data)
    url = send(masuk, data["draf"])["Location"]
    other = sign_in(type(client)(), make_user("operator_desa", DESA))
    assert other.get(url).status_code == 404


def test_entry_signs_of_other_categories_are_dropped(masuk, operator):
    with acting_as(operator.context):
        own, foreign = (
            TandaKategori.objects.filter(kategori_versi__kategori=k).first().pk for k in (8, 24)
        )
    data = sheet(aksi="periksa", tanda=[str(own), str(foreign)])
    put(masuk, data)
    send(masuk, data["draf"])
    with acting_as(operator.context):
        assert [row.tanda_id for row in Ppks.objects.get().tanda.all()] == [own]


def test_entry_home_counts_what_waits(masuk, operator, django_assert_max_num_queries):
    make_orang(operator)
    masuk.get("/")  # some things are asked once a process
    with django_assert_max_num_queries(20):
        page = masuk.get("/").content.decode()
    assert "Menunggu kepala desa" in page
    assert "Tambah PPKS" in page


def test_entry_next_one_remembers_the_dusun_and_on_wish_the_whole_address(masuk, operator):
    make_orang(operator, dusun="Sebadu", rt="003", rw="001", teks="Dekat gereja")
    page = masuk.get("/tambah/").content.decode()
    assert 'value="Sebadu"' in page
    assert "Dekat gereja" not in page
    page = masuk.get("/tambah/?alamat=sama").content.decode()
    assert 'value="003/001"' in page
    assert "Dekat gereja" in page


def test_entry_open_draft_is_offered_when_starting_anew(masuk):
    put(masuk, sheet(aksi="simpan"))
    assert "Lanjutkan isian tadi?" in masuk.get("/tambah/").content.decode()


def test_entry_trafficking_answer_shows_nowhere_after_sending(masuk, operator):
    data = sheet(aksi="periksa", kategori=["20"], **{"d20-kriteria_ada": "1"})
    data["k20-masalah_migran"] = ["perdagangan_orang"]
    put(masuk, data)
    receipt = send(masuk, data["draf"])["Location"]
    for url in ("/", "/draf/", "/tanda-terima/", "/warga/", receipt):
        assert "erdagangan" not in masuk.get(url).content.decode()
    assert stored(operator) == 1


def test_entry_lists_ask_few_questions(masuk, django_assert_max_num_queries):
    for n in range(3):
        put(masuk, sheet(aksi="simpan", nama=f"Lopo {'ABC'[n]}"))
    for url in ("/draf/", "/tanda-terima/"):
        with django_assert_max_num_queries(16):
            masuk.get(url)


def test_draft_when_put_aside_at_a_topic_then_opens_there(masuk):
    data = sheet(aksi="simpan", langkah="alamat")
    put(masuk, data)
    page = masuk.get(f"/tambah/{data['draf']}/").content.decode()
    assert "Langkah 2 dari 5 · Alamat" in page
