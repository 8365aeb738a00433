"""Search: misspelt names, other names, numbers; never words in an address, never out of sight."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.desk.forms.people import CariForm
from balale.registry.services import reveal
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db

DESA = "61.07.04.2003"


@pytest.fixture
def cari(client, operator):
    def search(q, user=operator, **headers):
        response = sign_in(client, user).post("/warga/cari/", {"q": q}, headers=headers)
        assert response.status_code == 200
        return response.content.decode()

    return search


def lines(user):
    with acting_as(user.context):
        return list(TrailLine.objects.filter(event__startswith="orang.search"))


@pytest.mark.parametrize(
    "q",
    ["Fransiscus", "fransiskus bawakng", "BAWAKNG", "  fransiskus\u00a0", "fransiskus’", "Sebad"],
)
def test_search_when_misspelt_or_partial_then_found(operator, cari, q):
    make_orang(operator, nama="Fransiskus Xaverius Bawakng")
    assert "Fransiskus Xaverius Bawakng</a>" in cari(q)


def test_search_when_other_name_then_found(operator, cari):
    make_orang(operator, nama="Fransiskus Bawakng", nama_lain=(("panggilan", "Pak Lodok"),))
    assert "Fransiskus Bawakng</a>" in cari("Lodok")


def test_search_when_closer_then_first(operator, cari):
    make_orang(operator, nama="Agustina Lina")
    make_orang(operator, nama="Agustinus")
    page = cari("agustinus")
    assert page.index("Agustinus</a>") < page.index("Agustina Lina</a>")


@pytest.mark.parametrize("parts", [("{0}",), ("{1}", "{2}")])
def test_search_when_nik_then_that_person_only(operator, cari, parts):
    nik = make_nik()
    make_orang(operator, nama="Yohanes Nyangko", nik=nik)
    make_orang(operator, nama="Petrus Ajong", nik=make_nik())
    typed = " . ".join(parts).format(nik, nik[:6], nik[6:])
    page = cari(typed)
    assert "Yohanes Nyangko</a>" in page
    assert "Petrus Ajong" not in page
    assert nik[4:12] not in page.replace(f'value="{typed}"', "")


def test_search_when_last_six_or_temporary_number_then_found(operator, cari):
    nik = make_nik()
    make_orang(operator, nama="Yohanes Nyangko", nik=nik)
    tanpa = make_orang(operator, nama="Petrus Ajong", alasan_tanpa_nik="belum_rekam")
    assert "Yohanes Nyangko</a>" in cari(nik[-6:])
    assert "Petrus Ajong</a>" in cari(tanpa.nomor_sementara.lower())


def test_search_when_sealed_then_same_as_absent(operator, cari):
    nik = make_nik()
    make_rahasia(operator, nama="Yustina Rangkang", jenis_kelamin="P", nik=nik)
    for q in ("Yustina", "Rangkang", nik, nik[-6:]):
        assert "Warga tidak ditemukan" in cari(q)


@pytest.mark.parametrize("role", ["koordinator_kasus", "petugas_kasus", "verifikator"])
def test_search_when_sealed_then_not_even_for_case_staff(operator, cari, role):
    nik = make_nik()
    make_rahasia(operator, nama="Yustina Rangkang", jenis_kelamin="P", nik=nik)
    user = make_user(role, "61.07", "pppa" if role.endswith("kasus") else "")
    for q in ("Yustina", nik):
        assert "Warga tidak ditemukan" in cari(q, user)


def test_search_when_other_village_then_not_found(operator, cari):
    nik = make_nik()
    make_orang(operator, nama="Yohanes Nyangko", nik=nik)
    lain = make_user("operator_desa", "61.07.04.2004")
    for q in ("Yohanes", "Sebadu", nik, nik[-6:]):
        assert "Warga tidak ditemukan" in cari(q, lain)


def test_search_when_none_then_operator_may_add_and_others_not(operator, cari):
    assert "Warga tidak ditemukan" in cari("Zzyzx")
    assert "Tambah PPKS" not in cari("Zzyzx", make_user("verifikator", "61.07"))


def test_search_when_done_then_trail_tells_how_but_no_words(operator, cari):
    nik = make_nik()
    make_orang(operator, nama="Yohanes Nyangko", nik=nik)
    cari("Yohanes")
    cari(nik)
    assert [line.fields for line in lines(operator)] == [
        {"cara": "kata", "jumlah": 1},
        {"cara": "nik", "jumlah": 1},
    ]


def test_search_when_typing_then_fragment_from_three_letters(operator, cari):
    make_orang(operator, nama="Yohanes Nyangko")
    assert cari("Yo", hx_request="true") == ""
    part = cari("Yoh", hx_request="true")
    assert "Yohanes Nyangko</a>" in part
    assert "<html" not in part


def test_search_when_get_then_empty_box(client, operator):
    page = sign_in(client, operator).get("/warga/cari/?q=Yohanes").content.decode()
    assert "Yohanes" not in page


def test_search_when_too_many_numbers_then_429_and_names_still_work(
    client, operator, cari, monkeypatch
):
    monkeypatch.setattr(reveal, "CARI_NIK_MAKS", 2)
    nik = make_nik()
    cari(nik)
    cari(nik[-6:])
    assert client.post("/warga/cari/", {"q": nik}).status_code == 429
    assert client.post("/warga/cari/", {"q": "Yohanes"}).status_code == 200
    assert lines(operator)[2].event == "orang.search_stopped"


@pytest.mark.parametrize(
    ("q", "pesan"),
    [
        ("", "Tulis nama, dusun, atau NIK."),
        ("6107014506900", "Baru 13 yang terisi."),
        ("6107014506900001 1", "Ada 17 yang terisi."),
        ("!!", "Tulis paling sedikit 2 huruf."),
        ("x" * 100_000, "Terlalu panjang"),
        ("Yo\x00han", "tidak dapat disimpan"),
    ],
)
def test_search_when_bad_then_message_and_typed_kept(cari, q, pesan):
    page = cari(q)
    assert pesan in page
    assert "<title>LATIHAN · Galat: Cari warga" in page
    assert not q or q[:10].rstrip("\x00") in page or "\x00" in q


@pytest.mark.parametrize(
    "q", ["<script>x</script>", "=1+1", "%", "_%_", "' or 1=1 --", "𝔘nicode 李"]
)
def test_search_when_hostile_then_answered(cari, q):
    assert "<script>x" not in cari(q)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_form_when_any_text_then_parsed_or_explained(q):
    form = CariForm({"q": q})
    assert form.is_valid() != bool(form.errors)


def test_search_page_when_opened_again_shows_the_last_results(client, operator):
    make_orang(operator, nama="Yohanes Kinsung")
    sign_in(client, operator)
    client.post("/warga/cari/", {"q": "Kinsung"})
    again = client.get("/warga/cari/")
    assert "Yohanes Kinsung" in again.content.decode()
    assert "Kinsung" not in str(dict(client.session))


def test_search_page_when_opened_again_is_no_search_of_its_own(client, operator, cari, monkeypatch):
    monkeypatch.setattr(reveal, "CARI_NIK_MAKS", 3)
    nik = make_nik()
    make_orang(operator, nama="Yohanes Kinsung", nik=nik)
    cari(nik)
    for _again in range(3):
        assert "Yohanes Kinsung</a>" in client.get("/warga/cari/").content.decode()
    assert [line.event for line in lines(operator)] == ["orang.searched"]


def test_search_page_when_opened_after_too_many_numbers_shows_the_box(
    client, operator, cari, monkeypatch
):
    monkeypatch.setattr(reveal, "CARI_NIK_MAKS", 1)
    nik, other = make_nik(), make_nik()
    for one in (nik, other):
        make_orang(operator, nama="Yohanes Kinsung", nik=one)
    cari(nik)
    assert client.post("/warga/cari/", {"q": other}).status_code == 429
    again = client.get("/warga/cari/")
    assert again.status_code == 200
    assert "Kinsung" not in again.content.decode()
    assert other not in again.content.decode()
    assert [line.event for line in lines(operator)] == ["orang.searched", "orang.search_stopped"]


def test_last_search_when_another_account_uses_the_session_is_gone(client, operator):
    make_orang(operator, nama="Yohanes Kinsung")
    sign_in(client, operator)
    client.post("/warga/cari/", {"q": "Kinsung"})
    client.post("/keluar/")
    sign_in(client, make_user("operator_desa", operator.context.wilayah_kode))
    assert "Kinsung" not in client.get("/warga/cari/").content.decode()
