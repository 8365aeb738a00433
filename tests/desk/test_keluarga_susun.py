"""The page that arranges a family, and the page that records a death."""

import re
from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.registry.models import AnggotaKeluarga, Keluarga, Orang
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik, make_orang

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
KK = "6107032811099001"
BURUK = ["\x00", "a" * 100_000, "<b>x</b>", "=1+1", "31/2/1955", "🙂"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def keluarga(operator):
    for nama, hubungan in (("Lopo", "1"), ("Anyap", "3")):
        make_orang(operator, nama=nama, nik=make_nik(), no_kk=KK, hubungan=hubungan)
    with acting_as(operator.context):
        return Keluarga.objects.get()


def place(operator, nama):
    with acting_as(operator.context):
        return AnggotaKeluarga.objects.get(orang__nama=nama, sampai=None)


def test_split_is_written_once_and_taken_back_by_the_toast(village, operator, keluarga):
    url = f"/keluarga/{keluarga.pk}/susun/"
    row = place(operator, "Anyap")
    form = read_form(village.get(url).content.decode()) | {
        f"ke_{row.pk}": "pindah", f"hubungan_{row.pk}": "1", "alasan": "pisah_kk",
    }  # fmt: skip
    first, second = (village.post(url, form) for _ in range(2))
    assert first.url == second.url
    assert place(operator, "Anyap").keluarga_id != keluarga.pk
    page = village.get(first.url).content.decode()
    undo = re.search(r'action="(/batalkan/[^"]+)"', page)[1]
    village.post(undo)
    assert place(operator, "Anyap").keluarga_id == keluarga.pk
    dossier = village.get(f"/warga/{row.orang_id}/").content.decode()
    assert "Susunan keluarga diubah (dibatalkan)" in dossier


def test_refusal_keeps_what_was_typed_beside_the_field(village, operator, keluarga):
    url = f"/keluarga/{keluarga.pk}/susun/"
    row = place(operator, "Anyap")
    form = read_form(village.get(url).content.decode())
    answer = village.post(url, form | {f"hubungan_{row.pk}": "1", "no_kk": "6107032811099008"})
    page = answer.content.decode()
    assert "Pilih satu kepala untuk keluarga ini." in page
    assert 'value="6107032811099008"' in page


def test_moved_on_family_is_409_with_the_typed_words(village, operator, keluarga):
    url = f"/keluarga/{keluarga.pk}/susun/"
    row = place(operator, "Anyap")
    form = read_form(village.get(url).content.decode()) | {
        f"ke_{row.pk}": "keluar", "alasan": "menikah",
    }  # fmt: skip
    answer = village.post(url, form | {"versi": "1.salah"})
    assert answer.status_code == 409
    again = read_form(answer.content.decode())
    assert again[f"ke_{row.pk}"] == ["keluar"]
    assert village.post(url, again).status_code == 302


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_never_break_the_pages(buruk, village, operator, keluarga):
    url = f"/keluarga/{keluarga.pk}/susun/"
    form = read_form(village.get(url).content.decode())
    row = place(operator, "Anyap")
    for name in ("tanggal", "alasan", "no_kk", f"ke_{row.pk}", f"hubungan_{row.pk}"):
        assert village.post(url, form | {name: buruk}).status_code == 200
    url = f"/warga/{row.orang_id}/meninggal/"
    form = read_form(village.get(url).content.decode())
    for name in ("tanggal", "sumber", "nomor"):
        assert village.post(url, form | {name: buruk}).status_code == 200


def test_head_who_died_leads_to_a_new_head(village, operator, keluarga):
    url = f"/warga/{place(operator, 'Lopo').orang_id}/meninggal/"
    page = village.get(url).content.decode()
    assert "kepala keluarga" in page
    form = read_form(page) | {"tanggal": "20/11/2026", "sumber": "keluarga"}
    assert village.post(url, form).url == f"/keluarga/{keluarga.pk}/susun/"
    with acting_as(operator.context):
        assert Orang.objects.get(nama="Lopo").meninggal_pada is not None
    assert "Lopo" not in village.get("/warga/").content.decode()
    assert "Lopo" in village.get("/warga/?meninggal=on").content.decode()


def test_death_is_told_and_taken_back_in_the_history(village, operator, keluarga):
    pk = place(operator, "Anyap").orang_id
    url = f"/warga/{pk}/meninggal/"
    form = read_form(village.get(url).content.decode())
    form |= {"tanggal": "20/11/2026", "sumber": "surat", "nomor": "474.3/9/2026"}
    first, second = (village.post(url, form) for _ in range(2))
    assert first.url == second.url
    page = village.get(f"/warga/{pk}/").content.decode()
    assert "Meninggal 20 November 2026" in page
    assert "Surat kematian, nomor 474.3/9/2026." in page
    village.post(re.search(r'class="batal" action="([^"]+)"', page)[1])
    assert "Meninggal 20 November" not in village.get(f"/warga/{pk}/").content.decode()


def test_without_version_or_key_is_428(village, operator, keluarga):
    for url in (
        f"/keluarga/{keluarga.pk}/susun/",
        f"/warga/{place(operator, 'Anyap').orang_id}/meninggal/",
    ):
        form = read_form(village.get(url).content.decode())
        for missing in ("kunci", "versi"):
            assert village.post(url, form | {missing: ""}).status_code == 428


def test_foreign_family_and_person_look_absent(client, operator, keluarga):
    pk = place(operator, "Anyap").orang_id
    sign_in(client, make_user("operator_desa", DESA_LAIN))
    for url in (f"/keluarga/{keluarga.pk}/susun/", f"/warga/{pk}/meninggal/"):
        assert client.get(url).status_code == 404
        assert client.post(url, {"kunci": str(uuid4())}).status_code == 404
