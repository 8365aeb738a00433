"""A case read in an emergency by a petugas it isn't assigned to, and its review."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checker import find_problems
from tests.browser.device import DESK
from tests.browser.server import Server
from tests.browser.steps import HUBUNGI, NAMA, hand_in

PESAN = "Rumah sakit menelepon. Ia perlu tahu siapa walinya."
TANYA = "Mengapa petugas kasusnya tidak dihubungi?"
JAWAB = "Petugasnya sedang di laut dan tidak ada sinyal."


def _read_number(page: Page) -> str:
    """The whole number of the newest case, as its koordinator reads it out over the phone."""
    page.goto("/kasus/?tahap=baru")
    page.get_by_role("link", name=re.compile("Bahaya sekarang.*baru masuk", re.S)).first.click()
    return page.locator("dt:text-is('Nomor kasus') + dd").inner_text()


def _break(page: Page, nomor: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Buka darurat").click()
    page.get_by_role("textbox", name="Nomor kasus").fill(nomor)
    page.get_by_role("radio", name="Nyawa atau keselamatan terancam").check()
    page.get_by_role("textbox", name="Jelaskan").fill(PESAN)
    page.get_by_role("button", name="Buka kasus 15 menit").click()


def _break_wrong_then_right(page: Page, nomor: str) -> None:
    """What was typed stays when the number is not known."""
    _break(page, "K-0000-0000")
    expect(page.get_by_text("Nomor ini tidak dikenal").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Jelaskan")).to_have_value(PESAN)
    page.get_by_role("textbox", name="Nomor kasus").fill(nomor)
    page.get_by_role("button", name="Buka kasus 15 menit").click()


def _find(page: Page) -> None:
    """The auditor's next opening that waits."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(r"Tinjau \d+ buka darurat")).click()
    page.locator("main").get_by_role(
        "link", name=re.compile("Belum ditinjau|Sudah dijelaskan")
    ).first.click()
    expect(page.locator("main")).not_to_contain_text(NAMA)


def _decide(page: Page, hasil: str, teks: str = "") -> None:
    page.get_by_role("radio", name=hasil).check()
    page.get_by_role("textbox", name="Catatan").fill(teks)
    page.get_by_role("button", name="Simpan putusan").click()
    expect(page.get_by_text("Putusan tercatat.")).to_be_visible()


def _explain(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Buka darurat")).click()
    page.locator("main").get_by_role("link", name=re.compile("Menunggu penjelasan")).click()
    expect(page.get_by_text(PESAN)).to_be_visible()
    page.get_by_role("textbox", name="Penjelasan").fill(JAWAB)
    page.get_by_role("button", name="Kirim penjelasan").click()
    expect(page.get_by_text("Penjelasan terkirim kepada auditor.")).to_be_visible()


def _trace(page: Page, nomor: str) -> None:
    """Who saw it, asked by the case's number; the number stands in no address."""
    page.goto("/jejak/")
    page.get_by_role("textbox", name="Nomor atau tautan catatan").fill(nomor)
    page.get_by_role("button", name="Telusuri").click()
    expect(page.get_by_text("Membuka kasus secara darurat").first).to_be_visible()
    assert page.url.endswith("/jejak/")
    expect(page.locator("main")).not_to_contain_text(NAMA)


def _check(page: Page) -> None:
    """No finding of accessibility on the screen at hand."""
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


@pytest.mark.browser
def test_break_glass_by_a_petugas_when_reviewed_then_closed(open_page, server: Server, operator):
    hand_in(open_page(operator))
    koordinator = open_page(server.account("koordinator_kasus"), DESK, bypass_csp=True)
    nomor = _read_number(koordinator)
    petugas = open_page(server.account("petugas_kasus", index=1), bypass_csp=True)
    _break_wrong_then_right(petugas, nomor)
    expect(petugas.get_by_text(re.compile(r"Dibuka darurat .*, sampai \d\d\.\d\d"))).to_be_visible()
    expect(petugas.get_by_text(NAMA).first).to_be_visible()
    expect(petugas.get_by_text(HUBUNGI).first).to_be_visible()
    expect(petugas.get_by_role("link", name="Tambah catatan")).to_have_count(0)
    _check(petugas)
    auditor = open_page(server.account("auditor"), DESK, bypass_csp=True)
    _find(auditor)
    auditor.get_by_role("button", name="Simpan putusan").click()
    _check(auditor)
    _decide(auditor, "Perlu penjelasan", TANYA)
    _explain(koordinator)
    _check(koordinator)
    _find(auditor)
    _check(auditor)
    expect(auditor.get_by_text(JAWAB)).to_be_visible()
    _decide(auditor, "Wajar")
    expect(auditor.get_by_text("Semua pembukaan sudah ditinjau.")).to_be_visible()
    _check(auditor)
    _trace(auditor, nomor)
    _check(auditor)
