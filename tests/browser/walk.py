"""Walks the site by its links as a browser does, one page a kind of address and set of words."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

# Signing out, and what comes as a file for the printer.
SKIPPED = {
    "access:keluar", "desk:akun_desa_cetak", "desk:berkas_isi", "desk:dtsen_cetak",
    "desk:keluarga_dtsen", "desk:serah_cetak", "desk:warga_cetak", "desk:warga_detail_cetak",
    "desk:warga_dtsen", "desk:warga_formulir", "latihan:sertifikat",
}  # fmt: skip
# The same address drawn in several ways: each value of these words is a screen of its own.
WORDS = ("langkah=", "tahap=", "jenis=")
# Screens that no link names: the topics of a draft, and the page that checks it.
MORE = {
    "desk:lanjutkan": (
        "?langkah=siapa", "?langkah=alamat", "?langkah=kriteria", "?langkah=kebutuhan", "periksa/",
    )
}  # fmt: skip


def name_of(url: str) -> str | None:
    """The address by name, with the words that make it another screen; None for others'."""
    parts = urlsplit(url)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    words = next((each for each in parts.query.split("&") if each.startswith(WORDS)), "")
    return f"{name}?{words}" if words else name


def walk(page: Page) -> Iterator[str]:
    """From home to one page of every name that links lead to; yields the name while it is open."""
    seen: set[str] = set()
    waiting = [urljoin(page.url, "/")]
    while waiting:
        url = urldefrag(waiting.pop(0)).url
        if name_of(url) in seen | SKIPPED | {None}:
            continue
        page.goto(url)
        name = name_of(page.url) or ""
        if name not in seen:
            yield name
        seen |= {name, name_of(url) or ""}
        waiting += [urljoin(page.url, more) for more in MORE.get(name, ())]
        links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        host = urlsplit(page.url).netloc
        waiting += [link for link in links if urlsplit(link).netloc == host]
