"""A rahasia case: handed in once, never read back in the village, worked by case staff."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import DESK
from tests.browser.steps import HUBUNGI, NAMA, hand_in


def _text(page: Page, address: str) -> str:
    """What stands on a page, without the time of day."""
    page.goto(address)
    return re.sub(r"\d\d\.\d\d", "", page.locator("main").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_rahasia_when_handed_in_then_nowhere_in_the_village(open_page, operator, scripts):
    page = open_page(operator, scripts=scripts)
    places = ("/", "/warga/", "/draf/", "/tanda-terima/", "/tambah/")
    before = [_text(page, place) for place in places]
    nomor = hand_in(page)
    expect(page.locator("main")).not_to_contain_text(NAMA)
    assert [_text(page, place) for place in places] == before
    page.goto("/warga/")
    for words in (NAMA, nomor):
        page.get_by_role("searchbox", name="Cari warga").fill(words)
        page.get_by_role("button", name="Cari").click()
        expect(page.get_by_text("Warga tidak ditemukan").first).to_be_visible()


def _do(page: Page, link: str, button: str | None = None) -> None:
    """A step on the case that asks nothing more than its button."""
    page.get_by_role("link", name=link).click()
    page.get_by_role("button", name=button or link).click()


@pytest.mark.browser
def test_rahasia_when_worked_by_case_staff_then_verified(open_page, server, operator):
    hand_in(open_page(operator))
    koordinator = open_page(server.account("koordinator_kasus"), DESK)
    case_url = _assign(koordinator)
    petugas = open_page(server.account("petugas_kasus"))
    _work(petugas, case_url)
    _verify(koordinator, case_url)
    petugas.goto(case_url)
    expect(petugas.locator("main")).to_contain_text("Diverifikasi")


def _assign(page: Page) -> str:
    """The newest case of the intake goes to the unit's first petugas; nothing is read for it."""
    page.goto("/kasus/?tahap=baru")
    case = page.get_by_role("link", name=re.compile("Bahaya sekarang.*baru masuk", re.S)).first
    case.click()
    expect(page.locator("main")).not_to_contain_text(NAMA)
    case_url = page.url
    page.get_by_role("link", name="Tugaskan petugas").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Tugaskan").click()
    expect(page.get_by_text("Petugas sudah ditugaskan.")).to_be_visible()
    return case_url


def _work(page: Page, case_url: str) -> None:
    page.goto(case_url)
    expect(page.get_by_text(HUBUNGI).first).to_be_visible()
    expect(page.get_by_text(NAMA).first).to_be_visible()
    page.get_by_role("link", name="Tambah catatan").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox", name="Catatan").fill("Sudah bertemu di puskesmas.")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Catatan tersimpan.")).to_be_visible()
    _do(page, "Minta pengesahan")
    expect(page.get_by_text("Permintaan terkirim kepada koordinator.")).to_be_visible()


def _verify(page: Page, case_url: str) -> None:
    page.goto(case_url)
    page.get_by_role("link", name="Buka berkas").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox", name="Jelaskan").fill("Memeriksa hasil asesmen.")
    page.get_by_role("button", name="Buka berkas").click()
    expect(page.get_by_text("Sudah bertemu di puskesmas.")).to_be_visible()
    page.get_by_role("link", name="Sahkan").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Sahkan").click()
    expect(page.get_by_text("Kasus sudah disahkan.")).to_be_visible()
