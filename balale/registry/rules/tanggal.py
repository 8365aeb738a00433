"""Dates as people in the village write them, with how exactly they are known.

Day before month, always. Nothing is guessed: what is unclear is answered with what to write.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from balale.registry.rules.usia import USIA_TERTUA_TAHUN, usia_tahun

TAHUN_TERTUA = 1890
_PANJANG_MAKS = 60

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)  # fmt: skip

# Other and older spellings, abbreviations and English names, by month. The beginning of a full
# name (three letters or more) is understood without being listed.
_EJAAN_BULAN = {
    1: "djanuari january i",
    2: "pebruari february febuari pebuari ii",
    3: "march mrt mart iii",
    4: "iv",
    5: "may mey v",
    6: "djuni june vi",
    7: "djuli july vii",
    8: "august agt ags agst viii",
    9: "ix",
    10: "october x",
    11: "nopember xi",
    12: "december xii",
}
_KATA_DIABAIKAN = frozenset(
    {"tgl", "tanggal", "lahir", "th", "thn", "tahun", "bln", "bulan"}
    | {"senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu"}
)
_JAM_NOL = re.compile(r"[t ]0{1,2}:00(:00)?(\.0+)?$")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?|[^\s/.,\-]")

_CONTOH = "Contoh: 12 Februari 1955."
_TAHUN_4_ANGKA = "Tahun harus 4 angka, misalnya 1955."
_TULIS_TAHUN = "Tulis juga tahunnya. Contoh: 12 Februari 1955."


class Presisi(StrEnum):
    """How exactly a birth date is known. "perkiraan" is chosen by a person, never by parsing."""

    HARI = "hari"
    BULAN = "bulan"
    TAHUN = "tahun"
    PERKIRAAN = "perkiraan"


@dataclass(frozen=True)
class TanggalResult:
    """A date with its precision, or an error in words; never both.

    `kode` names the errors that others ask for: abad (which century), urutan (the month stands
    first), bulan (a word that is no month).

    Where the day is unknown, `tanggal` holds the day that SIAK uses too: the 15th of the month, or
    1 July of the year (Permendagri 19/2010), but never a day after `today`.
    """

    tanggal: date | None = None
    presisi: Presisi | None = None
    error: str | None = None
    kode: str | None = None


class _Salah(ValueError):
    """A date that cannot be read; the message tells the person what to write."""

    def __init__(self, pesan: str, kode: str | None = None) -> None:
        super().__init__(pesan)
        self.kode = kode


def parse_tanggal(text: str, *, today: date) -> TanggalResult:
    """Read a past date in any form that people write. Never raises."""
    try:
        tanggal, presisi = _parse(text, today)
    except _Salah as salah:
        return TanggalResult(error=str(salah), kode=salah.kode)
    return TanggalResult(tanggal, presisi)


def is_heaped(tanggal: date) -> bool:
    """True for the days that stand for "unknown" in population data: 1 July, 31 December,
    1 January, and the 15th of any month. The precision is not changed by this."""
    return tanggal.day == 15 or (tanggal.day, tanggal.month) in {(1, 7), (31, 12), (1, 1)}


def _parse(text: str, today: date) -> tuple[date, Presisi]:
    tokens = _tokenize(text)
    if not tokens:
        raise _Salah("Tanggal belum diisi. Contoh: 12/2/1955.")
    if len(tokens) == 1 and _is_angka(tokens[0]):
        tokens = _split_rapat(tokens[0])
    if len(tokens) == 1:
        return _read_satu(tokens[0], today)
    if len(tokens) == 2:
        return _read_dua(tokens[0], tokens[1], today)
    if len(tokens) == 3:
        return _read_tiga(tokens[0], tokens[1], tokens[2], today)
    raise _Salah(f"Tanggal belum jelas. {_CONTOH}")


def _tokenize(text: str) -> list[str]:
    if len(text) > _PANJANG_MAKS:
        text = text.strip()
    if len(text) > _PANJANG_MAKS:
        raise _Salah(f"Tulis tanggalnya saja. {_CONTOH}")
    plain = _JAM_NOL.sub("", "".join(_plain_chars(text)).casefold().strip())
    return [token for token in _TOKEN.findall(plain) if token not in _KATA_DIABAIKAN]


def _plain_chars(text: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(char)
        if category == "Nd":
            yield str(unicodedata.decimal(char))
        elif category == "Pd" or char == "\u2212":
            yield "-"
        elif char in "’‘`´ʼ":
            yield "'"
        elif category == "Cc":
            yield " "
        elif category != "Cf":
            yield char


def _split_rapat(digits: str) -> list[str]:
    """12021955 and 19550212 as three tokens, 120255 as three, 021955 as two.

    The readings exclude each other: a year from 1890 on is never a day and month, nor a month.
    """
    if len(digits) == 8 and int(digits[4:]) >= TAHUN_TERTUA:
        return [digits[:2], digits[2:4], digits[4:]]
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    if len(digits) == 6 and int(digits[2:]) >= TAHUN_TERTUA and int(digits[2:4]) > 12:
        return [digits[:2], digits[2:]]
    if len(digits) == 6:
        return [digits[:2], digits[2:4], digits[4:]]
    return [digits]


def _read_satu(token: str, today: date) -> tuple[date, Presisi]:
    if not _is_angka(token):
        _read_bulan(token)
        raise _Salah("Tulis juga tahunnya. Contoh: Februari 1955.")
    if len(token) != 4:
        raise _Salah(_TAHUN_4_ANGKA)
    tahun = _check_tahun(int(token), today)
    return min(date(tahun, 7, 1), today), Presisi.TAHUN


def _read_dua(first: str, second: str, today: date) -> tuple[date, Presisi]:
    if _is_angka(first) and len(first) == 4:
        first, second = second, first
    if not _is_angka(second):
        _read_bulan(second)
        raise _Salah(_TULIS_TAHUN)
    bulan = _read_bulan(first)
    if _is_angka(first) and len(second) <= 2:
        raise _Salah(_TULIS_TAHUN)
    tahun = _read_tahun(second, bulan, 1, today)
    if (tahun, bulan) > (today.year, today.month):
        raise _Salah("Bulan ini belum terjadi. Periksa tahunnya.")
    return min(date(tahun, bulan, 15), today), Presisi.BULAN


def _read_tiga(first: str, second: str, third: str, today: date) -> tuple[date, Presisi]:
    if _is_angka(first) and len(first) == 4:  # 1955-02-12
        first, third = third, first
    if not _is_angka(first) and _is_angka(second):  # Februari 12 1955
        first, second = second, first
    if not (_is_angka(first) and _is_angka(third)):
        for word in (first, second, third):
            if not _is_angka(word):
                _read_bulan(word)
        raise _Salah(f"Tanggal belum jelas. {_CONTOH}")
    if _is_angka(second) and int(second) > 12 >= int(first):
        raise _Salah("Bulan hanya 1 sampai 12. Tulis tanggal dulu, lalu bulan.", "urutan")
    hari, bulan = int(first), _read_bulan(second)
    tahun = _read_tahun(third, bulan, hari, today)
    return _build_tanggal(tahun, bulan, hari, today), Presisi.HARI


def _build_tanggal(tahun: int, bulan: int, hari: int, today: date) -> date:
    if hari < 1:
        raise _Salah("Tanggal mulai dari 1.")
    akhir = monthrange(tahun, bulan)[1]
    if hari > akhir:
        raise _Salah(f"{NAMA_BULAN[bulan - 1]} {tahun} hanya sampai tanggal {akhir}.")
    tanggal = date(tahun, bulan, hari)
    if tanggal > today:
        raise _Salah("Tanggal ini belum terjadi. Periksa tahunnya.")
    return tanggal


def _read_bulan(token: str) -> int:
    if _is_angka(token):
        if 1 <= int(token) <= 12:
            return int(token)
        raise _Salah("Bulan hanya 1 sampai 12.")
    if token in _BULAN:
        return _BULAN[token]
    kandidat = {bulan for name, bulan in _BULAN.items() if name.startswith(token)}
    if len(token) >= 3 and len(kandidat) == 1:
        return kandidat.pop()
    if token.isalpha():
        raise _Salah(f"Nama bulan ‘{token}’ tidak dikenal. {_CONTOH}", "bulan")
    raise _Salah(f"Tanda ‘{token}’ tidak dikenal. {_CONTOH}" if token.isprintable() else _CONTOH)


def _read_tahun(token: str, bulan: int, hari: int, today: date) -> int:
    if len(token) == 4:
        return _check_tahun(int(token), today)
    if len(token) != 2:
        raise _Salah(_TAHUN_4_ANGKA)
    abad = today.year // 100 * 100
    tahun_list = [tahun + int(token) for tahun in (abad - 200, abad - 100, abad)]
    mungkin = [tahun for tahun in tahun_list if _is_mungkin(tahun, bulan, hari, today)]
    if len(mungkin) > 1:
        raise _Salah(f"Tulis tahun lengkap, misalnya {mungkin[0]} atau {mungkin[1]}.", "abad")
    if mungkin:
        return mungkin[0]
    return max(tahun for tahun in tahun_list if tahun <= today.year)


def _is_angka(token: str) -> bool:
    return token.isascii() and token.isdigit()


def _is_mungkin(tahun: int, bulan: int, hari: int, today: date) -> bool:
    try:
        tanggal = date(tahun, bulan, hari)
    except ValueError:  # no such day in that year
        return False
    return tanggal <= today and usia_tahun(tanggal, today) <= USIA_TERTUA_TAHUN


def _check_tahun(tahun: int, today: date) -> int:
    if tahun > today.year:
        raise _Salah(f"Tahun {tahun:04d} belum terjadi. Periksa tahunnya.")
    if tahun < TAHUN_TERTUA:
        raise _Salah(f"Tahun {tahun:04d} terlalu lama. Periksa tahunnya.")
    return tahun


def _build_bulan() -> dict[str, int]:
    bulan_of = {name.casefold(): nomor for nomor, name in enumerate(NAMA_BULAN, start=1)}
    for nomor, spellings in _EJAAN_BULAN.items():
        bulan_of.update(dict.fromkeys(spellings.split(), nomor))
    return bulan_of


_BULAN = _build_bulan()
