"""Tambah PPKS with bad input: a message beside the field, all words kept, never an error page."""

import re
from html import unescape
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
GOOD = {"nik": "6107011202559001", "nama": "Lopo", "kategori": ["8"], "d8-kriteria_ada": "1"}
TEXTS = ["nik", "nama", "tanggal_lahir", "no_kk", "telepon", "tempat_lahir", "gelar_depan"]
TEXTS += ["nama_lain_1", "dusun", "rt_rw", "alamat", "titik"]
CHOICES = ["jenis_kelamin", "hubungan", "agama", "kategori", "tanda", "alasan_tanpa_nik"]
CHOICES += ["k8-tinggal_bersama", "d8-kriteria", "d8-alasan"]
NASTY = [
    "\x00", "a\x00b", "\ud7ff\uffff", "<script>alert(1)</script>", "=HYPERLINK(1)", "' OR 1=1 --",
    "{{ 7*7 }}", "\u202egnirts", "😀" * 30, "𝕏" * 200, "%s%n", "../../etc", "-1", "٣", "1e999",
    "NaN", "\r\n\t", " ", "\u200b", "9" * 5000,
]  # fmt: skip


@pytest.fixture
def masuk(client):
    return sign_in(client, make_user("operator_desa", DESA))


def post(client, **changes):
    data = {"draf": str(uuid4()), "versi": "", "langkah": "siapa", "aksi": "periksa"} | GOOD
    return client.post("/tambah/", data | changes)


def message(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("nik", "610701120255901", "NIK harus 16 angka. Baru 15 yang terisi."),
        ("nik", "61070112025590011", "NIK harus 16 angka. Ini 17 angka."),
        ("nik", "61070112O2559001", "mungkin angka 0"),
        ("nik", "6107013202559001", "Tanggal 32 di NIK tidak mungkin"),
        ("nik", "", "NIK belum diisi. Jika tidak ada, pilih alasannya."),
        ("nama", "", "Nama belum diisi."),
        ("nama", "x" * 101, "paling banyak 100 huruf"),
        ("nama", "Lopo<b>", "Hapus ‘<’ dari nama."),
        ("tanggal_lahir", "31 Februari 1955", "Februari 1955 hanya sampai tanggal 28."),
        ("tanggal_lahir", "12/2/25642", "Tahun harus 4 angka"),
        ("tanggal_lahir", "besok", "tidak dikenal"),
        ("no_kk", "6107011202559001", "No KK sama dengan NIK"),
        ("no_kk", "12", "No KK harus 16 angka. Baru 2"),
        ("telepon", "123", "diawali 0 atau +62"),
        ("rt_rw", "a/b", "RT/RW belum jelas"),
        ("titik", "di sana", "Titik belum terbaca"),
        ("titik", "48.85, 2.35", "di luar Kalimantan Barat"),
        ("agama", "99", "Pilihan ini tidak ada dalam daftar"),
        ("kategori", "999", "Pilihan ini tidak ada dalam daftar"),
        ("kategori", "7", "Pilihan ini tidak ada dalam daftar"),
        ("tanda", "0", ""),
        ("d8-kriteria", "8", "Pilihan ini tidak ada dalam daftar"),
        ("k8-tinggal_bersama", "bulan", "Pilihan ini tidak ada dalam daftar"),
        ("nama_lain_1", "???", "Hapus ‘?’"),
    ],
)
def test_entry_wrong_value_says_what_to_do(masuk, field, typed, words):
    answer = post(masuk, **{field: typed})
    page = message(answer)
    assert answer.status_code == 200
    assert words in page
    assert "Galat:" in page


@pytest.mark.parametrize(
    "typed", ["12/2/1955", "12-02-1955", "12.2.55", "12 Februari 1955", "12 Peb 1955", "1955"]
)
def test_entry_birth_date_in_every_form_is_taken(masuk, typed):
    assert post(masuk, tanggal_lahir=typed).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        "610701 120255 9001",
        "6107.0112.0255.9001",
        "'6107011202559001",
        "６１０７０１１２０２５５９００１",
    ],
)
def test_entry_nik_with_any_spacing_is_taken(masuk, typed):
    assert post(masuk, nik=typed).status_code == 302


@pytest.mark.parametrize("aksi", ["periksa", "simpan"])
def test_entry_nasty_text_never_breaks_and_runs_nothing(masuk, aksi):
    for typed in NASTY:
        answer = post(masuk, aksi=aksi, **dict.fromkeys(TEXTS, typed))
        assert answer.status_code in {200, 302}, repr(typed)
        assert b"<script>alert(1)" not in answer.content
        assert b">49<" not in answer.content


def test_entry_hundred_thousand_letters_are_kept_on_the_page(masuk):
    long = "a" * 100_000
    answer = post(masuk, nama=long, alamat=long)
    assert answer.status_code == 200
    assert answer.content.decode().count(long) >= 2


def test_entry_beyond_the_draft_says_so_and_keeps_the_words(masuk):
    long = "b" * 300_000
    answer = post(masuk, aksi="simpan", nama=long)
    assert "terlalu panjang untuk disimpan" in message(answer)
    assert long in answer.content.decode()


@pytest.mark.parametrize("name", ["draf", "versi", "langkah", "aksi"])
def test_entry_damaged_control_fields_never_break(masuk, name):
    for typed in NASTY[::3]:
        assert post(masuk, **{name: typed}).status_code in {200, 302, 409, 428}


def test_entry_damaged_check_never_breaks(masuk):
    draf = str(uuid4())
    post(masuk, draf=draf)
    for typed in NASTY:
        data = dict.fromkeys(("kepada", "wali_nama", "kunci", "diberi_tahu"), typed)
        answer = masuk.post(f"/tambah/{draf}/periksa/", data | {"versi": "1"})
        assert answer.status_code == 200
        answer = masuk.post(f"/tambah/{draf}/periksa/", {"versi": typed, "diberi_tahu": "on"})
        assert answer.status_code in {200, 428}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.dictionaries(st.sampled_from(TEXTS + CHOICES), st.text(max_size=300), max_size=8))
def test_entry_any_text_in_any_field_is_answered_in_words(masuk, data):
    answer = post(masuk, **data)
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert re.search(r'class="errors"', answer.content.decode())


def test_entry_every_typed_field_has_help_and_example(masuk):
    page = masuk.get("/tambah/").content.decode()
    assert page.count('class="tip"') >= len(TEXTS)
