"""Printed pages: who may print what, what stands on them, what stays masked, what is noted."""

from datetime import date

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.desk.paper.daftar import build_daftar
from balale.desk.paper.formulir import build_formulir
from balale.desk.views import paper
from balale.registry.models import Ppks
from balale.registry.queries.people import BarisOrang
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.paper import list_sheets, read_pdf
from tests.factories.registry import add_ppks, make_nik, make_orang, make_ppks, make_rahasia

pytestmark = pytest.mark.django_db

DESA = "61.07.04.2003"
DESA_LAIN = "61.07.04.2004"
TIDAK_ADA = "0190ffff-0000-7000-8000-000000000009"
KK = "6107040101019123"
ANAK = {"nama": "Maria Goretti Lina", "tanggal_lahir": date(2016, 5, 6), "jenis_kelamin": "P"}
JAHAT = '#eval("1") $x$ \\u{41} <b>@a</b>'
RAHASIA = ("Korban", "Trafficking", "Tuna Susila", "HIV", "Kelompok Minoritas", "NAPZA")


@pytest.fixture
def operator():
    return make_user("operator_desa", DESA, nama="Martina Dayang")


@pytest.fixture
def masuk(client):
    return lambda user: sign_in(client, user)


def cetak(response) -> str:
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    return read_pdf(response.content)


def list_pages(orang) -> tuple[str, ...]:
    pk = getattr(orang, "pk", orang)
    return f"/warga/{pk}/cetak/", f"/warga/{pk}/formulir/"


@pytest.mark.parametrize(
    ("kertas", "size"), [("a4", (210, 297)), ("f4", (215, 330)), ("x", (210, 297))]
)
def test_form_when_blank_then_own_questions_on_the_sheet_asked_for(operator, masuk, kertas, size):
    answer = masuk(operator).get(f"/formulir/cetak/?kategori=8&kertas={kertas}")
    words = cetak(answer)
    assert set(list_sheets(answer.content)) == {size}
    for part in (
        "FORMULIR KUNJUNGAN RUMAH", "Lanjut Usia Terlantar", "Tinggal bersama siapa?", "Pasangan",
        "Formulir versi 1, berlaku sejak 1 Januari 2012", "Kemiskinan", "Permakanan atau sembako",
        "Warga sudah diberi tahu", "Warga atau wali", "Kepala Desa", "Halaman 1 dari",
        "Martina Dayang (Operator desa)", "WIB", "LATIHAN",
    ):  # fmt: skip
        assert part in words


def test_form_when_several_categories_then_asks_each_and_who_only_once(operator, masuk):
    words = cetak(masuk(operator).get("/formulir/cetak/?kategori=9&kategori=24"))
    assert "F1. Penyandang Disabilitas" in words
    assert "F2. Fakir Miskin (keluarga)" in words
    assert words.count("B. Siapa") == 1


@pytest.mark.parametrize("query", ["", "?kategori=19", "?kategori=%00&kategori=abc&kategori=99"])
def test_form_when_no_open_category_then_offers_the_open_ones_to_tick(operator, masuk, query):
    words = cetak(masuk(operator).get(f"/formulir/cetak/{query}"))
    assert "F. Kategori" in words
    assert "Komunitas Adat Terpencil" in words
    assert [
        kata
        for kata in RAHASIA
        if kata
        in words.replace("Korban Bencana", "")
        .replace("Korban bencana", "")
        .replace("Korban tindak kekerasan, eksploitasi", "")
    ] == []


def test_form_when_all_categories_then_no_choice_opens_a_rahasia_entry(operator):
    with acting_as(operator.context):
        data = build_formulir(range(1, 27), on=timezone.localdate(), desa=None)
    words = str(data["formulir"]).casefold()
    assert len(data["formulir"]) == 16
    units = {form["nomor"]: form["unit"] for form in data["formulir"]}
    assert (units[8], units[24], units[26]) == ("orang", "keluarga", "komunitas")
    assert "perdagangan orang" not in words
    assert "kekerasan" not in words


def test_form_when_of_a_person_then_filled_masked_and_with_what_was_said(operator, masuk):
    nik = make_nik()
    orang = make_orang(
        operator, nik=nik, no_kk=KK, hubungan="1", agama="3", telepon="+6281234567890",
        teks="Dekat jembatan gantung",
    )  # fmt: skip
    make_orang(operator, nama="Lusia Ajong", no_kk=KK, hubungan="4")
    add_ppks(
        operator, orang, kategori=24, jawaban={"program": ("pkh",), "luas_lantai_m2": ("36.5",)}
    )
    words = cetak(masuk(operator).get(f"/warga/{orang.pk}/formulir/"))
    for part in ("Fransiskus Bawakng", "Lusia Ajong", "Sebadu", "Tercatat: PKH", "36,5 m²",
                 "Lanjut Usia Terlantar · Fakir Miskin"):  # fmt: skip
        assert part in words
    dense = words.replace(" ", "")
    assert "6107••••••••" + nik[-4:] in dense
    for hidden in (nik, KK, "1234567", "jembatan"):
        assert hidden not in dense


