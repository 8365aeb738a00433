"""On two phones: a village tells another who comes; the other sees the least, and accepts."""

import pytest
from playwright.sync_api import expect

from tests.browser.recorder import Recorder
from tests.browser.steps import Warga, approve, open_proposal, record_warga
from tests.browser.test_edit_conflict import open_dossier


@pytest.mark.browser
def test_person_moves_to_the_village_that_accepts(
    server, open_page, at_desk, operator, kepala_desa, verifikator
):
    warga = Warga("Lenga Sungkung", "9882")
    there = next(
        account
        for account in server.accounts
        if account.role == "operator_desa" and account.area_code != operator.area_code
    )
    old, new, desk = open_page(operator), open_page(there), at_desk(verifikator)
    record_warga(Recorder(old), warga)
    approve(open_page(kepala_desa), warga)
    open_proposal(desk, warga)
    desk.keyboard.press("t")
    expect(desk.get_by_text(f"{warga.nama} diterima.")).to_be_visible()

    open_dossier(old, warga.nama)
    old.get_by_role("link", name="Pindah desa").click()
    old.get_by_label("Desa tujuan", exact=True).select_option(there.area_code)
    old.get_by_role("textbox", name="Tanggal pindah").fill("20/11/2026")
    old.get_by_role("textbox", name="Dusun").fill("Sebalos")
    old.get_by_role("button", name="Kirim ke desa tujuan").click()
    expect(old.get_by_text("Menunggu desa tujuan").first).to_be_visible()
    old.goto("/")
    expect(old.get_by_text("menunggu desa lain")).to_be_visible()

    new.goto("/")
    new.get_by_role("link", name="menunggu Anda terima").click()
    row = new.get_by_role("listitem").filter(has_text=warga.nama)
    expect(row).to_contain_text("Perempuan, 71 tahun")
    expect(row).not_to_contain_text("Lanjut Usia")
    row.get_by_role("button", name="Terima").click()
    expect(new.get_by_role("heading", name=warga.nama, level=1)).to_be_visible()
    expect(new.get_by_text("Sebalos").first).to_be_visible()
    expect(new.get_by_text("Lanjut Usia Terlantar").first).to_be_visible()

    answer = old.request.get(new.url)
    assert answer.status == 404
    old.goto("/pindah/")
    expect(old.get_by_text("Diterima desa tujuan").first).to_be_visible()
