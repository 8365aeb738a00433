"""A record comes back, is mended in two taps, and is accepted; acceptance can be taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.recorder import Recorder
from tests.browser.steps import Warga, approve, open_proposal, record_warga

CATATAN = "Angka terakhir NIK berbeda dari foto KTP."


def _return(page: Page, warga: Warga) -> None:
    """By keyboard: the NIK is marked, with words for the operator."""
    open_proposal(page, warga)
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Kembalikan ke desa")).to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("checkbox", name="NIK", exact=True).check()
    page.get_by_role("textbox", name="Catatan").fill(CATATAN)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text(f"{warga.nama} dikembalikan ke desa.")).to_be_visible()


def _mend(page: Page, warga: Warga, nik: str) -> None:
    """From home to the wrong field in at most two taps: one to the page, one into the field."""
    page.goto("/")
    hand = Recorder(page)
    hand.tap(page.get_by_role("link", name=f"Perbaiki data {warga.nama}"))
    field = page.get_by_role("textbox", name="NIK", exact=True)
    expect(field).to_be_in_viewport()
    expect(field.locator("..")).to_contain_text(CATATAN)
    expect(field).to_have_value(re.compile(warga.serial))
    hand.tap(field)
    assert hand.taps <= 2
    field.fill(nik)
    page.get_by_role("button", name="Kirim perbaikan").click()
    expect(page.get_by_text("Perbaikan terkirim.")).to_be_visible()


@pytest.mark.browser
def test_returned_record_when_mended_then_accepted_and_undone(
    open_page, at_desk, operator, kepala_desa, verifikator
):
    warga = Warga("Nyawai Barangan", "9873")
    phone, head, desk = open_page(operator), open_page(kepala_desa), at_desk(verifikator)
    record_warga(Recorder(phone), warga)
    approve(head, warga)
    _return(desk, warga)
    _mend(phone, warga, Warga(warga.nama, "9874").nik)
    approve(head, warga)
    open_proposal(desk, warga)
    expect(desk.get_by_role("heading", name="Yang berubah")).to_be_visible()
    desk.keyboard.press("t")
    desk.get_by_role("button", name="Urungkan").click()
    expect(desk.get_by_text(f"Keputusan untuk {warga.nama} sudah diurungkan.")).to_be_visible()
    expect(desk.get_by_role("button", name="Terima")).to_be_visible()
