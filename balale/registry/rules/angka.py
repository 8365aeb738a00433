"""Cleaning of typed numbers (NIK, No KK, telephone, dates) and the checks that NIK and KK share."""

import re
import unicodedata
from dataclasses import dataclass

PANJANG_NOMOR = 16

# Letters that a photocopy or a hurried hand puts in place of a digit. A hint only: never replaced.
MIRIP_ANGKA = {"O": "0", "o": "0", "I": "1", "l": "1", "i": "1", "B": "8", "S": "5", "Z": "2"}

# Leading apostrophe is how Excel keeps a number as text.
_PEMISAH = frozenset(".-_\u2212\uff0e'’‘`´ʼ")
_ILMIAH = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")


@dataclass(frozen=True)
class NomorResult:
    """Sixteen digits, or `error` in words with its `kode`: kosong, huruf, excel, panjang, sama,
    seri. `digits` holds whatever digits were found, also when there is an error."""

    digits: str
    error: str | None = None
    kode: str | None = None


def clean_angka(text: str) -> str:
    """`text` without spaces, dots, dashes, apostrophes and unseen characters; digits as ASCII.

    Letters and other signs stay, so that the caller can point at them.
    """
    if text.isascii() and text.isdigit():
        return text
    return "".join(_clean_char(char) for char in text)


def _clean_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in _PEMISAH or category in {"Pd", "Cc", "Cf", "Mn"} or char.isspace():
        return ""
    return char


def parse_nomor(text: str, *, nama: str, kosong: str) -> NomorResult:
    """Sixteen digits called `nama` from `text`; `kosong` is the message when nothing is typed."""
    clean = clean_angka(text)
    if not clean:
        return NomorResult("", kosong, "kosong")
    digits = "".join(char for char in clean if "0" <= char <= "9")
    if _ILMIAH.fullmatch(text.strip()):
        return NomorResult(digits, f"{nama} rusak di Excel. Ketik ulang dari kartu.", "excel")
    if len(digits) != len(clean):
        return NomorResult(digits, message_bukan_angka(clean, nama=nama), "huruf")
    return _check_digits(digits, nama)


def _check_digits(digits: str, nama: str) -> NomorResult:
    jumlah = len(digits)
    if jumlah < PANJANG_NOMOR:
        pesan = f"{nama} harus 16 angka. Baru {jumlah} yang terisi."
        return NomorResult(digits, pesan, "panjang")
    if jumlah > PANJANG_NOMOR:
        return NomorResult(digits, f"{nama} harus 16 angka. Ini {jumlah} angka.", "panjang")
    if len(set(digits)) == 1:
        return NomorResult(digits, f"Semua angka {nama} sama. Salin dari kartu.", "sama")
    if digits.endswith("0000"):
        pesan = f"Empat angka akhir {nama} tidak mungkin 0000. Periksa kartu."
        return NomorResult(digits, pesan, "seri")
    return NomorResult(digits)


def message_bukan_angka(clean: str, *, nama: str) -> str:
    """What to do about the first character of `clean` that is not a digit."""
    salah = next(char for char in clean if not "0" <= char <= "9")
    if salah in MIRIP_ANGKA:
        return f"{nama} hanya angka. Periksa huruf ‘{salah}’: mungkin angka {MIRIP_ANGKA[salah]}."
    if salah.isprintable():
        return f"{nama} hanya angka. Hapus ‘{salah}’."
    return f"{nama} hanya angka. Hapus tanda yang tidak terbaca."


def format_kode_kecamatan(digits: str) -> str:
    """First six digits as a Kemendagri code with dots: 610704 -> 61.07.04."""
    return f"{digits[0:2]}.{digits[2:4]}.{digits[4:6]}"