def test_dossier_when_printed_then_says_what_the_screen_says(operator, masuk):
    nik = make_nik()
    orang = make_orang(operator, nik=nik, telepon="+6281234567890", teks="Dekat jembatan gantung")
    words = cetak(masuk(operator).get(f"/warga/{orang.pk}/cetak/"))
    for part in (
        "DATA WARGA", "Fransiskus Bawakng", f"6107•• •••••• {nik[-4:]}", "Sebadu",
        "Lanjut Usia Terlantar", "Kemiskinan", "Dicatat: Lanjut Usia Terlantar",
    ):  # fmt: skip
        assert part in words
    for hidden in (nik[4:12], "1234-5678", "jembatan"):
        assert hidden not in words


def test_pages_when_nik_is_open_then_whole_until_it_closes(operator, masuk):
    nik = make_nik()
    orang = make_orang(operator, nik=nik)
    browser = masuk(operator)
    form = {"bagian": "nik", "alasan": "lainnya", "keterangan": "Mencocokkan KTP"}
    assert browser.post(f"/warga/{orang.pk}/buka/", form).status_code == 302
    for page in list_pages(orang):
        assert nik in cetak(browser.get(page)).replace(" ", "")
    assert [line.fields["terbuka"] for line in list_trail("document.printed")] == [["nik"]] * 2


