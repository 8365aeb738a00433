"""What somebody typed into the search box: a number, a temporary number, or words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from balale.registry.rules.angka import PANJANG_NOMOR, clean_angka
from balale.registry.rules.nama_kunci import list_nama_kunci

PANJANG_AKHIR = 6
HURUF_MIN = 2
_SEMENTARA = re.compile(r"T6107([0-9]{4})([0-9]{6})")
_ANGKA_KURANG = "NIK harus 16 angka, atau 6 angka terakhir. Baru {jumlah} yang terisi."
_ANGKA_LEBIH = "NIK harus 16 angka, atau 6 angka terakhir. Ada {jumlah} yang terisi."


class CaraCari(StrEnum):
    """How is searched; the word stands in the trail."""

    NIK = "nik"
    NIK_AKHIR = "nik_akhir"
    SEMENTARA = "nomor_sementara"
    KATA = "kata"


@dataclass(frozen=True)
class Cari:
    """A search: `nilai` is the number or the words; `kunci` the name keys to compare.

    With `error` (Indonesian, for the screen) there is nothing to search.
    """

    cara: CaraCari
    nilai: str = ""
    kunci: tuple[str, ...] = ()
    error: str = ""

    @property
    def is_nomor(self) -> bool:
        """True for a search by NIK, which is limited in pace."""
        return self.cara in {CaraCari.NIK, CaraCari.NIK_AKHIR}


def parse_cari(text: str) -> Cari:
    """Read a search as typed: 16 or 6 digits, T-6107-2026-000012, or a name or dusun."""
    rapat = clean_angka(text)
    if rapat.isascii() and rapat.isdigit():
        return _parse_nomor(rapat)
    sementara = _SEMENTARA.fullmatch(rapat.upper())
    if sementara:
        return Cari(CaraCari.SEMENTARA, f"T-6107-{sementara[1]}-{sementara[2]}")
    kunci = tuple(k for k in list_nama_kunci(text) if k)
    if not kunci or len(kunci[0]) < HURUF_MIN:
        return Cari(CaraCari.KATA, error=f"Tulis paling sedikit {HURUF_MIN} huruf.")
    return Cari(CaraCari.KATA, " ".join(text.split()), kunci)


def _parse_nomor(digits: str) -> Cari:
    jumlah = len(digits)
    if jumlah == PANJANG_NOMOR:
        return Cari(CaraCari.NIK, digits)
    if jumlah == PANJANG_AKHIR:
        return Cari(CaraCari.NIK_AKHIR, digits)
    pesan = _ANGKA_KURANG if jumlah < PANJANG_NOMOR else _ANGKA_LEBIH
    return Cari(CaraCari.NIK, error=pesan.format(jumlah=jumlah))
