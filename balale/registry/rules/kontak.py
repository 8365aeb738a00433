"""Telephone numbers and RT/RW as people write them."""

import re
from dataclasses import dataclass

from balale.registry.rules.angka import clean_angka, message_bukan_angka

# Digits after +62: mobile numbers start with 8; the rest are landlines with their area code.
_PANJANG_SELULER = range(9, 13)
_PANJANG_TETAP = range(8, 12)
_TANDA_TELEPON = re.compile(r"[()/]")
_RT_RW_PANJANG_MAKS = 40
_LABEL = re.compile(r"(RT|RW)\s*([0-9]+)")
_SALAH_AWAL = "Tulis nomor Indonesia, diawali 0 atau +62."
_CONTOH_RT = "RT/RW belum jelas. Contoh: 003/001."


@dataclass(frozen=True)
class TeleponResult:
    """A number as +62…, or an error in words; both None when nothing was typed."""

    nomor: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class RtRwResult:
    """RT and RW as three digits. Either may be missing; nothing typed is no error."""

    rt: str | None = None
    rw: str | None = None
    error: str | None = None


def parse_telepon(text: str) -> TeleponResult:
    """0812-3456-7890, 62812…, +62812… or 812… (zero lost in Excel) as +628…"""
    clean = _TANDA_TELEPON.sub("", clean_angka(text))
    if not clean:
        return TeleponResult()
    digits = clean.removeprefix("+")
    if not _is_angka(digits):
        error = message_bukan_angka(digits, nama="Nomor telepon") if digits else _SALAH_AWAL
        return TeleponResult(error=error)
    return _check_telepon(digits, is_international=clean.startswith("+"))


def _check_telepon(digits: str, *, is_international: bool) -> TeleponResult:
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("62"):
        nasional = digits[2:].removeprefix("0")
    elif is_international or not digits.startswith(("0", "8")):
        return TeleponResult(error=_SALAH_AWAL)
    else:
        nasional = digits.removeprefix("0")
    if nasional.startswith(("0", "1")):
        return TeleponResult(error=_SALAH_AWAL)
    panjang = _PANJANG_SELULER if nasional.startswith("8") else _PANJANG_TETAP
    if len(nasional) < panjang.start:
        pesan = f"Nomor telepon terlalu pendek. Baru {len(digits)} angka."
        return TeleponResult(error=pesan)
    if len(nasional) >= panjang.stop:
        return TeleponResult(error=f"Nomor telepon terlalu panjang. Ini {len(digits)} angka.")
    return TeleponResult(f"+62{nasional}")


def parse_rt_rw(text: str) -> RtRwResult:
    """3/1, 003-01, 3, 003001 or "RT 003 RW 001" as ("003", "001" or None); zeros mean none."""
    plain = " ".join(text.upper().split())
    if len(plain) > _RT_RW_PANJANG_MAKS:
        return RtRwResult(error=_CONTOH_RT)
    plain = "".join(clean_angka(char) or " " for char in plain).replace("/", " ")
    labels = _LABEL.findall(plain)
    found = dict(labels)
    others = _LABEL.sub(" ", plain).split()
    if not found and len(others) == 1 and len(others[0]) == 6:
        others = [others[0][:3], others[0][3:]]
    free = [label for label in ("RT", "RW") if label not in found]
    is_jelas = len(found) == len(labels) and len(others) <= len(free)
    if not is_jelas or not all(_is_angka(number) for number in others):
        return RtRwResult(error=_CONTOH_RT)
    found.update(zip(free, others, strict=False))
    if any(len(number) > 3 for number in found.values()):
        return RtRwResult(error="RT dan RW paling banyak 3 angka.")
    return RtRwResult(_pad(found.get("RT")), _pad(found.get("RW")))


def _is_angka(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _pad(number: str | None) -> str | None:
    return number.zfill(3) if number and int(number) else None
