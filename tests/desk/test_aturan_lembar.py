"""Sheets of the visit and new lists, made by the pengelola data on screen and used by the desa."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.formatting import format_tanggal_pendek
from balale.registry.models import AnggotaKeluarga, DaftarKode, Kode, Pendataan, Rancangan
from tests.factories.accounts import make_user, sign_in
from tests.factories.aturan import besok, make_rancangan, publish
from tests.factories.registry import make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
KK = "6107040101019123"


@pytest.fixture
def page(client, pengelola):
    return sign_in(client, pengelola)


def _row(user) -> Rancangan:
    with acting_as(user.context):
        return Rancangan.objects.latest("dibuat_pada")


def _post(client, name, row=None, **data):
    url = reverse(f"desk:{name}", args=[row.pk] if row else [])
    versi = {"versi": row.versi} if row else {}
    return client.post(url, {"kunci": uuid4(), **versi, **data})


def _stand_at(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


BARU = {
    "aksi": "simpan", "label": "Apakah punya kandang ternak?", "jenis": "ya_tidak",
    "bantuan": "Lihat di sekitar rumah.", "contoh": "Ya, kandang babi.", "utama": "on",
    "atribut": "K26",
}  # fmt: skip


def test_sheet_field_is_added_compared_previewed_and_published(page, pengelola):
    seen = page.get(reverse("desk:aturan_lihat") + "?jenis=lembar").content.decode()
    assert "Rumah dan aset" in seen
    _post(page, "aturan_mulai", jenis="lembar", objek="rumah_aset")
    _post(page, "aturan_bagian", _row(pengelola), **BARU)
    assert _row(pengelola).isi["isian"][-1]["atribut"] == "K26"
    mulai = format_tanggal_pendek(besok(30))
    answer = _post(page, "aturan_rancangan", _row(pengelola), mulai=mulai, aksi="periksa")
    seen = page.get(answer.url).content.decode()
    assert "Isian “Apakah punya kandang ternak?”" in seen
    assert "Yang dilihat operator" in seen
    assert "Lihat di sekitar rumah." in seen
    answer = _post(page, "aturan_terbitkan", _row(pengelola))
    assert answer.status_code == 302
    assert _row(pengelola).status == "terbit"


def test_sheet_field_of_the_south_keeps_its_negative_bound(page, pengelola):
    _post(page, "aturan_mulai", jenis="lembar", objek="rumah_aset")
    row = _row(pengelola)
    url = reverse("desk:aturan_bagian", args=[row.pk]) + "?kode=lintang"
    assert 'value="-11"' in page.get(url).content.decode()
    typed = {**BARU, "label": "Garis lintang?", "jenis": "angka", "min": "-11", "maks": "6",
             "desimal": "5", "atribut": "K10"}  # fmt: skip
    assert page.post(url, {"kunci": uuid4(), "versi": row.versi, **typed}).status_code == 302
    [isian] = [one for one in _row(pengelola).isi["isian"] if one["kode"] == "lintang"]
    assert (isian["min"], isian["maks"], isian["label"]) == ("-11", "6", "Garis lintang?")


@pytest.fixture
def sheet(client, pengelola, operator):
    """(address, what was typed) of a sheet whose form loses its floor in 30 days."""
    orang = make_orang(operator, no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        keluarga_id = AnggotaKeluarga.objects.get(orang=orang).keluarga_id
    row = make_rancangan(pengelola, "lembar", "rumah_aset", ubah=_end_floor, mulai=besok(30))
    publish(row, pengelola)
    sign_in(client, operator)
    url = reverse("desk:rumah_aset", args=[keluarga_id])
    form = client.get(url).context["formulir"]
    return url, {"versi": 0, "formulir": form.pk, "lantai": "1", "aset_motor": "2"}


@pytest.mark.parametrize("hari", [0, 6])
def test_sheet_when_its_form_ends_while_someone_types_then_all_is_saved_under_it(
    client, operator, monkeypatch, sheet, hari
):
    url, typed = sheet
    _stand_at(monkeypatch, besok(30) + timedelta(days=hari))
    assert client.post(url, {"kunci": uuid4(), **typed}).status_code == 302
    with acting_as(operator.context):
        row = Pendataan.objects.get()
        assert (row.formulir.versi, row.jawaban.count()) == (1, 2)


def test_sheet_when_its_form_ended_long_ago_then_told_before_saving_the_rest(
    client, operator, monkeypatch, sheet
):
    url, typed = sheet
    _stand_at(monkeypatch, besok(40))
    answer = client.post(url, {"kunci": uuid4(), **typed, "\x00": "x"})
    seen = answer.content.decode()
    assert "Formulirnya berubah sejak Anda mengisi" in seen
    assert "“Lantai rumah dari apa?” tidak lagi menerima isian Anda" in seen
    with acting_as(operator.context):
        assert not Pendataan.objects.exists()
    typed |= {"formulir": answer.context["formulir"].pk}
    assert client.post(url, {"kunci": uuid4(), **typed}).status_code == 302
    with acting_as(operator.context):
        row = Pendataan.objects.get()
        assert (row.formulir.versi, row.jawaban.count()) == (2, 1)


def _end_floor(isi):
    isi["isian"] = [one for one in isi["isian"] if one["kode"] != "lantai"]


def test_new_list_is_named_filled_and_published(page, pengelola):
    seen = page.get(reverse("desk:aturan_lihat") + "?jenis=daftar").content.decode()
    assert "Buat daftar baru" in seen
    answer = _post(page, "aturan_daftar_baru", nama="Jenis pupuk")
    assert answer.status_code == 302
    for teks in ("Kandang", "Urea"):
        _post(page, "aturan_bagian", _row(pengelola), aksi="simpan", teks=teks)
    assert "Jenis pupuk" in page.get(answer.url).content.decode()
    mulai = format_tanggal_pendek(besok(2))
    _post(page, "aturan_rancangan", _row(pengelola), nama="Jenis pupuk kebun", mulai=mulai,
          aksi="periksa")  # fmt: skip
    assert _post(page, "aturan_terbitkan", _row(pengelola)).status_code == 302
    with acting_as(pengelola.context):
        daftar = DaftarKode.objects.get(kode="jenis_pupuk")
        assert daftar.nama == "Jenis pupuk kebun"
        assert [one.teks for one in Kode.objects.filter(daftar=daftar)] == ["Kandang", "Urea"]


def test_new_list_choices_are_moved_and_reworded_until_they_are_given(page, pengelola):
    _post(page, "aturan_daftar_baru", nama="Jenis pupuk")
    for teks in ("Urea", "Kandang"):
        _post(page, "aturan_bagian", _row(pengelola), aksi="simpan", teks=teks)
    row = _row(pengelola)
    url = reverse("desk:aturan_bagian", args=[row.pk]) + "?kode=kandang"
    page.post(url, {"kunci": uuid4(), "versi": row.versi, "aksi": "naik"})
    row = _row(pengelola)
    page.post(url, {"kunci": uuid4(), "versi": row.versi, "aksi": "simpan", "teks": "Kompos"})
    assert [one["teks"] for one in _row(pengelola).isi["kode_list"]] == ["Kompos", "Urea"]


def test_new_list_sent_twice_is_one_draft(page, pengelola):
    kunci = uuid4()
    first, again = (_post(page, "aturan_daftar_baru", kunci=kunci, nama="Pupuk") for _ in "ab")
    assert first.url == again.url
    with acting_as(pengelola.context):
        assert Rancangan.objects.count() == 1


@pytest.mark.parametrize(
    ("nama", "words"),
    [("", "Isi nama daftar."), ("Agama", "Sudah ada daftar dengan nama ini."),
     ("A" * 121, "121"), ("a\x00b", "")],
)  # fmt: skip
def test_new_list_when_its_name_is_no_name_then_words_and_what_was_typed(
    page, pengelola, nama, words
):
    answer = _post(page, "aturan_daftar_baru", nama=nama)
    seen = answer.content.decode()
    assert answer.status_code == 200
    assert words in seen
    with acting_as(pengelola.context):
        assert not Rancangan.objects.exists()


@pytest.mark.parametrize("role", ["operator_desa", "kepala_dinas", "auditor", "admin_teknis"])
def test_new_list_when_another_role_asks_then_404(client, role):
    area = {"operator_desa": DESA, "kepala_dinas": "61.07", "auditor": "61.07"}.get(role, "")
    sign_in(client, make_user(role, area))
    assert client.get(reverse("desk:aturan_daftar_baru")).status_code == 404
    assert _post(client, "aturan_daftar_baru", nama="Pupuk").status_code == 404


def test_new_list_without_key_then_428(page):
    assert page.post(reverse("desk:aturan_daftar_baru"), {"nama": "Pupuk"}).status_code == 428
