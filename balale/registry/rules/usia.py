"""Age in completed years and months, and the ages that the law names."""

from datetime import date

USIA_DEWASA_TAHUN = 18
USIA_TERTUA_TAHUN = 105


def usia_bulan(lahir: date, on: date) -> int:
    """Completed months on the day `on`. Raises ValueError when `on` is before `lahir`.

    A month is complete on the same day number, or on the first of the next month when the month
    has no such day (31 January -> 1 March; 29 February -> 1 March in common years).
    """
    if on < lahir:
        raise ValueError("Tanggal lahir belum terjadi.")
    months = (on.year - lahir.year) * 12 + on.month - lahir.month
    return months - 1 if on.day < lahir.day else months


def usia_tahun(lahir: date, on: date) -> int:
    """Completed years on the day `on`. Raises ValueError when `on` is before `lahir`.

    Someone born on 29 February completes a year on 1 March of a common year: no rule was found
    that says 28 February, and the later day never ends a child's protection too early.
    """
    return usia_bulan(lahir, on) // 12


def is_anak(lahir: date, on: date) -> bool:
    """True before the 18th birthday. Source: UU 35/2014 Pasal 1 angka 1."""
    return usia_tahun(lahir, on) < USIA_DEWASA_TAHUN
