"""Dated data on screen: a form gains a field, a level needs two people, a file goes in whole."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.formatting import format_tanggal_pendek
from balale.registry.models import Formulir, KategoriVersi, Pengumuman, Ppks, Rancangan
from tests.factories.accounts import make_user, sign_in
from tests.factories.aturan import besok, lower_level, make_pengumuman, make_rancangan, publish

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


@pytest.fixture
def page(client, pengelola):
    return sign_in(client, pengelola)


def _row(user, **filters) -> Rancangan:
    with acting_as(user.context):
        return Rancangan.objects.filter(**filters).latest("dibuat_pada")


def _post(client, name, row=None, **data):
    url = reverse(f"desk:{name}", args=[row.pk] if row else [])
    versi = {"versi": row.versi} if row else {}
    return client.post(url, {"kunci": uuid4(), **versi, **data})


BARU = {
    "aksi": "simpan", "label": "Punya kebun sendiri?", "jenis": "ya_tidak",
    "bantuan": "Tanyakan juga luasnya.", "contoh": "Ya, kebun lada.", "utama": "on",
}  # fmt: skip


def test_field_is_added_seen_and_published_from_next_month(page, pengelola):
    _post(page, "aturan_mulai", jenis="formulir", objek="8")
    row = _row(pengelola)
    _post(page, "aturan_bagian", row, **BARU)
    row = _row(pengelola)
    answer = _post(page, "aturan_rancangan", row, mulai=format_tanggal_pendek(besok(30)),
                   aksi="periksa")  # fmt: skip
    seen = page.get(answer.url).content.decode()
    assert "Punya kebun sendiri?" in seen
    assert "baru" in seen
    row = _row(pengelola)
    assert _post(page, "aturan_terbitkan", row).status_code == 302
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8, berlaku_mulai=besok(30)).exists()


def test_draft_that_changes_nothing_offers_no_publishing(page, pengelola):
    row = make_rancangan(pengelola, ubah=lambda isi: None)
    url = reverse("desk:aturan_pratinjau", args=[row.pk])
    seen = page.get(url).content.decode()
    assert "Ubah dulu rancangannya" in seen
    assert "Terbitkan" not in seen
    changed = make_rancangan(pengelola, objek="9")
    url = reverse("desk:aturan_pratinjau", args=[changed.pk])
    assert "Terbitkan" in page.get(url).content.decode()


def test_publish_sent_twice_publishes_once_and_answers_the_same(page, pengelola):
    row = make_rancangan(pengelola)
    kunci = uuid4()
    first = _post(page, "aturan_terbitkan", row, kunci=kunci)
    again = _post(page, "aturan_terbitkan", row, kunci=kunci)
    assert (first.status_code, again.url) == (302, first.url)
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8).count() == 2


def test_draft_when_page_is_gone_back_to_and_sent_with_other_words_then_409(page, pengelola):
    row = make_rancangan(pengelola, "kop", "61.07", ubah=lambda isi: None)
    url = reverse("desk:aturan_rancangan", args=[row.pk])
    words = {
        "kunci": uuid4(), "versi": row.versi, "baris": "DINAS", "tempat": "Bengkayang",
        "jabatan": "Kepala Dinas", "mulai": format_tanggal_pendek(besok(9)),
    }  # fmt: skip
    answers = [page.post(url, words).status_code for _ in range(2)]
    answers.append(page.post(url, {**words, "jabatan": "Plt. Kepala Dinas"}).status_code)
    assert answers == [302, 302, 409]
    assert _row(pengelola).isi["jabatan"] == "Kepala Dinas"


def test_publish_of_what_was_changed_elsewhere_then_409(page, pengelola):
    row = make_rancangan(pengelola)
    row.versi -= 1
    assert _post(page, "aturan_terbitkan", row).status_code == 409


def test_publish_without_version_or_key_then_428(page, pengelola):
    row = make_rancangan(pengelola)
    url = reverse("desk:aturan_terbitkan", args=[row.pk])
    assert page.post(url, {"versi": row.versi}).status_code == 428
    assert page.post(url, {"kunci": uuid4()}).status_code == 428


def test_publish_from_today_then_words_and_nothing_changes(page, pengelola):
    row = make_rancangan(pengelola, mulai=timezone.localdate())
    answer = _post(page, "aturan_terbitkan", row)
    assert "paling cepat besok" in answer.content.decode()
    assert _row(pengelola).status == "draf"


@pytest.mark.parametrize("role", ["operator_desa", "kepala_dinas", "auditor", "admin_teknis"])
def test_pages_of_rules_when_other_roles_ask_then_404(client, role, pengelola):
    row = make_rancangan(pengelola)
    area = {"operator_desa": DESA, "kepala_dinas": "61.07", "auditor": "61.07"}.get(role, "")
    sign_in(client, make_user(role, area))
    assert client.get(reverse("desk:aturan")).status_code == 404
    assert _post(client, "aturan_terbitkan", row).status_code == 404


def test_lowered_level_waits_and_the_kepala_dinas_approves(client, page, pengelola, kepala_dinas):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    seen = page.get(reverse("desk:aturan_pratinjau", args=[row.pk])).content.decode()
    assert "Perlu dua orang" in seen
    assert "Data lama tetap pada tingkatnya" in seen
    _post(page, "aturan_terbitkan", row)
    row = _row(pengelola)
    assert row.status == "menunggu"
    sign_in(client, kepala_dinas)
    assert "Periksa dan putuskan" in client.get(reverse("desk:beranda")).content.decode()
    assert client.get(reverse("desk:aturan_putusan", args=[row.pk])).status_code == 200
    kunci = uuid4()
    for _ in range(2):
        assert _post(client, "aturan_putusan", row, kunci=kunci, aksi="setuju").status_code == 302
    with acting_as(kepala_dinas.context):
        assert KategoriVersi.objects.filter(kategori=9).count() == 2


def test_lowered_level_when_refused_without_reason_then_asked_for_it(
    client, pengelola, kepala_dinas
):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    publish(row, pengelola)
    sign_in(client, kepala_dinas)
    answer = _post(client, "aturan_putusan", row, aksi="tolak", alasan="")
    assert "Isi alasan menolak." in answer.content.decode()
    _post(client, "aturan_putusan", row, aksi="tolak", alasan="Belum perlu.")
    assert _row(kepala_dinas).status == "ditolak"


def test_draft_not_lowering_anything_is_out_of_the_second_persons_sight(
    client, pengelola, kepala_dinas
):
    row = make_rancangan(pengelola)
    sign_in(client, kepala_dinas)
    assert client.get(reverse("desk:aturan_putusan", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("jenis", ["formulir", "lembar", "kategori", "daftar", "kop", "pengumuman"])
def test_lists_of_every_kind_are_drawn_with_few_queries(page, jenis, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        answer = page.get(reverse("desk:aturan_lihat") + f"?jenis={jenis}")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("jenis", "objek"),
    [("formulir", "8"), ("lembar", "rumah_aset"), ("kategori", "9"), ("daftar", "agama"),
     ("kop", "61.07"), ("pengumuman", "")],
)  # fmt: skip
def test_draft_of_every_kind_opens_saves_and_shows_its_comparison(page, pengelola, jenis, objek):
    if objek:
        url = reverse("desk:aturan_lihat") + f"?jenis={jenis}&objek={objek}"
        assert page.get(url).status_code == 200
    answer = _post(page, "aturan_mulai", jenis=jenis, objek=objek)
    assert page.get(answer.url).status_code == 200
    assert page.get(answer.url + "pratinjau/").status_code == 200
    refused = page.post(answer.url, {"kunci": uuid4(), "versi": 1, "mulai": "kapan-kapan"})
    assert "Tanggal belum terbaca" in refused.content.decode()
    assert "kapan-kapan" in refused.content.decode()


HOSTILE = ["\x00", "A" * 100_000, "<script>alert(1)</script>", "=cmd|' /C'!A0", "‮🤾🏽‍♀️", "1e400"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    ("jenis", "objek"), [("formulir", "8"), ("lembar", "perorangan"), ("daftar", "agama")]
)
def test_part_when_anything_is_typed_then_no_failure(page, pengelola, jenis, objek, words):
    answer = _post(page, "aturan_mulai", jenis=jenis, objek=objek)
    names = (
        "label", "teks", "alias", "picu_kategori", "bantuan", "contoh", "jenis", "daftar", "min",
        "maks", "desimal", "satuan", "tampil_jika_isian", "tampil_jika_nilai",
        "atribut",
    )  # fmt: skip
    data = {"kunci": uuid4(), "versi": 1, "aksi": "simpan", **dict.fromkeys(names, words)}
    assert page.post(answer.url + "bagian/", data).status_code in {200, 302}
    assert page.get(answer.url + "bagian/", {"kode": words[:500]}).status_code in {200, 302}


def test_field_is_moved_ended_and_its_code_is_never_given_again(page, pengelola):
    _post(page, "aturan_mulai", jenis="formulir", objek="8")
    row = _row(pengelola)
    first, second = row.isi["isian"][0], row.isi["isian"][1]
    url = reverse("desk:aturan_bagian", args=[row.pk]) + f"?kode={first['kode']}"
    page.post(url, {"kunci": uuid4(), "versi": row.versi, "aksi": "turun"})
    row = _row(pengelola)
    assert row.isi["isian"][0]["kode"] == second["kode"]
    page.post(url, {"kunci": uuid4(), "versi": row.versi, "aksi": "akhiri"})
    row = _row(pengelola)
    _post(page, "aturan_bagian", row, **{**BARU, "label": first["kode"].replace("_", " ")})
    kodes = [one["kode"] for one in _row(pengelola).isi["isian"]]
    assert first["kode"] not in kodes
    assert kodes[-1] == f"{first['kode']}_2"


def test_file_is_downloaded_shown_and_taken_whole(page, pengelola):
    text = page.post(reverse("desk:aturan_unduh")).content.decode()
    row = make_rancangan(pengelola)
    whole = text.replace('"formulir": [', '"formulir": [' + _version(row), 1)
    with acting_as(pengelola.context):
        Rancangan.objects.filter(pk=row.pk).update(status="dibuang")
    berkas = SimpleUploadedFile("k.json", whole.encode(), "application/json")
    seen = page.post(reverse("desk:aturan_berkas"), {"aksi": "periksa", "berkas": berkas})
    assert "1 versi baru" in seen.content.decode()
    answer = _post(page, "aturan_berkas", aksi="terapkan", isi=whole)
    assert answer.status_code == 302
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8).count() == 2


def _version(row) -> str:
    import json

    return json.dumps({**row.isi, "berlaku_mulai": row.berlaku_mulai.isoformat()}) + ","


def test_file_of_a_newer_version_then_refused_in_words(page):
    newer = b'{"format": "balale-konfigurasi", "skema": 99}'
    berkas = SimpleUploadedFile("k.json", newer)
    answer = page.post(reverse("desk:aturan_berkas"), {"aksi": "periksa", "berkas": berkas})
    assert "Perbarui BALALE" in answer.content.decode()
    posted = _post(page, "aturan_berkas", aksi="terapkan", isi=newer.decode())
    assert "Perbarui BALALE" in posted.content.decode()


def test_operator_sees_the_field_on_its_day_and_not_before(
    client, pengelola, operator, monkeypatch
):
    mulai = besok(30)
    publish(make_rancangan(pengelola, mulai=mulai), pengelola)
    sign_in(client, operator)
    typed = {"kategori": "8", "aksi": "muat", "langkah": "kriteria", "draf": str(uuid4())}
    url = client.post(reverse("desk:tambah"), typed).url
    assert "Punya kebun sendiri?" not in client.get(url).content.decode()
    _stand_at(monkeypatch, mulai)
    assert "Punya kebun sendiri?" in client.get(url).content.decode()


def _stand_at(monkeypatch, day):
    """The program's clock says nine in the morning of the day."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def test_draft_typed_under_an_ended_form_shows_what_changed_and_sends_under_the_new_one(
    client, pengelola, operator, monkeypatch
):
    mulai = besok(30)

    def end_field(isi):
        isi["isian"] = [one for one in isi["isian"] if one["kode"] != "hanya_berbaring"]

    publish(make_rancangan(pengelola, ubah=end_field, mulai=mulai), pengelola)
    sign_in(client, operator)
    typed = {
        "nama": "Lusia Uji", "jenis_kelamin": "P", "tanggal_lahir": "12/02/1955",
        "alasan_tanpa_nik": "belum_rekam", "dusun": "Sebadu", "rt_rw": "003/001",
        "kategori": "8", "k8-hanya_berbaring": "ya", "d8-kriteria_ada": "1",
        "d8-kriteria": "1", "aksi": "lanjut", "langkah": "kebutuhan", "draf": str(uuid4()),
    }  # fmt: skip
    url = client.post(reverse("desk:tambah"), typed).url
    before = client.get(url).content.decode()
    assert "Formulirnya berubah" not in before
    _stand_at(monkeypatch, mulai)
    seen = client.get(url).content.decode()
    assert "Formulirnya berubah sejak Anda mengisi" in seen
    assert "Apakah hanya bisa berbaring?" in seen
    assert "tidak ikut terkirim" in seen
    draf = url.split("/tambah/")[1].split("/")[0]
    periksa = reverse("desk:periksa", args=[draf])
    form = {"versi": 1, "diberi_tahu": "on", "kepada": "orangnya"}
    untold = client.post(periksa, form)
    assert "Formulirnya berubah" in untold.content.decode()
    sent = client.post(periksa, {**form, "tahu": "k8-hanya_berbaring"})
    assert sent.status_code == 302, sent.content.decode()
    with acting_as(operator.context):
        ppks = Ppks.objects.get()
        assert (ppks.formulir.versi, ppks.jawaban.count()) == (2, 0)


