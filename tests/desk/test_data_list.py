"""The list of entries behind the numbers of a home: one row an entry, in sight only."""

from datetime import date
from uuid import UUID

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_komunitas, make_nik, make_orang, make_ppks, make_rahasia
from tests.factories.usulan import make_usulan, send_back

pytestmark = pytest.mark.django_db
KK, NIK = "6107012811099001", "6107011202559001"
DESA, LAIN = "61.07.01.2001", "61.07.01.2005"
ANAK = date(2018, 3, 1)


def read(client, keadaan="", **query):
    address = "/warga/data/?" + "&".join(
        f"{k}={v}" for k, v in {"keadaan": keadaan, **query}.items()
    )
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_person_family_and_community_have_a_row_each(client, operator):
    wakil = make_orang(operator, nik=NIK, no_kk=KK, hubungan="1", kategori=24)
    make_komunitas(operator, wakil)
    make_ppks(operator, nama="Lusia Belalang")
    page = read(sign_in(client, operator), "menunggu")
    assert page.count('<th scope="row">') == 3
    assert "3 data" in page
    assert "35 KK (perkiraan)" in page
    for word in ("(keluarga)", "(komunitas)", "Komunitas Sungai Tebing", "Lusia Belalang"):
        assert word in page


def test_entry_sent_back_waits_for_the_operator_until_it_is_mended(client, operator, kades):
    usulan = make_usulan(operator, nama="Lusia Belalang")
    send_back(usulan, kades)
    page = read(sign_in(client, operator), "perbaikan")
    assert f"/perbaiki/{usulan.ppks_id}/" in page
    assert "Lusia" not in read(client, "menunggu")
    assert "Perbaiki" not in read(sign_in(client, kades), "perbaikan").split("<tbody")[1]


def test_child_is_masked_outside_its_village(client, operator):
    make_ppks(operator, kategori=2, status="diajukan", nama="Anita Bunga", tanggal_lahir=ANAK)
    assert "Anita Bunga" in read(sign_in(client, operator), "diajukan")
    page = read(sign_in(client, make_user("verifikator", "61.07")), "diajukan")
    assert "A•••" in page
    assert "Anita" not in page


def test_entries_of_another_village_and_sealed_ones_are_not_in_it(client, operator):
    make_ppks(make_user("operator_desa", LAIN), nama="Paulus Tingkas")
    make_rahasia(operator, nama="Marta Nyabar")
    page = read(sign_in(client, operator))
    assert "Belum ada data" in page
    assert "Paulus" not in page


def test_list_goes_on_in_pages_and_an_unknown_state_is_not_found(client, operator):
    for _ in range(26):
        make_ppks(operator, nik=make_nik())
    page = read(sign_in(client, operator), "menunggu")
    link = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/warga/data/{link}").content.decode().count('<th scope="row">') == 1
    assert read(client, "menunggu", sesudah="bukan-kunci").count('<th scope="row">') == 25
    assert client.get("/warga/data/?keadaan=x").status_code == 404
    assert "Tidak ada data" in read(client, "menunggu", sesudah=str(UUID(int=0)))


def test_list_asks_few_questions(client, operator, django_assert_max_num_queries):
    for n in range(5):
        make_ppks(operator, kategori=24, nik=make_nik(), no_kk=f"610701170809900{n}", hubungan="1")
    sign_in(client, operator)
    with django_assert_max_num_queries(20):
        read(client, "menunggu")
