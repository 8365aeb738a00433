"""NIK, No KK and birth dates for comparison: read as far as they can be, never corrected."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from balale.registry.rules.nik import split_lahir
from balale.registry.rules.tanggal import is_heaped

_BUKAN_ANGKA = re.compile(r"[^0-9]")
_HURUF = str.maketrans("OoIilLBbS", "001111885")
_PANJANG = range(14, 19)


@dataclass(frozen=True)
class Lahir:
    """A birth date. `tukar` has day and month the other way round, None where that is no date."""

    iso: str
    tahun: int
    hari_bulan: str
    tukar: str | None
    is_kira: bool


@lru_cache(maxsize=100_000)
def read_lahir(text: str) -> Lahir | None:
    """A date written YYYY-MM-DD, or None."""
    try:
        tanggal = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    tukar = None
    if tanggal.day <= 12 and tanggal.day != tanggal.month:
        tukar = date(tanggal.year, tanggal.day, tanggal.month).isoformat()
    return Lahir(
        tanggal.isoformat(), tanggal.year, tanggal.strftime("%m%d"), tukar, is_heaped(tanggal)
    )


def read_digits(text: str) -> str | None:
    """The digits of a NIK or No KK as it was meant, or None if it can be none."""
    digits = _BUKAN_ANGKA.sub("", text.translate(_HURUF))
    if len(digits) not in _PANJANG or len(set(digits)) < 3:
        return None
    return digits


def read_nik_hints(nik: str | None, near: int | None, newest: int) -> tuple[str | None, str | None]:
    """(birth date, sex) that a NIK tells. Of two centuries the one nearer to the year `near`,
    without it the later one not after the year `newest`."""
    if nik is None or len(nik) != 16:
        return None, None
    hari, bulan, yy, sex = split_lahir(nik)
    years = [1900 + yy, 2000 + yy]
    if near is not None:
        year = min(years, key=lambda y: abs(y - near))
    else:
        year = years[1] if years[1] <= newest else years[0]
    try:
        return date(year, bulan, hari).isoformat(), sex
    except ValueError:  # an old wrong NIK: no hint
        return None, None
