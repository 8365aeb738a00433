"""No screen of any role has an accessibility finding, on a phone or on a desk (ux guide §8)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Page, expect

from balale.access.rules.policy import Role
from tests.browser.checker import find_problems
from tests.browser.device import fill_sign_in, sign_out
from tests.browser.steps import Warga, hand_in, search
from tests.browser.walk import name_of, walk
from tests.site.database import source_name, url_for

pytestmark = pytest.mark.browser
ROLES = (
    Role.OPERATOR_DESA, Role.KEPALA_DESA, Role.VERIFIKATOR, Role.KOORDINATOR_KASUS,
    Role.PETUGAS_KASUS, Role.KEPALA_DINAS, Role.ADMIN_TEKNIS, Role.TKSK, Role.CAMAT, Role.BUPATI,
    Role.AUDITOR, Role.PENGELOLA_DATA, Role.LEMBAGA_PSKS,
)  # fmt: skip
# Forms that refuse to be sent as they come; sending them shows the screen with its messages.
REFUSED = {
    "access:akun_new", "access:delegasi", "access:masuk", "access:aktivasi", "cases:buka",
    "cases:catatan", "cases:darurat", "cases:kembalikan", "cases:sahkan", "cases:tolak",
    "cases:tugaskan", "desk:lanjutkan", "desk:lanjutkan?langkah=kriteria", "desk:penetapan",
    "desk:persetujuan", "desk:warga_berkas",
    "desk:persetujuan_kembalikan", "desk:rahasia", "desk:slip", "desk:tambah",
    "verification:kembalikan", "verification:tolak",
}  # fmt: skip
GATE = ("/masuk/", "/lupa/", "/aktivasi/", "/aktivasi/selesai/", "/tidak-ada/")


NIK_SEARCHES = 60  # in ten minutes; one more is refused


def list_lines(found: dict[str, list[str]]) -> list[str]:
    return [f"{name}: {problem}" for name, problems in found.items() for problem in problems]


def send_as_it_is(page: Page, name: str = "") -> list[str]:
    """Press the form's button without a word, and check the messages that come."""
    button = page.locator("main form:not([role=search]) .btn:is(.main, .danger):visible")
    (button.filter(has_text=name) if name else button).last.click()
    expect(page.locator(".errors")).to_be_visible()
    return find_problems(page)


def keep_draft(page: Page) -> None:
    """A draft, so that all topics and the check page are there."""
    page.goto("/tambah/")
    page.get_by_role("textbox", name="Nama lengkap").fill("Belum Lengkap")
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Draf tersimpan.").first).to_be_visible()


@contextmanager
def table_away(table: str) -> Iterator[None]:
    """The server's own copy of the database lacks a table within the block."""
    url = url_for(os.environ["BALALE_TEST_OWNER_URL"], f"{source_name()}_browser")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"alter table {table} rename to away")
        try:
            yield
        finally:
            owner.execute(f"alter table away rename to {table}")


@pytest.mark.parametrize("role", ROLES)
def test_screens_when_checked_by_axe_then_no_finding(server, open_page, role):
    page = open_page(server.account(role), bypass_csp=True)
    found = {}
    if role == Role.OPERATOR_DESA:
        keep_draft(page)
    for name in walk(page):
        found[name] = find_problems(page)
        if name in REFUSED:
            found[f"{name} refused"] = send_as_it_is(page)
    assert len(found) > 1
    assert not list_lines(found), "\n".join(list_lines(found))


def test_rules_when_checked_by_axe_then_no_finding(server, open_page):
    """Drafts and the pages around them, which no link leads to before there is one."""
    page = open_page(server.account(Role.PENGELOLA_DATA), bypass_csp=True)
    found = {}
    for jenis, objek in (
        ("kategori", "13"),
        ("formulir", "13"),
        ("daftar", "agama"),
        ("kop", "61.07"),
    ):
        page.goto(f"/aturan/lihat/?jenis={jenis}&objek={objek}")
        found[jenis] = find_problems(page)
        page.get_by_role("button", name="Buat versi baru").click()
        draft = page.url
        found[f"{jenis} draft"] = find_problems(page)
        found[f"{jenis} refused"] = send_as_it_is(page, "Simpan, lalu periksa")
        if jenis != "kop":
            page.goto(f"{draft}bagian/")
            found[f"{jenis} part"] = send_as_it_is(page, "Simpan")
        page.goto(f"{draft}pratinjau/")
        found[f"{jenis} preview"] = find_problems(page)
        # A draft that changes nothing is not to be published.
        expect(page.get_by_role("button", name="Terbitkan")).to_have_count(0)
    page.goto("/aturan/berkas/")
    found["file"] = send_as_it_is(page, "Periksa berkas")
    assert not list_lines(found), "\n".join(list_lines(found))


def test_gate_when_checked_by_axe_then_no_finding(open_page):
    page = open_page(bypass_csp=True)
    found = {}
    for address in GATE:
        page.goto(address)
        found[address] = find_problems(page)
        if name_of(page.url) in REFUSED:
            found[f"{address} refused"] = send_as_it_is(page)
    assert not list_lines(found), "\n".join(list_lines(found))


