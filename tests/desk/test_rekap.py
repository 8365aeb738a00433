"""Pages without names: the camat's list and recap, the bupati's page, the homes that say less."""

import pytest

from tests.factories import cases
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_komunitas, make_nik, make_orang, make_ppks
from tests.factories.usulan import approve, make_usulan

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
KECAMATAN = "61.07.14"
JAUH = "61.07.10.2003"
NIK = "6107145202559017"


@pytest.fixture
def camat(client):
    return sign_in(client, make_user("camat", KECAMATAN, nama="Hendrikus Dayung"))


@pytest.fixture
def bupati(client):
    return sign_in(client, make_user("bupati", "61.07", nama="Sebastianus Landau"))


def isi(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_camat_sees_initials_and_the_village_and_no_more(camat, operator):
    make_ppks(
        operator, status="aktif", nama="Lusia Belalang", nik=NIK, dusun="Hulu Sebadu",
        teks="Rumah dekat jembatan",
    )  # fmt: skip
    page = isi(camat, "/warga/tersamar/")
    assert "L••• B•••" in page
    assert "Suka Maju" in page
    for word in ("Lusia", "Belalang", NIK, "Sebadu", "jembatan", "71 tahun"):
        assert word not in page


def test_camat_sees_no_terbatas_and_no_rahasia_entry(camat, operator):
    make_ppks(operator, kategori=9, status="aktif", nama="Marta Nyabar")
    cases.make_case(operator, make_user("koordinator_kasus", "61.07", "pppa"))
    assert "Belum ada data" in isi(camat, "/warga/tersamar/")


def test_camat_sees_a_familys_entry_by_the_initials_of_its_head(camat, operator):
    make_ppks(
        operator, kategori=24, status="aktif", nama="Agus Lopo", no_kk=make_nik(), hubungan="1"
    )
    page = isi(camat, "/warga/tersamar/")
    assert "A••• L•••" in page
    assert "(keluarga)" in page


def test_camat_sees_nothing_of_another_kecamatan_nor_of_drafts(camat, operator):
    make_ppks(make_user("operator_desa", JAUH), status="aktif", nama="Paulus Tingkas")
    make_ppks(operator, nama="Bonifasius Ambok")
    page = isi(camat, "/warga/tersamar/")
    assert "•••" not in page
    assert camat.get(f"/warga/tersamar/?desa={JAUH}").status_code == 404


def test_camat_list_is_narrowed_and_goes_on_in_pages(camat, operator):
    for _ in range(26):
        make_ppks(operator, status="aktif")
    page = isi(camat, f"/warga/tersamar/?desa={DESA}")
    assert page.count("F••• B•••") == 25
    link = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert isi(camat, f"/warga/tersamar/{link}").count("F••• B•••") == 1
    assert "F•••" not in isi(camat, "/warga/tersamar/?desa=61.07.14.2001")
    assert "F•••" in isi(camat, "/warga/tersamar/?sesudah=bukan-kunci")


@pytest.mark.parametrize("url", ["/warga/", "/warga/cari/", "/tambah/", "/penetapan/"])
def test_camat_and_bupati_have_no_page_with_names(client, operator, url):
    ppks = make_ppks(operator, status="aktif")
    for role, wilayah in (("camat", KECAMATAN), ("bupati", "61.07")):
        sign_in(client, make_user(role, wilayah))
        assert client.get(url).status_code == 404
        assert client.get(f"/warga/{ppks.orang_id}/").status_code == 404


def test_camat_recap_is_of_the_own_kecamatan(camat, operator):
    make_ppks(operator, status="aktif")
    page = isi(camat, "/rekap/")
    assert "Suka Maju" in page
    assert "Data terbatas, aktif: 0" in page
    assert camat.get("/rekap/desa/?kecamatan=61.07.10").status_code == 404
    assert isi(camat, f"/rekap/desa/?kecamatan={KECAMATAN}") != ""


@pytest.mark.parametrize("kode", ["61.07.99", "61.07.1", "x", "61.07.14.2004", "%00", "61"])
def test_recap_of_no_kecamatan_is_no_page(bupati, kode):
    assert bupati.get(f"/rekap/desa/?kecamatan={kode}").status_code == 404


def test_bupati_page_shows_totals_and_no_name(bupati, operator):
    for _ in range(6):
        make_ppks(operator, status="aktif", nama="Lusia Belalang")
    page = isi(bupati, "/")
    assert "PPKS Bengkayang" in page
    assert ">6<" in page
    assert "Lusia" not in page
    assert isi(bupati, "/rekap/") != ""


def test_recap_and_homes_say_communities_and_their_families(client, operator):
    wakil = make_orang(operator, nik=NIK, no_kk=make_nik(), hubungan="1")
    make_komunitas(operator, wakil, status="aktif")
    for role, wilayah in (("camat", KECAMATAN), ("kepala_dinas", "61.07")):
        sign_in(client, make_user(role, wilayah))
        assert "35 KK" in isi(client, "/")
        page = isi(client, "/rekap/").split("Komunitas adat terpencil, aktif")[1]
        assert '<td class="r">1</td><td class="r">35</td>' in page
    sign_in(client, make_user("bupati", "61.07"))
    assert "Komunitas adat terpencil aktif: <b>&lt;5</b>." in isi(client, "/")
    assert ">35<" not in isi(client, "/rekap/")


def test_bupati_page_hides_small_figures(bupati, operator):
    make_ppks(operator, status="aktif")
    page = isi(bupati, "/")
    assert "&lt;5" in page
    assert ">1<" not in page


def test_bupati_page_asks_few_questions(bupati, operator, django_assert_max_num_queries):
    make_ppks(operator, status="aktif")
    with django_assert_max_num_queries(18):
        isi(bupati, "/")


def test_no_figure_moves_when_a_case_is_handed_in(client, operator):
    users = [make_user("bupati", "61.07"), make_user("camat", KECAMATAN)]
    users.append(make_user("kepala_dinas", "61.07"))
    tables = {}
    for _ in range(2):
        for user in users:
            sign_in(client, user)
            page = isi(client, "/rekap/").split("<tbody>")[1].split("</section>")[0]
            assert tables.setdefault(user.id, page) == page
        cases.make_case(operator, make_user("koordinator_kasus", "61.07", "pppa"))


def test_kepala_dinas_reads_list_dossier_and_recap(client, operator, kades):
    sign_in(client, make_user("kepala_dinas", "61.07"))
    approve(make_usulan(operator, nama="Lusia Belalang"), kades)
    orang = make_ppks(operator, nama="Martinus Ubah").orang_id
    assert "Lusia Belalang" in isi(client, "/warga/")
    assert "Martinus Ubah" in isi(client, f"/warga/{orang}/")
    assert "Lusia" in client.post("/warga/cari/", {"q": "Lusia Belalang"}).content.decode()
    assert "Rekap kabupaten" in isi(client, "/rekap/")
    assert client.get(f"/warga/{orang}/tambah/").status_code == 404


@pytest.mark.parametrize(
    ("role", "wilayah", "words"),
    [
        ("pengelola_data", "", "Anda mengatur isian, bukan data orang"),
        ("lembaga_psks", "", "Anda kelak melihat warga yang dirujuk"),
    ],
)
def test_home_of_a_role_whose_work_comes_later_says_what_is_not_its(client, role, wilayah, words):
    sign_in(client, make_user(role, wilayah))
    assert words in isi(client, "/")
    for url in ("/warga/", "/rekap/", "/warga/tersamar/", "/akun/", "/kasus/"):
        assert client.get(url).status_code == 404