def test_answers_when_closed_then_closed_on_paper_too(operator, masuk):
    orang = make_orang(operator, kategori=25, no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        assert Ppks.objects.get().tingkat == "terbatas"
    add_ppks(operator, orang, kategori=9, jawaban={"no_kpd": ("KPD Nomor Satu",)})
    for page in list_pages(orang):
        assert "KPD Nomor Satu" not in cetak(masuk(operator).get(page))


def test_pages_when_terbatas_then_the_view_and_the_print_are_in_the_trail(operator, masuk):
    orang = make_orang(operator, kategori=9)
    browser = masuk(operator)
    for number, page in enumerate(list_pages(orang), 1):
        cetak(browser.get(page))
        assert len(list_trail("ppks.viewed")) == number
    lines = list_trail("document.printed")
    assert [line.fields["dokumen"] for line in lines] == ["data_warga", "formulir_terisi"]
    assert {line.object_id for line in lines} == {orang.pk}


def test_list_when_printed_then_filter_count_and_masks_as_on_screen(operator, masuk):
    make_ppks(operator, nama="Yohanes Nyangko", status="aktif", nik=make_nik())
    make_orang(operator, nama="Lopo", kategori=9)
    words = cetak(masuk(operator).get("/warga/cetak/?kategori=9&status=draf&kertas=f4"))
    assert "Lopo" in words
    assert "Dusun disamarkan" in words
    assert "Disaring: Penyandang Disabilitas" in words
    assert "1 warga, urut nama" in words
    assert "Yohanes" not in words
    (line,) = list_trail("document.printed")
    assert line.fields == {
        "dokumen": "daftar_warga", "kertas": "f4", "jumlah": 1,
        "saringan": {"wilayah": "", "kategori": 9, "status": "draf", "is_tanpa_nik": False,
                     "is_belum_lengkap": False, "is_meninggal": False},
    }  # fmt: skip


def test_list_when_child_then_named_in_its_village_only(operator, masuk):
    make_orang(operator, kategori=2, **ANAK)
    assert "Maria Goretti Lina" in cetak(masuk(operator).get("/warga/cetak/"))
    words = cetak(masuk(make_user("verifikator", "61.07")).get("/warga/cetak/"))
    assert "M••• G••• L•••" in words
    assert "Goretti" not in words


def test_list_when_nobody_then_says_so(operator, masuk):
    words = cetak(masuk(operator).get("/warga/cetak/?status=aktif"))
    assert "Tidak ada warga dalam daftar ini" in words


def test_list_when_too_long_then_words_and_no_paper(operator, masuk, monkeypatch):
    monkeypatch.setattr(paper, "BARIS_MAKS", 2)
    for i in range(3):
        make_orang(operator, nama=f"Uji {i}")
    browser = masuk(operator)
    page = browser.get("/warga/cetak/?kategori=8").content.decode()
    assert "Lebih dari 2 warga" in page
    assert 'href="/warga/?kategori=8"' in page
    assert list_trail("document.printed") == []
    monkeypatch.setattr(paper, "BARIS_MAKS", 3)
    assert "3 warga, urut nama" in cetak(browser.get("/warga/cetak/"))


def test_list_when_printed_then_few_queries(operator, masuk, django_assert_max_num_queries):
    for i in range(30):
        make_orang(operator, nama=f"Uji {i}")
    browser = masuk(operator)
    browser.get("/warga/cetak/")
    with django_assert_max_num_queries(24):
        browser.get("/warga/cetak/")


def test_pages_when_words_are_hostile_then_stand_as_typed(operator, masuk):
    orang = make_orang(operator, nama=JAHAT, dusun=JAHAT)
    browser = masuk(operator)
    for page in (*list_pages(orang), "/warga/cetak/"):
        assert JAHAT.replace(" ", "") in cetak(browser.get(page)).replace(" ", "")


def test_list_data_when_a_name_is_endless_then_still_one_row():
    baris = BarisOrang(TIDAK_ADA, "K" * 100_000, "", "L", "", "", (), False, False, True)
    (row,) = build_daftar([baris], saringan=[], tempat="")["baris"]
    assert (row["nama"], row["usia"], row["entri"]) == ("K" * 100_000, "–", [])


def test_pages_when_foreign_or_sealed_then_404_as_for_absent(operator, masuk):
    orang = make_orang(operator)
    rahasia = make_rahasia(operator, kategori=19, nama="Yustina Rangkang", jenis_kelamin="P")
    browser = masuk(make_user("operator_desa", DESA_LAIN))
    for pk in (orang.pk, rahasia, TIDAK_ADA):
        assert [browser.get(page).status_code for page in list_pages(pk)] == [404, 404]
    browser = masuk(operator)
    assert [browser.get(page).status_code for page in list_pages(rahasia)] == [404, 404]
    assert "Yustina" not in cetak(browser.get("/warga/cetak/"))
    assert len(list_trail("document.printed")) == 1


@pytest.mark.parametrize(
    ("role", "area", "seen"),
    [
        (
            "kepala_desa",
            DESA,
            {"/warga/cetak/", "cetak", "formulir", "/formulir/", "/formulir/cetak/"},
        ),
        ("petugas_kasus", "61.07", set()),
        ("bupati", "61.07", set()),
        ("admin_teknis", "", set()),
    ],
)
def test_pages_when_role_may_not_print_then_404(operator, masuk, role, area, seen):
    orang = make_orang(operator)
    browser = masuk(make_user(role, area, "pppa" if role == "petugas_kasus" else ""))
    data, form = list_pages(orang)
    pages = {"/warga/cetak/": "/warga/cetak/", "cetak": data, "formulir": form,
             "/formulir/": "/formulir/", "/formulir/cetak/": "/formulir/cetak/"}  # fmt: skip
    assert {name for name, url in pages.items() if browser.get(url).status_code == 200} == seen


def test_file_when_named_then_says_what_it_is_and_not_whose(operator, masuk):
    orang = make_orang(operator, nama="Yohanes Nyangko", kategori=9)
    browser = masuk(operator)
    names = {
        browser.get(page)["Content-Disposition"] for page in (*list_pages(orang), "/warga/cetak/")
    }
    assert names == {f'inline; filename="{nama}.pdf"' for nama in
                     ("data-warga", "formulir-kunjungan", "daftar-warga")}  # fmt: skip


def test_chooser_when_opened_then_offers_open_categories_and_both_sheets(operator, masuk):
    page = masuk(operator).get("/formulir/").content.decode()
    assert page.count('type="checkbox"') == 16
    assert page.count('type="radio"') == 2
    assert [kata for kata in RAHASIA[1:] if kata in page] == []
    assert 'href="/formulir/"' in masuk(operator).get("/").content.decode()


def test_screens_when_role_may_print_then_links_to_paper(operator, masuk):
    orang = make_orang(operator)
    browser = masuk(operator)
    assert (
        "/warga/cetak/?status=draf&amp;kertas=f4"
        in browser.get("/warga/?status=draf").content.decode()
    )
    page = browser.get(f"/warga/{orang.pk}/").content.decode()
    assert all(f"{url}?kertas=a4" in page for url in list_pages(orang))
    kasus = masuk(make_user("petugas_kasus", "61.07", "pppa"))
    assert "/cetak/" not in kasus.get(f"/warga/{orang.pk}/").content.decode()