def test_announcement_is_shown_on_its_day_and_stopped(client, pengelola, operator, monkeypatch):
    row = make_pengumuman(pengelola, mulai=besok())
    publish(row, pengelola)
    sign_in(client, operator)
    assert "Batas kirim" not in client.get(reverse("desk:beranda")).content.decode()
    _stand_at(monkeypatch, besok())
    assert "Kirim sebelum tanggal 25." in client.get(reverse("desk:beranda")).content.decode()
    monkeypatch.undo()
    sign_in(client, pengelola)
    for _ in range(2):
        answer = _post(client, "aturan_hentikan", objek=row.objek)
        assert answer.status_code == 302
    with acting_as(pengelola.context):
        assert Pengumuman.objects.get().berlaku_sampai == besok(2)


URLENCODED = "application/x-www-form-urlencoded"
NAMES = (
    "jenis", "objek", "isi", "aksi", "mulai", "nama", "penjelasan_singkat", "definisi", "unit",
    "usia_min", "tingkat", "unit_penangan", "kriteria", "masa_tinjau_bulan", "baris", "alamat",
    "tempat", "jabatan", "pejabat", "nip", "judul", "teks", "peran", "wilayah_kode",
    "berlaku_sampai", "alasan",
)  # fmt: skip


@pytest.mark.parametrize("words", [*HOSTILE, "\ud800", "9" * 4_400, "²", "-1"])
def test_rules_when_anything_is_sent_then_no_failure(page, pengelola, words):
    rows = [
        _post(page, "aturan_mulai", jenis=jenis, objek=objek).url
        for jenis, objek in (("kategori", "9"), ("kop", "61.07"), ("pengumuman", ""))
    ]
    data = dict.fromkeys(NAMES, words.encode("utf-8", "surrogatepass"))
    urls = [
        reverse(f"desk:{name}") for name in ("aturan_mulai", "aturan_hentikan", "aturan_berkas")
    ]
    for jenis in ("formulir", "daftar", "kop", "pengumuman", "apa"):
        more = {"kunci": uuid4(), "versi": 1, **data, "aksi": "terapkan", "jenis": jenis}
        for url in (*rows, *urls):
            sent = page.post(url, urlencode(more), content_type=URLENCODED)
            assert sent.status_code in {200, 302, 404, 409, 413, 428}
        query = urlencode({"jenis": jenis, "objek": data["objek"]})
        assert page.get(f"{reverse('desk:aturan_lihat')}?{query[:9000]}").status_code in {200, 404}
