"""Everything done wrong on purpose: words beside the field, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import fill_sign_in, make_context, sign_in, sign_out
from tests.browser.recorder import Recorder
from tests.browser.steps import Warga, fill_siapa, pick_lansia, record_warga

pytestmark = pytest.mark.browser
NIK = Warga("", "9880").nik
MARKUP = "<script>alert(1)</script><b>=1+1 \u202e"
FIELDS = {"nik": NIK, "nama": "Tuba Mayang", "tanggal_lahir": "12/2/1955"}


def _write_siapa(page: Page, **changes: str) -> dict[str, str]:
    """Type the first topic and press its button. Returns what was typed."""
    typed = FIELDS | changes
    page.goto("/tambah/")
    for name, words in typed.items():
        page.locator(f"#id_{name}").fill(words)
    page.get_by_role("radio", name="Perempuan").check()
    page.get_by_role("button", name="Lanjut ke Alamat").click()
    return typed


def _back_to_siapa(page: Page) -> None:
    expect(page.get_by_role("textbox", name="RT/RW")).to_be_visible()
    page.goto(page.url.replace("langkah=alamat", "langkah=siapa"))


def _expect_refused(page: Page, field: str, words: str, typed: dict[str, str]) -> None:
    """The words stand beside the field and in the focused summary; everything is still there."""
    expect(page).to_have_title(re.compile("Galat: "))
    box = page.locator(f"#id_{field}")
    expect(page.locator(".field.err").filter(has=box)).to_contain_text(words)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".errors")).to_be_focused()
    for name, value in typed.items():
        expect(page.locator(f"#id_{name}")).to_have_value(value)
    expect(page.get_by_role("radio", name="Perempuan")).to_be_checked()


@pytest.fixture(scope="module")
def page(chromium, server):
    """One phone for all wrong words: each starts with a new sheet."""
    context = make_context(chromium, server.url)
    opened = context.new_page()
    sign_in(opened, server.account("operator_desa", area="61.07.14.2004"))
    yield opened
    context.close()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("nik", NIK[:15], "NIK harus 16 angka. Baru 15 yang terisi."),
        ("nik", NIK + "1", "NIK harus 16 angka."),
        ("nik", "61071452O2559880", "Periksa huruf ‘O’"),
        ("nik", "enam satu nol tujuh", "angka"),
        ("tanggal_lahir", "31/2/1955", "Februari"),
        ("tanggal_lahir", "12/2/25642", "Tahun"),
        ("tanggal_lahir", "kemarin", "tidak dikenal"),
        ("nama", "", "Nama belum diisi."),
        ("nama", "A" * 100_000, "200"),
        ("nama", "<b>Lopo</b>", "Hapus ‘<’ dari nama."),
        ("nama", "=HYPERLINK(1)", "Hapus ‘=’ dari nama."),
    ],
    ids=[
        "15",
        "17",
        "O",
        "letters",
        "31-2",
        "25642",
        "words",
        "empty",
        "long",
        "markup",
        "formula",
    ],
)
def test_siapa_when_typed_wrong_then_words_beside_the_field(page, field, typed, words):
    kept = _write_siapa(page, **{field: typed})
    _expect_refused(page, field, words, kept)


def test_markup_when_typed_into_an_address_then_shown_as_words(page):
    _write_siapa(page)
    page.get_by_role("textbox", name="Alamat rinci").fill(MARKUP)
    page.get_by_role("button", name="Lanjut ke Kriteria").click()
    expect(page.get_by_text("Pilih kategori").first).to_be_visible()
    page.goto(page.url.replace("?langkah=kriteria", "periksa/"))
    expect(page.locator("main")).to_contain_text("<script>alert(1)</script><b>=1+1")


def _reach_check(page: Page, warga: Warga) -> Recorder:
    """Everything filled in, the check page open, its box ticked."""
    hand = Recorder(page)
    page.goto("/tambah/")
    fill_siapa(hand, warga)
    page.get_by_role("button", name="Lanjut ke Alamat").click()
    page.get_by_role("button", name="Lanjut ke Kriteria").click()
    pick_lansia(hand)
    page.get_by_role("button", name="Lanjut ke Kebutuhan").click()
    page.get_by_role("button", name="Lanjut ke Periksa").click()
    page.get_by_text("Warga sudah diberi tahu untuk apa data ini").click()
    return hand


def _count(page: Page, warga: Warga) -> int:
    page.goto("/warga/cari/")
    page.get_by_role("searchbox", name="Cari warga").fill(warga.nama)
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("link", name=warga.nama).first).to_be_visible()
    return page.get_by_role("link", name=warga.nama).count()


def test_send_when_tapped_twice_then_stored_once(page):
    warga = Warga("Sidong Kembar", "9881")
    _reach_check(page, warga)
    page.get_by_role("button", name="Kirim ke kepala desa").dblclick()
    expect(page.get_by_role("heading", name="Terkirim ke kepala desa")).to_be_visible()
    assert _count(page, warga) == 1


def test_back_when_sent_already_then_the_same_receipt(page):
    warga = Warga("Bujang Beduai", "9882")
    page.goto("/")
    nomor = record_warga(Recorder(page), warga)
    page.go_back()
    button = page.get_by_role("button", name="Kirim ke kepala desa")
    if button.count():
        page.get_by_text("Warga sudah diberi tahu untuk apa data ini").check()
        button.click()
    expect(page.locator(".no .num")).to_have_text(nomor)
    assert _count(page, warga) == 1


def test_two_tabs_when_both_change_a_draft_then_both_are_kept(page):
    _write_siapa(page)
    expect(page.get_by_role("textbox", name="RT/RW")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, words in ((page, "3/1"), (other, "7/2")):
        tab.get_by_role("textbox", name="RT/RW").fill(words)
        tab.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Draf tersimpan.").first).to_be_visible()
    expect(other.get_by_role("heading", name="Draf ini berubah di tempat lain")).to_be_visible()
    expect(other.locator("main")).to_contain_text("7/2")
    other.get_by_role("button", name="Simpan isian saya sebagai draf lain").click()
    expect(other.get_by_text("Draf tersimpan.").first).to_be_visible()
    other.close()


def test_typing_when_signed_out_elsewhere_then_kept_and_sent(open_page, operator):
    page = open_page(operator)
    page.goto("/tambah/")
    warga = Warga("Rangkai Landak", "9884")
    fill_siapa(Recorder(page), warga)
    other = page.context.new_page()
    other.goto("/")
    sign_out(other)
    page.get_by_role("button", name="Lanjut ke Alamat").click()
    expect(page.get_by_text("Masuk lagi; isian tadi masih ada.")).to_be_visible()
    fill_sign_in(page, operator)
    page.get_by_role("button", name="Kirim lagi isian tadi").click()
    _back_to_siapa(page)
    expect(page.locator("#id_nama")).to_have_value(warga.nama)
    expect(page.locator("#id_nik")).to_have_value(warga.nik)
