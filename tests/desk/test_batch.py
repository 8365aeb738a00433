"""The village head's batch, as he uses it."""

from uuid import uuid4

import pytest
from django.test import Client

from balale.access.context import acting_as
from balale.registry.models import Keputusan
from balale.registry.queries.usulan import get_dasar
from tests.factories.accounts import make_user, sign_in
from tests.factories.usulan import accept, fresh, make_usulan

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
ACARA = {"ba_nomor": "140/22/BA/2026", "ba_tanggal": "19/11/2026", "ba_tempat": "Balai desa"}
BURUK = ["\x00", "a" * 100_000, "<b>x</b>", "=1+1", "31/2/2026", "tahun 25642", "🙂"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(client, kades):
    return sign_in(client, kades)


@pytest.fixture
def three(operator):
    return [make_usulan(operator, nama=nama) for nama in ("Lopo", "Supardi", "Bong Jun Fa")]


def picks(rows, user):
    return [f"{row.pk}:{get_dasar(fresh(row, user))}" for row in rows]


def sent(rows, user, **more):
    return {"kunci": str(uuid4()), "pilih": picks(rows, user), **ACARA, **more}


def statuses(rows, user):
    return [fresh(row, user).ppks.status for row in rows]


def test_batch_shows_everything_ticked_with_warnings(village, three, operator):
    make_usulan(operator, nama="Tanpa Kartu", nik="", alasan_tanpa_nik="belum_rekam")
    page = village.get("/persetujuan/").content.decode()
    assert page.count("checked") == 4
    assert "Setujui 4 data" in page
    assert "Belum ada NIK." in page
    assert "Martina Dayang" in page


def test_menu_counts_what_waits_for_this_role_only(village, three, operator):
    count = '<span class="count">3<span class="vh"> menunggu</span></span>'
    assert count in village.get("/bantuan/").content.decode()
    assert 'class="count"' not in sign_in(Client(), operator).get("/").content.decode()


def test_empty_batch_says_so(village):
    assert "Semua sudah Anda putuskan" in village.get("/persetujuan/").content.decode()


def test_batch_of_ten_asks_few_queries(village, operator, django_assert_max_num_queries):
    for n in range(10):
        make_usulan(operator, nama=f"Warga {n}")
    with django_assert_max_num_queries(22):
        village.get("/persetujuan/")


def test_approve_ticked_leaves_the_others(village, three, kades):
    answer = village.post("/persetujuan/", sent(three[:2], kades), follow=True)
    assert statuses(three, kades) == ["diajukan", "diajukan", "draf"]
    assert "2 data disetujui." in answer.content.decode()


def test_approve_sent_twice_decides_once(village, three, kades):
    form = sent(three, kades)
    urls = {village.post("/persetujuan/", form).url for _ in range(2)}
    assert len(urls) == 1
    with acting_as(kades.context):
        assert Keputusan.objects.count() == 3


def test_approve_without_minutes_keeps_ticks_and_words(village, three, kades):
    form = sent(three[:1], kades, ba_nomor="", ba_tempat="Gereja")
    page = village.post("/persetujuan/", form).content.decode()
    assert "Isi nomor berita acara." in page
    assert page.count("checked") == 1
    assert "Gereja" in page
    assert "<title>LATIHAN · Galat:" in page
    assert statuses(three, kades) == ["draf"] * 3


def test_approve_nothing_ticked_is_refused(village, three, kades):
    page = village.post("/persetujuan/", sent([], kades)).content.decode()
    assert "Centang sekurangnya satu data." in page


def test_approve_without_key_is_428_and_stale_is_409(village, three, kades):
    form = sent(three[:1], kades)
    assert village.post("/persetujuan/", {**form, "kunci": ""}).status_code == 428
    village.post("/persetujuan/", form)
    again = {**form, "kunci": str(uuid4())}
    assert village.post("/persetujuan/", again).status_code == 409


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_never_break_the_page(buruk, village, three, kades):
    for field in ("ba_nomor", "ba_tanggal", "ba_tempat", "pilih"):
        form = {**sent(three[:1], kades), field: buruk}
        assert village.post("/persetujuan/", form).status_code in {200, 302, 409}


def test_pick_of_another_village_is_ignored(village, three, kades):
    other = make_usulan(make_user("operator_desa", DESA_LAIN))
    form = sent(three[:1], kades)
    form["pilih"].append(f"{other.pk}:1.1.1")
    village.post("/persetujuan/", form)
    assert statuses([other], make_user("verifikator", "61.07")) == ["draf"]
    for path in (f"/persetujuan/{other.pk}/", f"/persetujuan/{other.pk}/kembalikan/"):
        assert village.get(path).status_code == 404


def test_undo_takes_the_batch_back_but_what_the_office_decided(village, three, kades):
    url = village.post("/persetujuan/", sent(three, kades)).url
    accept(three[0], make_user("verifikator", "61.07"))
    keputusan = url.split("selesai=")[1]
    page = village.post(f"/persetujuan/urungkan/{keputusan}/", follow=True).content.decode()
    assert "2 keputusan sudah diurungkan." in page
    assert "1 data sudah diproses lagi" in page
    assert statuses(three, kades) == ["diverifikasi", "draf", "draf"]


def test_undo_by_another_is_absent(client, three, kades):
    url = sign_in(client, kades).post("/persetujuan/", sent(three, kades)).url
    sign_in(client, make_user("kepala_desa", DESA))
    assert client.post(f"/persetujuan/urungkan/{url.split('selesai=')[1]}/").status_code == 404


def test_send_back_reaches_the_operator(client, three, kades, operator):
    sign_in(client, kades)
    form = {
        "kunci": str(uuid4()), "versi": str(get_dasar(fresh(three[0], kades))),
        "alasan": "nik_salah", "kolom": ["nik"], "catatan": "Salah satu angka.",
    }  # fmt: skip
    assert client.post(f"/persetujuan/{three[0].pk}/kembalikan/", form).status_code == 302
    home = sign_in(client, operator).get("/").content.decode()
    assert f"/perbaiki/{three[0].ppks_id}/#id_nik" in home
    assert "Salah satu angka." in home


def test_operator_has_no_batch(client, operator, three):
    sign_in(client, operator)
    assert client.get("/persetujuan/").status_code == 404
    assert client.post("/persetujuan/", sent(three, operator)).status_code == 404


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator", "kepala_dinas"])
def test_home_of_deciders_opens_with_its_first_job(role, client, three):
    area = DESA if role == "kepala_desa" else "61.07"
    page = sign_in(client, make_user(role, area)).get("/").content.decode()
    assert 'class="hero tenang"' in page


def test_period_page_locks_and_thanks(client, three, kades):
    for row in three:
        sign_in(client, kades).post("/persetujuan/", sent([row], kades))
        accept(row, make_user("verifikator", "61.07"))
    sign_in(client, make_user("kepala_dinas", "61.07"))
    assert "3 data siap ditetapkan" in client.get("/penetapan/").content.decode()
    form = {"kunci": str(uuid4()), "sk_nomor": "460/1", "sk_tanggal": "31/2/2026"}
    assert "Februari" in client.post("/penetapan/", form).content.decode()
    page = client.post("/penetapan/", {**form, "sk_tanggal": "20/11/2026"}, follow=True)
    assert "3 data sudah aktif." in page.content.decode()
    assert statuses(three, kades) == ["aktif"] * 3
