"""A photo is taken with a phone, made small before it is sent, seen, ended and taken back."""

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.checker import find_problems
from tests.browser.recorder import Recorder
from tests.browser.steps import Warga, record_warga, search
from tests.factories import files

pytestmark = pytest.mark.browser


def _open_section(page: Page, warga: Warga) -> None:
    page.goto("/warga/")
    search(page, warga.nama)
    page.get_by_role("link", name=warga.nama).first.click()
    expect(page.get_by_role("heading", name="Foto dan berkas")).to_be_visible()


def _send(page: Page, content: bytes) -> None:
    page.get_by_role("link", name="Tambah foto atau berkas").click()
    page.get_by_label("Jenis").select_option(label="Foto rumah")
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.get_by_label("Ambil foto").set_input_files(photo)


def test_photo_when_taken_with_a_phone_is_small_seen_and_can_be_ended_and_restored(
    open_page, operator
):
    warga = Warga("Nyelang Pantak", "9881")
    page = open_page(operator, bypass_csp=True)
    record_warga(Recorder(page), warga)
    _open_section(page, warga)
    _send(page, files.make_bytes(image=Image.effect_noise((3000, 2000), 50), quality=90))
    expect(page.get_by_text("Foto diperkecil:")).to_be_visible()
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.get_by_text("Berkas tersimpan.")).to_be_visible()
    assert find_problems(page) == []
    page.get_by_role("link", name="Foto rumah").click()
    photo = page.get_by_role("img", name="Foto rumah")
    expect(photo).to_be_visible()
    assert photo.evaluate("one => one.naturalWidth") > 0
    page.get_by_text("Akhiri berkas ini").click()
    assert find_problems(page) == []
    page.get_by_label("Alasan").select_option(label="Buram atau terpotong")
    page.get_by_role("button", name="Akhiri").click()
    page.locator(".toast").get_by_role("button", name="Urungkan").click()
    expect(page.get_by_role("link", name="Foto rumah")).to_be_visible()


def test_photo_when_sent_without_scripts_is_kept_too(open_page, operator):
    warga = Warga("Nyelang Seba", "9882")
    page = open_page(operator, scripts=False)
    record_warga(Recorder(page), warga)
    _open_section(page, warga)
    _send(page, files.make_phone_photo())
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.get_by_role("link", name="Foto rumah")).to_be_visible()
