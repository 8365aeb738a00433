"""All villages get an account from one list, and one of the slips opens the first sign-in."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from balale.access.context import acting_as
from balale.access.rules.policy import Role
from balale.wilayah.queries import list_desa
from tests.browser.device import DESK, fill_sign_in, sign_in
from tests.browser.server import Account, Server, run_server
from tests.factories.accounts import ADMIN as ASKER
from tests.factories.accounts import FRASA, make_user, set_passphrase
from tests.factories.paper import list_sheets, read_pdf
from tests.site.database import copied_database, url_for

pytestmark = pytest.mark.browser

ADMIN = Account("admin_teknis", "", "", "admin.uji", FRASA)
DESA = 124
LEMBAR = 31
DETIK_MAKS = 300  # ux guide §2: accounts and printed slips in five minutes
FRASA_BARU = "parang tajam di dinding dapur nenek"
SLIP = re.compile(r"Nama akun (.+?) Berlaku sampai .+?sekali ([A-Z2-9]{5}-[A-Z2-9]{5})")
SALAH = "61.07.99.2001\t\toperator desa\tSiapa Saja"
KEMBAR = "61.07.14.2004\t\toperator desa\tOrang Kedua"


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    """A registry on its first day: one admin teknis, and no village."""
    with copied_database("slips", django_db_blocker) as name:
        with transaction.atomic():
            set_passphrase(make_user(Role.ADMIN_TEKNIS, username=ADMIN.username))
        url = url_for(os.environ["DATABASE_URL"], name)
        with run_server(url, tmp_path_factory.mktemp("data"), is_empty=True) as running:
            yield running


@pytest.fixture
def daftar(server) -> str:
    """One line a village as copied from a sheet, one village twice and one unknown code."""
    with acting_as(ASKER):
        lines = [
            f"{desa.nama}\t{desa.kecamatan.nama}\toperator desa\tOperator {desa.sebutan}"
            for desa in list_desa()
        ]
    return "\n".join(["Desa\tKecamatan\tPeran\tNama", *lines, SALAH, KEMBAR])


def _download(page: Page, name: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_bytes()


def _make(page: Page, daftar: str) -> None:
    page.goto("/akun/")
    page.get_by_role("link", name="Buat banyak akun").click()
    page.get_by_role("textbox", name="Daftar akun").fill(daftar)
    page.get_by_role("button", name="Periksa daftar").click()
    expect(page.get_by_role("status")).to_contain_text("124 akun baru, 0 sudah punya, 2 perlu")
    page.get_by_role("button", name=f"Buat {DESA} akun dan slip").click()
    expect(page.get_by_text(f"{DESA} slip siap dicetak")).to_be_visible(timeout=60_000)


def _open_by_slip(page: Page, username: str, code: str) -> None:
    """What a phone does after it has read the square."""
    page.goto(f"/aktivasi/#akun={username}&kode={code}")
    expect(page.get_by_role("textbox", name="Nama akun")).to_have_value(username)
    expect(page.get_by_role("textbox", name="Kode aktivasi")).to_have_value(code)
    expect(page).to_have_url(re.compile(r"/aktivasi/$"))
    page.get_by_label("Frasa sandi baru", exact=True).fill(FRASA_BARU)
    page.get_by_label("Ulangi frasa sandi", exact=True).fill(FRASA_BARU)
    page.get_by_role("button", name="Aktifkan akun").click()
    page.get_by_role("link", name="Masuk sekarang").click()


def _expect_only_wrong_lines_left(page: Page, daftar: str) -> None:
    """The same list again makes nothing; what was wrong in it is told."""
    page.goto("/akun/slip/")
    page.get_by_role("textbox", name="Daftar akun").fill(daftar)
    page.get_by_role("button", name="Periksa daftar").click()
    expect(page.get_by_role("status")).to_contain_text("0 akun baru, 124 sudah punya, 2 perlu")
    expect(page.get_by_text("Kode atau nama desa tidak dikenal.")).to_be_visible()
    expect(page.get_by_text("Tempat dan peran ini sudah ada di baris")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Buat .* akun"))).to_have_count(0)


def test_villages_when_listed_then_each_has_a_slip_and_one_opens_its_account(
    open_page, daftar, tmp_path, note_figure
):
    desk, begun = open_page(None, DESK), time.monotonic()
    sign_in(desk, ADMIN)
    _make(desk, daftar)
    slip = _download(desk, "Slip akun", tmp_path)
    signed = _download(desk, "Tanda terima F4", tmp_path)
    spent = time.monotonic() - begun
    note_figure(f"{DESA} accounts and slips: {spent:.1f} s")
    assert spent < DETIK_MAKS
    codes = {name.replace(" ", ""): code for name, code in SLIP.findall(read_pdf(slip))}
    assert len(codes) == len(set(codes.values())) == DESA
    assert list_sheets(slip) == [(210, 297)] * LEMBAR
    assert not set(codes.values()) & set(read_pdf(signed).split())
    _expect_only_wrong_lines_left(desk, daftar)
    phone, name = open_page(), "sukamaju.sungaibetung"
    _open_by_slip(phone, name, codes[name])
    fill_sign_in(phone, Account("operator_desa", "", "", name, FRASA_BARU))
    expect(phone.get_by_role("link", name="Tambah PPKS").first).to_be_visible()


def test_slip_when_scripts_are_off_then_typed_by_hand(open_page):
    page = open_page(None, scripts=False)
    page.goto("/aktivasi/")
    expect(page.get_by_role("textbox", name="Nama akun")).to_be_editable()
    expect(page.get_by_role("textbox", name="Kode aktivasi")).to_be_editable()
