"""Birth dates in cells: dates, serial numbers, and every way of writing one.

A date whose day is unknown has the day that SIAK uses: 1 July of a year, the 15th of a month.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.sel import Galat, Panjang, Sel, to_text
from balale.registry.rules.tanggal import (
    TAHUN_TERTUA,
    Presisi,
    TanggalResult,
    is_heaped,
    parse_tanggal,
)
from balale.registry.rules.usia import USIA_TERTUA_TAHUN, usia_tahun

_HARI_NOL = date(1899, 12, 30)
_SERIAL_MIN = 2500
_TOLERANSI_UMUR = 1
_TIDAK_TERBACA = "tanggal_tidak_terbaca"
_BELUM_JELAS = "Tanggal belum jelas. Contoh: 12 Februari 1955."
_KOSONG = re.compile(r"[-–—?.\s]*|n/?a|null|tidak (?:ada|tahu|diketahui)|belum ada|kosong")
_KIRA = re.compile(
    r"^(?:±|\+/-|\+\s*-|~|kira[- ]?kira|sekitar|lk\.?|kurang lebih|lebih kurang|perkiraan|est\.?)"
    r"\s*|\s*\(?(?:perkiraan|kira[- ]?kira|±)\)?$",
    re.IGNORECASE,
)
_JAM = re.compile(r"[T\s]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?\s*(?:wib|z)?$", re.I)
_TANPA_HARI = re.compile(r"0{1,2}\s*[-/. ]\s*([A-Za-z0-9]+)\s*[-/. ]\s*([0-9]{4})")
_TAHUN_DULU = re.compile(r"([0-9]{4})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*0{1,2}")
_ANGKA_TIGA = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{2,4})")
_TEMPAT = re.compile(
    r"^\s*([^0-9]*?[^\W\d_][^0-9]*?)\s*[,;/:]+\s*(?=\S)|^\s*([^0-9,]+?)\s+(?=[0-9])"
)
_UMUR = re.compile(r"\s*([0-9]{1,3})(?:[.,]0+)?\s*(?:th|thn|tahun)?\.?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Lahir:
    """A birth date with its precision, or an error; and the birthplace where one stood by it."""

    tanggal: date | None = None
    presisi: str = ""
    alasan: tuple[Alasan, ...] = ()
    tempat: str = ""


def read_lahir(
    sel: Sel,
    *,
    today: date,
    umur: int | None = None,
    is_bulan_dulu: bool = False,
    has_tempat: bool = False,
) -> Lahir:
    """The birth date in a cell.

    `is_bulan_dulu`: the column writes the month first. `has_tempat`: it holds the birthplace too,
    so that a word alone is a place.
    """
    if isinstance(sel, Galat | Panjang | bool):
        return _wrong("tanggal_galat", "Tanggal lahir tidak terbaca. Ketik ulang dari kartu.")
    if isinstance(sel, datetime):
        sel = sel.date()
    if isinstance(sel, date):
        return _check(TanggalResult(sel, Presisi.HARI), today, "")
    if isinstance(sel, int | float):
        return _read_number(sel, today)
    lahir = _read_text(to_text(sel), today, umur, is_bulan_dulu=is_bulan_dulu)
    if lahir.tempat and not (lahir.tanggal or lahir.alasan or has_tempat):
        return _wrong(_TIDAK_TERBACA, _BELUM_JELAS)
    return lahir


def _wrong(kode: str, pesan: str, tempat: str = "") -> Lahir:
    return Lahir(alasan=(Alasan("tanggal_lahir", kode, pesan),), tempat=tempat)


def _read_number(value: float, today: date) -> Lahir:
    number = int(value)
    if value < 0:
        return _wrong("tanggal_angka", "Angka ini bukan tanggal. Contoh: 12/2/1955.")
    if number == 0 and value == 0:
        return Lahir()
    digits = str(number)
    if TAHUN_TERTUA <= number <= today.year and number == value:
        return _check(parse_tanggal(digits, today=today), today, "")
    if number == value and len(digits) in (7, 8):  # 2021955: the first 0 was lost
        return _check(parse_tanggal(digits.zfill(8), today=today), today, "")
    return _read_serial(number, today)


def _read_serial(number: int, today: date) -> Lahir:
    if not _SERIAL_MIN <= number <= (today - _HARI_NOL).days:
        return _wrong("tanggal_angka", "Angka ini bukan tanggal. Contoh: 12/2/1955.")
    tanggal = _HARI_NOL + timedelta(days=number)
    return _check(TanggalResult(tanggal, Presisi.HARI), today, "")


def _read_text(text: str, today: date, umur: int | None, *, is_bulan_dulu: bool) -> Lahir:
    plain = text.strip("'’` ")
    if _KOSONG.fullmatch(plain.casefold()):
        return Lahir()
    plain, is_kira = strip_perkiraan(plain)
    tempat, plain = split_tempat(plain, today)
    if not plain:
        return Lahir(tempat=tempat)
    if plain.isascii() and plain.isdigit() and len(plain) == 5:
        return _read_serial(int(plain), today)
    if plain.isascii() and plain.isdigit() and len(plain) == 7:
        plain = "0" + plain
    hasil = _parse(plain, today, umur, is_bulan_dulu=is_bulan_dulu)
    if is_kira and hasil.tanggal:
        hasil = TanggalResult(hasil.tanggal, Presisi.PERKIRAAN)
    lahir = _check(hasil, today, tempat)
    if is_bulan_dulu and _ANGKA_TIGA.fullmatch(plain) and not lahir.alasan:
        pesan = "Kolom ini menulis bulan dulu. Periksa tanggalnya."
        alasan = (*lahir.alasan, warn("tanggal_lahir", "tanggal_bulan_dulu", pesan))
        return Lahir(lahir.tanggal, lahir.presisi, alasan, tempat)
    return lahir


def strip_perkiraan(text: str) -> tuple[str, bool]:
    """The text without a word for "about", and whether there was one."""
    plain = _KIRA.sub("", text).strip()
    return plain, plain != text.strip()


def split_tempat(text: str, today: date) -> tuple[str, str]:
    """(place, date) of "Bengkayang, 12-02-1955"; no place where the text begins with the date."""
    found = _TEMPAT.match(text)
    if found is None:
        is_tempat_saja = not any(char.isdigit() for char in text) and len(text) > 3
        if is_tempat_saja and parse_tanggal(text, today=today).kode == "bulan":
            return text, ""
        return "", text
    tempat = (found[1] or found[2] or "").strip(" ,.;:/")
    rest = text[found.end() :].strip(" ,.;:/")
    is_bulan = parse_tanggal(f"1 {tempat} 1955", today=today).tanggal is not None
    is_kata = tempat.casefold() in {"tgl", "tanggal", "tahun", "thn", "th", "bulan"}
    return ("", text) if is_bulan or is_kata or len(tempat) < 2 else (tempat, rest)


def _parse(text: str, today: date, umur: int | None, *, is_bulan_dulu: bool) -> TanggalResult:
    if found := _TANPA_HARI.fullmatch(text):
        bulan = "" if set(found[1]) == {"0"} else f"{found[1]}/"
        return parse_tanggal(f"{bulan}{found[2]}", today=today)
    if found := _TAHUN_DULU.fullmatch(text):
        bulan = "" if int(found[2]) == 0 else f"{found[2]}/"
        return parse_tanggal(f"{bulan}{found[1]}", today=today)
    text = _JAM.sub("", text)
    found = _ANGKA_TIGA.fullmatch(text)
    if found and is_bulan_dulu:
        text = f"{found[2]}/{found[1]}/{found[3]}"
    hasil = parse_tanggal(text, today=today)
    if hasil.kode == "abad" and umur is not None:
        return _choose_abad(text, today, umur) or hasil
    return hasil


def _choose_abad(text: str, today: date, umur: int) -> TanggalResult | None:
    """The century that the age beside the date tells."""
    cocok = []
    for abad in (today.year // 100 - 1, today.year // 100):
        hasil = parse_tanggal(re.sub(r"([0-9]{2})\s*$", rf"{abad:02d}\1", text), today=today)
        if hasil.tanggal and abs(usia_tahun(hasil.tanggal, today) - umur) <= _TOLERANSI_UMUR:
            cocok.append(hasil)
    return cocok[0] if len(cocok) == 1 else None


def _check(hasil: TanggalResult, today: date, tempat: str) -> Lahir:
    if hasil.error or hasil.tanggal is None:
        kode = f"tanggal_{hasil.kode}" if hasil.kode in ("abad", "urutan") else _TIDAK_TERBACA
        return _wrong(kode, hasil.error or _BELUM_JELAS, tempat)
    if hasil.tanggal > today:
        return _wrong("tanggal_depan", "Tanggal ini belum terjadi. Periksa tahunnya.", tempat)
    if hasil.tanggal.year < TAHUN_TERTUA:
        pesan = f"Tahun {hasil.tanggal.year} terlalu lama. Periksa tahunnya."
        return _wrong("tanggal_lama", pesan, tempat)
    alasan = []
    if hasil.presisi == Presisi.HARI and is_heaped(hasil.tanggal):
        pesan = "Tanggal ini sering dipakai bila hari lahir tidak diketahui."
        alasan.append(warn("tanggal_lahir", "tanggal_mungkin_perkiraan", pesan))
    usia = usia_tahun(hasil.tanggal, today)
    if usia > USIA_TERTUA_TAHUN:
        pesan = f"Usia {usia} tahun. Periksa tahun lahir."
        alasan.append(warn("tanggal_lahir", "usia_terlalu_tua", pesan))
    return Lahir(hasil.tanggal, str(hasil.presisi), tuple(alasan), tempat)


def read_umur(sel: Sel) -> int | None:
    """Age in years, or None where the cell says nothing of the kind."""
    found = _UMUR.fullmatch(to_text(sel))
    return int(found[1]) if found and int(found[1]) <= 130 else None


@dataclass
class UrutanTanggal:
    """Whether a column writes the day or the month first, by the values that tell."""

    hari_dulu: int = 0
    bulan_dulu: int = 0

    def add(self, sel: Sel) -> None:
        """Count one cell, if its numbers can be read in one order alone."""
        found = _ANGKA_TIGA.fullmatch(_JAM.sub("", sel.strip())) if isinstance(sel, str) else None
        if found:
            self.hari_dulu += int(found[1]) > 12 >= int(found[2])
            self.bulan_dulu += int(found[2]) > 12 >= int(found[1])

    @property
    def is_bulan_dulu(self) -> bool:
        """True where several values are month first and none is day first."""
        return self.bulan_dulu >= 2 and not self.hari_dulu
