"""Which desa a cell means: by code, by name, by older and other spellings, never by a guess.

Two desa are called Suka Maju; desa Sungai Raya doesn't lie in kecamatan Sungai Raya; BPS numbers
are not Kemendagri codes. A name near to one is taken only inside a kecamatan that is named too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.kata import fold
from balale.exchange.rules.sel import Sel, to_text
from balale.wilayah.rules import KODE_KABUPATEN

# Spellings met in decrees and lists beside the present ones (data/wilayah/README.md).
_EJAAN_DESA = {
    "sabau": "saba'u", "tebuah morong": "tebuah marong", "sabalo": "sebalo",
    "setangau jaya": "sentangau jaya", "nek ginep": "nek ginap", "kelayu": "kelayuk",
    "sabandut": "sebandut", "lhibuie": "hli buei", "hli buie": "hli buei",
    "lhi buie": "hli buei", "li buei": "hli buei", "gua boma": "goa boma",
    "nyempen": "siaga",
}  # fmt: skip
_AWALAN = re.compile(
    r"^(?:desa/?kel(?:urahan)?|kel(?:urahan)?/?desa|desa|kelurahan|kel|kec(?:amatan)?|ds|kmp)\b"
    r"[.\s:]*(?=\S)", re.IGNORECASE,
)  # fmt: skip
_SUNGAI = re.compile(r"^(?:sei|sui|sngai|sgi|sg|s)\b\.?\s*(?=\S)")
_ANGKA = {"1": "i", "2": "ii", "3": "iii", "satu": "i", "dua": "ii", "tiga": "iii"}
_GANTI = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("bh", "b"), ("dh", "d"), ("th", "t"))
_KODE = re.compile(r"([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})\.?([0-9]{4})")
_POTONG = re.compile(r"\s*[,(/;\[]\s*|\s+-\s+|\s*\bkec(?:amatan)?\b[.:\s]*", re.IGNORECASE)
_BPS = "6102"
_MIRIP = 0.84
T = TypeVar("T")


@dataclass(frozen=True)
class Desa:
    """A desa as the matching knows it."""

    kode: str
    nama: str
    kecamatan: str  # code
    nama_kecamatan: str


@dataclass(frozen=True)
class DaftarDesa:
    """All desa of the regency, and where codes that lapsed went to."""

    desa: tuple[Desa, ...]
    kode_lama: tuple[tuple[str, str], ...] = ()
    _by_nama: dict[str, tuple[Desa, ...]] = field(default_factory=dict, init=False, compare=False)
    _by_kode: dict[str, Desa] = field(default_factory=dict, init=False, compare=False)
    _kecamatan: dict[str, str] = field(default_factory=dict, init=False, compare=False)
    _pindahan: set[tuple[str, str]] = field(default_factory=set, init=False, compare=False)

    def __post_init__(self) -> None:
        for one in self.desa:
            kunci = kunci_tempat(one.nama)
            self._by_nama[kunci] = (*self._by_nama.get(kunci, ()), one)
            self._by_kode[one.kode] = one
            self._kecamatan[kunci_tempat(one.nama_kecamatan)] = one.kecamatan
        for lama, kini in self.kode_lama:
            self._pindahan.add((lama[:8], kini))

    def __hash__(self) -> int:
        return id(self)

    def get(self, kode: str) -> Desa | None:
        """The desa of a present or lapsed code, with or without dots."""
        kini = dict(self.kode_lama).get(kode, kode)
        return self._by_kode.get(kini)

    def list_bernama(self, kunci: str) -> tuple[Desa, ...]:
        """The desa of that name key."""
        return self._by_nama.get(kunci, ())

    def find_kecamatan(self, text: str) -> str | None:
        """Code of the kecamatan, by name or code; None for an unknown one."""
        digits = "".join(char for char in text if char.isdigit())
        if len(digits) == 6 and len(digits) >= len(text) - 3:
            kode = f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
            return kode if kode in self._kecamatan.values() else None
        return self._kecamatan.get(kunci_tempat(text))

    def list_kunci(self, kecamatan: str = "") -> list[str]:
        """Name keys of the desa, of one kecamatan or of all."""
        return [
            kunci
            for kunci, many in self._by_nama.items()
            if not kecamatan or any(one.kecamatan == kecamatan for one in many)
        ]

    def has_moved(self, kecamatan: str, kode: str) -> bool:
        """True where the desa once belonged to the kecamatan."""
        return (kecamatan, kode) in self._pindahan


@dataclass(frozen=True)
class HasilDesa:
    """The code of the desa, or "" with a reason."""

    kode: str = ""
    alasan: tuple[Alasan, ...] = ()


@lru_cache(maxsize=4096)
def kunci_tempat(text: str) -> str:
    """Key of a place name: without its kind, signs and old spelling; Roman numbers for others."""
    plain = text.strip()
    for _ in range(2):
        plain = _AWALAN.sub("", plain).strip()
    plain = re.sub(r"['’‘`´ʼ]", "", plain)
    plain = _SUNGAI.sub("sungai ", fold(plain))
    plain = _EJAAN_KUNCI.get(plain, plain)
    words = [_ANGKA.get(word, word) for word in plain.split()]
    kunci = "".join(words)
    for lama, baru in _GANTI:
        kunci = kunci.replace(lama, baru)
    return kunci


_EJAAN_KUNCI = {lama: kini.replace("'", "") for lama, kini in _EJAAN_DESA.items()}


def read_desa(
    sel: Sel, *, kecamatan: Sel, daftar: DaftarDesa, bawaan: str = "", wajib: str = ""
) -> HasilDesa:
    """The desa that the row means.

    `bawaan` is the desa of the whole file where the row names none; `wajib` the one that all
    rows must be of.
    """
    return _read(to_text(sel), to_text(kecamatan), daftar, wajib or bawaan, bool(wajib))


@lru_cache(maxsize=4096)
def _read(text: str, kecamatan: str, daftar: DaftarDesa, bawaan: str, is_wajib: bool) -> HasilDesa:
    if not text.strip(" -–."):
        if bawaan:
            return HasilDesa(bawaan)
        return _wrong("desa_kosong", "Desa belum diisi, dan berkas tidak menyebut desa.")
    hasil = _match(text, kecamatan, daftar, bawaan)
    if is_wajib and hasil.kode and hasil.kode != bawaan:
        lain = daftar.get(bawaan)
        nama = lain.nama if lain else bawaan
        return _wrong("desa_lain", f"Baris ini bukan warga {nama}. Periksa desanya.")
    return hasil


def _wrong(kode: str, pesan: str) -> HasilDesa:
    return HasilDesa(alasan=(Alasan("desa", kode, pesan),))


def _match(text: str, kecamatan: str, daftar: DaftarDesa, bawaan: str) -> HasilDesa:
    if found := _KODE.fullmatch(text.strip()):
        return _by_kode(".".join(found.groups()), daftar)
    kode_kecamatan = None
    if kecamatan.strip(" -–."):
        kode_kecamatan = daftar.find_kecamatan(kecamatan)
        if kode_kecamatan is None:
            nama = kecamatan[:40]
            return _wrong("kecamatan_tidak_dikenal", f"Kecamatan ‘{nama}’ tidak dikenal.")
    kandidat = daftar.list_bernama(kunci_tempat(text))
    if not kandidat and (parts := [part for part in _POTONG.split(text) if part.strip(" )")]):
        kandidat = daftar.list_bernama(kunci_tempat(parts[0]))
        if len(parts) > 1 and kode_kecamatan is None:
            kode_kecamatan = daftar.find_kecamatan(parts[1].strip(" )]"))
    if not kandidat:
        return _near(text, kode_kecamatan, daftar, bawaan)
    return _choose(kandidat, kode_kecamatan, daftar, bawaan, text)


def _by_kode(kode: str, daftar: DaftarDesa) -> HasilDesa:
    desa = daftar.get(kode)
    if desa is not None:
        if desa.kode != kode:
            pesan = f"Kode {kode} kode lama. Dibaca {desa.nama}."
            return HasilDesa(desa.kode, (warn("desa", "desa_kode_lama", pesan),))
        return HasilDesa(desa.kode)
    if kode.replace(".", "").startswith(_BPS):
        pesan = f"Kode {kode} seperti kode BPS. Pakai kode Kemendagri {KODE_KABUPATEN}."
        return _wrong("desa_kode_bps", pesan)
    return _wrong("desa_tidak_dikenal", f"Kode desa {kode} tidak dikenal di Bengkayang.")


def _choose(
    kandidat: tuple[Desa, ...], kecamatan: str | None, daftar: DaftarDesa, bawaan: str, text: str
) -> HasilDesa:
    if kecamatan is None:
        if len(kandidat) == 1:
            return HasilDesa(kandidat[0].kode)
        cocok = [one for one in kandidat if one.kode == bawaan]
        if cocok:
            return HasilDesa(cocok[0].kode)
        tempat = " dan ".join(one.nama_kecamatan for one in kandidat)
        pesan = f"{kandidat[0].nama} ada di {tempat}. Tulis juga kecamatannya."
        return _wrong("desa_ganda", pesan)
    di_dalam = [one for one in kandidat if one.kecamatan == kecamatan]
    if di_dalam:
        return HasilDesa(di_dalam[0].kode)
    pindahan = [one for one in kandidat if daftar.has_moved(kecamatan, one.kode)]
    if len(pindahan) == 1:
        one = pindahan[0]
        pesan = f"{one.nama} kini di kecamatan {one.nama_kecamatan}."
        return HasilDesa(one.kode, (warn("desa", "kecamatan_lama", pesan),))
    tempat = " dan ".join(one.nama_kecamatan for one in kandidat)
    pesan = f"{kandidat[0].nama} ada di kecamatan {tempat}. Periksa kecamatannya."
    return _wrong("kecamatan_tidak_cocok", pesan)


def _near(text: str, kecamatan: str | None, daftar: DaftarDesa, bawaan: str) -> HasilDesa:
    kunci = kunci_tempat(text)
    if kecamatan is None and bawaan:
        kecamatan = bawaan[:8]
    pilihan = get_close_matches(kunci, daftar.list_kunci(kecamatan or ""), n=2, cutoff=_MIRIP)
    nama = text[:40]
    if not pilihan:
        return _wrong("desa_tidak_dikenal", f"Desa ‘{nama}’ tidak dikenal di Bengkayang.")
    kandidat = [
        one for one in daftar.list_bernama(pilihan[0]) if kecamatan in (None, one.kecamatan)
    ]
    if kecamatan and len(pilihan) == 1 and len(kandidat) == 1:
        pesan = f"Desa ‘{nama}’ dibaca {kandidat[0].nama}. Periksa."
        return HasilDesa(kandidat[0].kode, (warn("desa", "desa_mirip", pesan),))
    pesan = f"Desa ‘{nama}’ tidak dikenal. Mungkin {kandidat[0].nama}?"
    return _wrong("desa_tidak_dikenal", pesan)


def find_desa_in(lines: Iterable[str], daftar: DaftarDesa) -> str:
    """The desa that a letterhead names: DESA SUKA MAJU KECAMATAN SUNGAI BETUNG; "" if none."""
    text = "\n".join(lines)
    kecamatan = None
    for found in re.finditer(r"\bkec(?:amatan)?\b[.:\s]*([^\n,:;|]+)", text, re.IGNORECASE):
        kecamatan = kecamatan or _longest(found[1], daftar.find_kecamatan)
    for found in re.finditer(
        r"\b(?:desa|kelurahan|kel|ds)\b(?:\s*/\s*kel(?:urahan)?)?[.:\s]*([^\n,:;|]+)", text, re.I
    ):
        kandidat = _longest(found[1], lambda part: daftar.list_bernama(kunci_tempat(part)))
        if kandidat:
            hasil = _choose(kandidat, kecamatan, daftar, "", found[1])
            if hasil.kode:
                return hasil.kode
    return ""


def _longest(text: str, find: Callable[[str], T]) -> T | None:
    """What `find` says of the most first words of `text` that it knows."""
    words = text.split()[:5]
    for size in range(len(words), 0, -1):
        if found := find(" ".join(words[:size]).strip(" .,-()")):
            return found
    return None
