"""A form gains a field for next month: typed on screen, seen as the operator will, published."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from balale.kit.formatting import format_tanggal, format_tanggal_pendek
from tests.browser.recorder import Recorder
from tests.browser.steps import LANSIA, Warga, fill_siapa, go_on, pick_lansia

PERTANYAAN = "Punya kebun sendiri?"


def _start_draft(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Aturan dan formulir").click()
    page.get_by_role("link", name="Formulir").first.click()
    page.get_by_role("link", name=LANSIA).click()
    page.get_by_role("button", name="Buat versi baru").click()


def _add_field(page: Page) -> None:
    """First left half empty, then mended; what was typed stays."""
    page.get_by_role("link", name="Tambah isian").click()
    page.get_by_role("textbox", name="Pertanyaan", exact=True).fill(PERTANYAAN)
    page.get_by_role("combobox", name="Jenis jawaban").select_option("ya_tidak")
    page.get_by_role("button", name="Simpan isian").click()
    expect(page.get_by_role("alert")).to_contain_text("Isi bantuan.")
    expect(page.get_by_role("textbox", name="Pertanyaan", exact=True)).to_have_value(PERTANYAAN)
    page.get_by_role("textbox", name="Bantuan").fill("Tanyakan juga luasnya.")
    page.get_by_role("textbox", name="Contoh jawaban").fill("Ya, kebun lada di belakang rumah.")
    page.get_by_text("Tampil lebih dulu").check()
    page.get_by_role("button", name="Simpan isian").click()
    expect(page.get_by_role("link", name=PERTANYAAN)).to_be_visible()


def _publish(page: Page, mulai: date) -> None:
    page.get_by_role("textbox", name="Berlaku mulai").fill(format_tanggal_pendek(mulai))
    page.get_by_role("button", name="Simpan, lalu periksa").click()
    expect(page.get_by_text(f"Berlaku mulai {format_tanggal(mulai)}.")).to_be_visible()
    expect(page.get_by_text(f"Isian “{PERTANYAAN}”")).to_be_visible()
    seen = page.locator(".ponsel").get_by_role("group", name=PERTANYAAN)
    expect(seen).to_be_visible()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("heading", name="Akan berlaku")).to_be_visible()


@pytest.mark.browser
def test_field_added_for_next_month_is_seen_on_its_day_and_not_before(
    at_desk, open_page, server, operator
):
    mulai = date.today() + timedelta(days=30)
    desk = at_desk(server.account("pengelola_data"))
    _start_draft(desk)
    _add_field(desk)
    _publish(desk, mulai)

    desk.get_by_role("link", name=LANSIA).click()
    expect(desk.locator(".ponsel").get_by_role("group", name=PERTANYAAN)).to_be_visible()
    phone = open_page(operator)
    hand = Recorder(phone)
    hand.tap(phone.get_by_role("link", name="Tambah PPKS").first)
    fill_siapa(hand, Warga("Rambai Barangan", "9881"))
    go_on(hand, "Alamat")
    hand.type(phone.get_by_role("textbox", name="RT/RW"), "3/1")
    go_on(hand, "Kriteria")
    pick_lansia(hand)
    go_on(hand, "Kebutuhan")
    expect(phone.get_by_role("heading", name=LANSIA)).to_be_visible()
    expect(phone.get_by_text(PERTANYAAN)).to_have_count(0)
