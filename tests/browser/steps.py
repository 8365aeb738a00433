"""What people do on the screens, step by step. Every person in here is invented."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.recorder import Recorder

LANSIA = "Lanjut Usia Terlantar"
# A rahasia case.
NAMA = "Sekuntum Rahayu Ngabang"
HUBUNGI = "Telepon bibinya pagi hari. Jangan datang ke rumah."
KEADAAN = "Korban Tindak Kekerasan"


@dataclass(frozen=True)
class Warga:
    """An invented person. The NIK holds the birth date: 12 February 1955, a woman."""

    nama: str
    serial: str

    @property
    def nik(self) -> str:
        return f"610714520255{self.serial}"


def go_on(hand: Recorder, name: str) -> None:
    """The big button to the next topic, and wait for that topic."""
    hand.tap(hand.page.get_by_role("button", name=f"Lanjut ke {name}"))
    see_topic(hand, name)


def see_topic(hand: Recorder, name: str) -> None:
    expect(hand.page.get_by_text(re.compile(rf"Langkah \d dari 5 · {name}"))).to_be_visible()
    hand.see(name)


def fill_siapa(hand: Recorder, warga: Warga) -> None:
    page = hand.page
    hand.type(page.get_by_role("textbox", name="NIK", exact=True), warga.nik)
    hand.type(page.get_by_role("textbox", name="Nama lengkap"), warga.nama)


def pick_lansia(hand: Recorder) -> None:
    """The category and the first of its signs."""
    part = hand.page.locator(".kat").filter(has_text=LANSIA).first
    hand.tap(part.locator("label.pick").first)
    hand.tap(part.locator(".tanda label.pick").first)


def record_warga(hand: Recorder, warga: Warga) -> str:
    """From home to the receipt. Returns the receipt's number."""
    page = hand.page
    hand.tap(page.get_by_role("link", name="Tambah PPKS").first)
    see_topic(hand, "Siapa")
    fill_siapa(hand, warga)
    go_on(hand, "Alamat")
    hand.type(page.get_by_role("textbox", name="RT/RW"), "3/1")
    go_on(hand, "Kriteria")
    pick_lansia(hand)
    go_on(hand, "Kebutuhan")
    hand.tap(page.locator("#kebutuhan label.pick:visible").first)
    go_on(hand, "Periksa")
    hand.tap(page.get_by_text("Warga sudah diberi tahu untuk apa data ini"))
    hand.tap(page.get_by_role("button", name="Kirim ke kepala desa"))
    expect(page.get_by_role("heading", name="Terkirim ke kepala desa")).to_be_visible()
    return page.locator(".no .num").inner_text()


def approve(page: Page, warga: Warga) -> None:
    """The village head approves this person alone, with the minutes of the meeting."""
    page.goto("/persetujuan/")
    for box in page.locator("input[name=pilih]").all():
        box.uncheck()
    page.get_by_role("checkbox", name=warga.nama).check()
    page.get_by_role("textbox", name="Nomor berita acara").fill("140/22/BA/2026")
    page.get_by_role("textbox", name="Tanggal musyawarah").fill("19/11/2026")
    page.get_by_role("button", name=re.compile("Setujui")).click()
    expect(page.get_by_text("1 data disetujui.")).to_be_visible()


def open_proposal(page: Page, warga: Warga) -> None:
    """The verifier's page of one person, through the queue's pages."""
    page.goto("/verifikasi/")
    link = page.locator(".ql").get_by_role("link", name=warga.nama)
    while link.count() == 0:
        page.get_by_role("link", name="Halaman berikut").click()
        page.wait_for_load_state()
    link.click()
    expect(page.get_by_role("heading", name=warga.nama)).to_be_visible()


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Cari warga").fill(words)
    page.get_by_role("button", name="Cari").click()


def hand_in(page: Page) -> str:
    """Fill the short form of a rahasia case. Returns the receipt's number."""
    page.goto("/")
    page.get_by_role("link", name="Isi lewat jalur rahasia").click()
    page.get_by_role("radio", name=re.compile(f"^{KEADAAN}")).check()
    page.get_by_role("radio", name="Ya, dalam bahaya").check()
    page.get_by_role("textbox", name="Nama", exact=True).fill(NAMA)
    page.get_by_role("radio", name="Perempuan").check()
    page.get_by_role("textbox", name="Tanggal lahir").fill("1994")
    page.get_by_role("textbox", name="Cara menghubungi yang aman").fill(HUBUNGI)
    page.get_by_role("radio", name="Setuju datanya dikirim").check()
    page.get_by_role("radio", name="Orangnya sendiri").check()
    page.get_by_role("button", name="Kirim ke DSP3A").click()
    expect(page.get_by_role("heading", name="Diterima DSP3A")).to_be_visible()
    return page.locator(".no .num").inner_text()
