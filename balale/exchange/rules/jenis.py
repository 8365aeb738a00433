"""Which of the 26 categories a cell means: by number, short code, official, older or short words.

Several may stand in one cell. What can't be told is an error with a suggestion, never dropped.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.jenis_data import ISTILAH, KODE, NAMA, TIDAK_ADA_LAGI
from balale.exchange.rules.kata import fold
from balale.exchange.rules.sel import Galat, Panjang, Sel, is_kosong

_TEGAS = re.compile(r"[;,\n|+•·]|\s-\s|\s*\d{1,2}\)\s*(?=[A-Za-z])")
_LEMAH = re.compile(r"[/&]|\bdan\b|\bserta\b|\bdgn\b", re.IGNORECASE)
_BERNOMOR = re.compile(r"^\(?0?([0-9]{1,2})\)?\s*[.)\-:–]*\s*(?=[^\W\d_])")
_ANGKA = re.compile(r"(?:no\.?|kode|kategori)?\s*0?([0-9]{1,2})\.?", re.IGNORECASE)
_KOSONG = frozenset({"", "tidak ada", "nihil", "bukan ppks", "non ppks", "kosong"})
_MIRIP = 0.86
_JARAK = 0.05  # nearer than this to another category is no answer
NOMOR_MAKS = 26


@dataclass(frozen=True)
class HasilKategori:
    """Numbers in the order of the cell, each once; and what couldn't be told."""

    nomor: tuple[int, ...] = ()
    alasan: tuple[Alasan, ...] = ()


def read_kategori(sel: Sel) -> HasilKategori:
    """The categories in a cell; an empty cell names none."""
    if sel is None or is_kosong(sel):
        return HasilKategori()
    if isinstance(sel, Galat | Panjang | bool):
        return _wrong("kategori_galat", "Kategori tidak terbaca. Ketik ulang.")
    if isinstance(sel, date):
        return _wrong("kategori_tanggal", "Kategori berubah menjadi tanggal di Excel. Ketik ulang.")
    if isinstance(sel, int | float):
        if sel != int(sel):  # 8,9 typed where the comma is the decimal sign; 8,10 would be lost
            return _wrong("kategori_angka", "Nomor kategori berubah di Excel. Tulis 8; 9.")
        return _read_text(str(int(sel)))
    return _read_text(sel.strip())


def _wrong(kode: str, pesan: str) -> HasilKategori:
    return HasilKategori(alasan=(Alasan("kategori", kode, pesan),))


@lru_cache(maxsize=8192)
def _read_text(text: str) -> HasilKategori:
    if fold(text) in _KOSONG:
        return HasilKategori()
    nomor: dict[int, None] = {}
    alasan: list[Alasan] = []
    for hasil in _read_parts(text):
        nomor.update(dict.fromkeys(hasil.nomor))
        alasan += [one for one in hasil.alasan if one not in alasan]
    return HasilKategori(tuple(nomor), tuple(alasan))


def _read_parts(text: str) -> list[HasilKategori]:
    whole = _lookup(text)
    if whole is not None:
        return [whole]
    parts = [part for part in _TEGAS.split(text) if fold(part)]
    if len(parts) > 1:
        return [hasil for part in parts for hasil in _read_parts(part.strip())]
    parts = [part for part in _LEMAH.split(text) if fold(part)]
    if len(parts) > 1:
        found = [_lookup(part) for part in parts]
        if all(one is not None for one in found):
            return [one for one in found if one is not None]
    words = text.split()
    if len(words) > 1 and all(_ANGKA.fullmatch(w) or w.upper() in KODE for w in words):
        return [_lookup(word) or _guess(word) for word in words]
    return [_guess(text)]


def _lookup(text: str) -> HasilKategori | None:
    """What the words say exactly, or None."""
    plain = text.strip(" .:-–()\"'")
    if found := _ANGKA.fullmatch(plain):
        angka = int(found[1])
        if 1 <= angka <= NOMOR_MAKS:
            return HasilKategori((angka,))
        return _wrong("kategori_nomor", f"Nomor kategori {angka} tidak ada. Pakai 1 sampai 26.")
    if plain.upper() in KODE:
        return HasilKategori((KODE[plain.upper()],))
    kunci = fold(plain)
    if kunci in _ISTILAH:
        return HasilKategori(_ISTILAH[kunci])
    if kunci in TIDAK_ADA_LAGI:
        return _wrong("kategori_tidak_ada", f"‘{plain[:40]}’ bukan salah satu dari 26 kategori.")
    if found := _BERNOMOR.match(plain):
        return _check_nomor(int(found[1]), _lookup(plain[found.end() :]))
    if found := re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]", text.strip()):
        return _check_dua(_lookup(found[1]), _lookup(found[2]))
    return None


def _check_nomor(nomor: int, hasil: HasilKategori | None) -> HasilKategori | None:
    """The words count; lists of before 2012 had numbers of their own."""
    if hasil is None or hasil.alasan or hasil.nomor == (nomor,):
        return hasil
    pesan = f"Nomor {nomor} tidak cocok dengan nama kategorinya. Dibaca dari nama."
    return HasilKategori(hasil.nomor, (warn("kategori", "kategori_nomor_beda", pesan),))


def _check_dua(nama: HasilKategori | None, kurung: HasilKategori | None) -> HasilKategori | None:
    """Lanjut Usia Terlantar (LUT): both say the same, or nothing is read."""
    if nama is None or kurung is None:
        return nama
    return nama if nama.nomor == kurung.nomor else None


def _guess(text: str) -> HasilKategori:
    kunci = fold(text)
    plain = text.strip()[:50]
    mirip = get_close_matches(kunci, _ISTILAH, n=4, cutoff=_MIRIP) if len(kunci) >= 6 else []
    if mirip:
        nomor = _ISTILAH[mirip[0]]
        dekat = [one for one in mirip if _ratio(kunci, one) >= _ratio(kunci, mirip[0]) - _JARAK]
        nama = " dan ".join(NAMA[one] for one in nomor)
        if all(_ISTILAH[one] == nomor for one in dekat):
            pesan = f"‘{plain}’ dibaca {nama}. Periksa."
            return HasilKategori(nomor, (warn("kategori", "kategori_mirip", pesan),))
        return _wrong("kategori_tidak_dikenal", f"Kategori ‘{plain}’ belum jelas. Mungkin {nama}?")
    pesan = f"Kategori ‘{plain}’ tidak dikenal. Tulis nama atau nomor 1 sampai 26."
    return _wrong("kategori_tidak_dikenal", pesan)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()


def find_kategori_heading(label: str) -> int | None:
    """The category whose ticks stand under a heading that is its name or code; else None."""
    hasil = _lookup(label) if not label.strip().isdigit() else None
    return hasil.nomor[0] if hasil and len(hasil.nomor) == 1 and not hasil.alasan else None


def _build_istilah() -> dict[str, tuple[int, ...]]:
    istilah: dict[str, tuple[int, ...]] = {fold(nama): (nomor,) for nomor, nama in NAMA.items()}
    for nomor, kata in ISTILAH.items():
        istilah.update({fold(satu): nomor for satu in kata.split("|")})
    return istilah


_ISTILAH = _build_istilah()
