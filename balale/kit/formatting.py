"""How dates, numbers and codes are written for people. Screen, print and export share this.

Times are stored in UTC and shown in WIB. A missing value is written as an empty string, so a
template decides what stands there instead.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from balale.kit.text import clean_code

WIB = ZoneInfo("Asia/Pontianak")
LOCALE = "id"
DOT = "\N{BULLET}"

Number = int | float | Decimal
Ketelitian = Literal["hari", "bulan", "tahun", "perkiraan"]


def as_wib(moment: datetime) -> datetime:
    """Return `moment` in WIB; one without a zone is read as UTC, as it is stored."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(WIB)


def format_tanggal(day: date | None) -> str:
    """24 November 2026."""
    return _format_day(day, "d MMMM y")


def format_tanggal_pendek(day: date | None) -> str:
    """24/11/2026, for tables."""
    return _format_day(day, "dd/MM/y")


def format_hari_tanggal(day: date | None) -> str:
    """Selasa, 24 November 2026."""
    return _format_day(day, "EEEE, d MMMM y")


def format_waktu(moment: datetime | None) -> str:
    """24/11/2026, 14.05 WIB."""
    return f"{format_tanggal_pendek(moment)}, {format_jam(moment)}" if moment else ""


def format_jam(moment: datetime | time | None) -> str:
    """14.05 WIB. A bare time is taken as WIB already."""
    if moment is None:
        return ""
    local = as_wib(moment) if isinstance(moment, datetime) else moment
    return f"{local:%H.%M} WIB"


def format_sapaan(moment: datetime) -> str:
    """Selamat pagi (to 10.59), siang (to 14.59), sore (to 17.59) or malam, by the WIB clock."""
    hour = as_wib(moment).hour
    if 4 <= hour < 11:
        return "Selamat pagi"
    if 11 <= hour < 15:
        return "Selamat siang"
    if 15 <= hour < 18:
        return "Selamat sore"
    return "Selamat malam"


def format_lahir(lahir: date | None, ketelitian: Ketelitian | str = "hari") -> str:
    """A birth date only as exact as it is known: day, month, year or estimate."""
    if lahir is None:
        return ""
    patterns = {"hari": "d MMMM y", "bulan": "MMMM y", "tahun": "y", "perkiraan": "y"}
    text = _format_day(lahir, patterns[ketelitian])
    return f"{text} (perkiraan)" if ketelitian == "perkiraan" else text


def format_usia(lahir: date | None, on: date) -> str:
    """71 tahun; under one year 5 bulan; under one month 12 hari. Empty before birth.

    Only completed years and months count; one born on 29 February turns on 1 March.
    """
    if lahir is None or lahir > on:
        return ""
    bulan = (on.year - lahir.year) * 12 + on.month - lahir.month - (on.day < lahir.day)
    if bulan >= 12:
        return f"{bulan // 12} tahun"
    return f"{bulan} bulan" if bulan else f"{(on - lahir).days} hari"


def format_angka(number: Number | None, desimal: int | None = None) -> str:
    """1.234,5. With `desimal`, exactly that many places; otherwise at most two."""
    if number is None:
        return ""
    places = "." + "0" * desimal if desimal else ""
    pattern = "#,##0.##" if desimal is None else f"#,##0{places}"
    return str(format_decimal(number, format=pattern, locale=LOCALE))


def format_persen(number: Number | None, desimal: int | None = None) -> str:
    """12,5%, from 12.5."""
    return f"{format_angka(number, desimal)}%" if number is not None else ""


def format_rupiah(amount_rp: Number | None) -> str:
    """Rp1.250.000, from whole rupiah."""
    text = format_angka(amount_rp, 0)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}" if text else ""


def format_nik(code: str | None) -> str:
    """610701 450690 0001, for a NIK or a KK number; any other length stays ungrouped."""
    digits = clean_code(code or "")
    return f"{digits[:6]} {digits[6:12]} {digits[12:]}" if len(digits) == 16 else digits


def mask_nik(code: str | None) -> str:
    """6107•• •••••• 0001; a code of any other length is hidden wholly."""
    digits = clean_code(code or "")
    if len(digits) != 16:
        return DOT * len(digits)
    return format_nik(f"{digits[:4]}{DOT * 8}{digits[12:]}")


def format_nip(code: str | None) -> str:
    """19780512 200312 1 004."""
    digits = clean_code(code or "")
    if len(digits) != 18:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def format_telepon(number: str | None) -> str:
    """0812-3456-7890, from the stored +62 form."""
    digits = clean_code(number or "").removeprefix("+")
    local = "0" + digits.removeprefix("62") if digits.startswith("62") else digits
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)


def format_rt_rw(rt: str | int | None, rw: str | int | None = None) -> str:
    """003/001, or 003 where there is no RW."""
    return "/".join(str(part).strip().zfill(3) for part in (rt, rw) if part not in (None, ""))


def mask_nama(nama: str | None) -> str:
    """A••• B•••, for children and protected persons; the dots do not betray the length."""
    return " ".join(f"{word[0].upper()}{DOT * 3}" for word in re.findall(r"\w[^\s]*", nama or ""))


def _format_day(day: date | None, pattern: str) -> str:
    if day is None:
        return ""
    local = as_wib(day) if isinstance(day, datetime) else day
    return str(format_date(local, format=pattern, locale=LOCALE))