def test_states_of_the_village_when_checked_by_axe_then_no_finding(server, open_page, operator):
    page = open_page(operator, bypass_csp=True)
    found = {}
    page.goto("/warga/")
    search(page, "Tidakadanama Samasekali")
    expect(page.get_by_text("Warga tidak ditemukan").first).to_be_visible()
    found["nothing found"] = find_problems(page)
    search(page, "a")
    expect(page.locator(".msg").first).to_be_visible()
    found["too short"] = find_problems(page)
    page.goto("/warga/?status=ditangguhkan")
    found["empty list"] = find_problems(page)
    page.goto("/tambah/")
    other = page.context.new_page()
    other.goto("/")
    sign_out(other)
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_role("heading", name="Masuk", exact=True)).to_be_visible()
    found["ended"] = find_problems(page)
    fill_sign_in(page, operator)
    expect(page.get_by_role("button", name="Kirim lagi isian tadi")).to_be_visible()
    found["given back"] = find_problems(page)
    assert not list_lines(found), "\n".join(list_lines(found))


def test_special_receipt_when_checked_by_axe_then_no_finding(open_page, operator):
    page = open_page(operator, bypass_csp=True)
    hand_in(page)
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


def test_mending_refused_when_checked_by_axe_then_no_finding(open_page, operator):
    page = open_page(operator, bypass_csp=True)
    page.get_by_role("link", name="Perbaiki").first.click()
    page.get_by_role("textbox", name="Nama lengkap").fill("")
    problems = send_as_it_is(page)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("field", "value", "code"), [("kunci", "", 428), ("versi", "999", 409)])
def test_failure_pages_when_checked_by_axe_then_no_finding(open_page, operator, field, value, code):
    page = open_page(operator, bypass_csp=True)
    page.get_by_role("link", name="Perbaiki").first.click()
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_be_visible()
    change = "([name, value]) => document.getElementsByName(name).forEach(e => (e.value = value))"
    page.evaluate(change, [field, value if code == 428 else f"{value}.{value}.{value}"])
    with page.expect_navigation() as answered:
        page.locator("main form:not([role=search]) .btn.main:visible").last.click()
    assert answered.value.status == code
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


def test_case_opened_when_checked_by_axe_then_no_finding(server, open_page):
    page = open_page(server.account("koordinator_kasus"), bypass_csp=True)
    page.goto("/kasus/?tahap=dikerjakan")
    page.locator("main .list a").first.click()
    page.get_by_role("link", name="Buka berkas").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox", name="Jelaskan").fill("Memeriksa hasil asesmen.")
    page.get_by_role("button", name="Buka berkas").click()
    expect(page.get_by_role("heading", name="Riwayat")).to_be_visible()
    found, case = {"opened": find_problems(page)}, page.url
    for step in ("sahkan", "kembalikan", "tolak", "tugaskan"):
        page.goto(f"{case}{step}/")
        found[step] = find_problems(page)
    assert not list_lines(found), "\n".join(list_lines(found))


def test_code_slip_when_checked_by_axe_then_no_finding(server, open_page):
    page = open_page(server.account("admin_teknis"), bypass_csp=True)
    page.goto("/akun/")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("button", name="Buat kode baru").click()
    expect(page.get_by_role("heading", name="Kode aktivasi")).to_be_visible()
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


def test_draft_changed_elsewhere_when_checked_by_axe_then_no_finding(open_page, operator):
    page = open_page(operator, bypass_csp=True)
    keep_draft(page)
    draft = page.get_by_role("link", name="Lanjutkan isian tadi").get_attribute("href")
    page.goto(f"{draft}?langkah=siapa")
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, nama, seen in (
        (other, "Lain Sendiri", other.get_by_text("Draf tersimpan.").first),
        (page, "Beda Juga", page.get_by_role("heading", name="Draf ini berubah di tempat lain")),
    ):
        tab.get_by_role("textbox", name="Nama lengkap").fill(nama)
        tab.get_by_role("button", name="Simpan dulu").click()
        expect(seen).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


def test_proposal_decided_elsewhere_when_checked_by_axe_then_no_finding(open_page, verifikator):
    page = open_page(verifikator, bypass_csp=True)
    page.goto("/verifikasi/")
    page.locator(".ql a").first.click()
    expect(page.get_by_role("button", name="Terima")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Terima").click()
    expect(page.locator(".toast")).to_be_visible()
    other.get_by_role("button", name="Terima").click()
    changed = other.get_by_role("heading", name="Data ini berubah sebelum Anda memutuskan")
    expect(changed).to_be_visible()
    problems = find_problems(other)
    assert not problems, "\n".join(problems)


def test_too_many_searches_when_checked_by_axe_then_no_finding(server, open_page):
    page = open_page(server.account("petugas_kasus"), bypass_csp=True)
    page.goto("/warga/")
    form = page.locator("form[role=search]")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    nik = Warga("", "9890").nik
    for _ in range(NIK_SEARCHES):
        typed = {"csrfmiddlewaretoken": token, "q": nik}
        page.request.post("/warga/cari/", form=typed, headers={"Referer": page.url})
    search(page, nik)
    expect(page.get_by_role("heading", name="Terlalu sering mencoba")).to_be_visible()
    problems = find_problems(page)
    assert not problems, "\n".join(problems)


def test_server_failing_when_checked_by_axe_then_no_finding(open_page, operator):
    page = open_page(operator, bypass_csp=True)
    with table_away("access_receipt"):
        answer = page.goto("/tanda-terima/")
    assert answer.status == 500
    expect(page.get_by_text("Yang aman")).to_be_visible()
    problems = find_problems(page)
    assert not problems, "\n".join(problems)
