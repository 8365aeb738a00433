"""Two phones change one person; the second, without scripts, chooses field by field."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.recorder import Recorder
from tests.browser.steps import Warga, record_warga, search


def open_dossier(page: Page, nama: str) -> None:
    page.goto("/")
    search(page, nama)
    page.get_by_role("link", name=nama).first.click()
    expect(page.get_by_role("heading", name=nama, level=1)).to_be_visible()


def open_form(page: Page, nama: str) -> None:
    open_dossier(page, nama)
    page.get_by_role("link", name="Ubah data").click()
    expect(page.get_by_role("heading", name="Ubah data")).to_be_visible()


def see_changes(page: Page, *labels: str) -> None:
    page.get_by_role("button", name="Periksa perubahan").click()
    expect(page.get_by_role("heading", name="Periksa perubahan")).to_be_visible()
    expect(page.locator("tbody th")).to_have_text(list(labels))


@pytest.mark.browser
def test_second_of_two_phones_loses_no_word_and_chooses_each_field(open_page, operator):
    warga = Warga("Nyawai Sebalos", "9881")
    first, second = open_page(operator), open_page(operator, scripts=False)
    record_warga(Recorder(first), warga)
    open_form(first, warga.nama)
    open_form(second, warga.nama)
    first.get_by_role("textbox", name="Nama lengkap").fill("Nyawai Sebalo")
    see_changes(first, "Nama")
    first.get_by_role("button", name="Simpan").click()
    expect(first.get_by_text("Perubahan tersimpan.")).to_be_visible()

    second.get_by_role("textbox", name="Nama lengkap").fill("Nyawai Sabalos")
    second.get_by_role("combobox", name="Dusun").fill("Sebol")
    second.get_by_role("button", name="Periksa perubahan").click()
    expect(second.get_by_role("heading", name="Data ini berubah di tempat lain")).to_be_visible()
    nama = second.get_by_role("group", name="Nama")
    expect(nama.get_by_role("radio", checked=True)).to_have_count(0)
    nama.get_by_role("radio", name=re.compile("^Yang tersimpan Nyawai Sebalo")).check()
    dusun = second.get_by_role("group", name="Dusun")
    expect(dusun.get_by_role("radio", name=re.compile("^Isian saya Sebol"))).to_be_checked()
    second.get_by_role("button", name="Periksa pilihan saya").click()
    expect(second.locator("tbody th")).to_have_text(["Dusun"])
    second.get_by_role("button", name="Simpan").click()
    expect(second.get_by_role("heading", name="Nyawai Sebalo", level=1)).to_be_visible()
    expect(second.get_by_text("Sebol").first).to_be_visible()

    second.get_by_role("button", name="Urungkan").click()
    expect(second.get_by_text("Perubahan dibatalkan.")).to_be_visible()
