"""Invented NIK, No KK and phone numbers, all marked as invented by their last digits."""

from datetime import date
from random import Random

_SERI_AWAL, _SERI_BANYAK = 9000, 1000


class NumberMint:
    """Hands out numbers of one population; none twice, NIK and No KK together.

    Serials of one area and date run on by one, so twins who are numbered one after the other
    get neighbouring NIK.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._next: dict[str, int] = {}
        self._given: dict[str, int] = {}

    def nik(self, *, area: str, lahir: date, jenis_kelamin: str) -> str:
        """16 digits: area of first registration, birth day (+40 for a woman), serial 9xxx."""
        hari = lahir.day + (40 if jenis_kelamin == "P" else 0)
        return self._number(f"{area.replace('.', '')}{hari:02d}{lahir:%m%y}")

    def no_kk(self, *, area: str, terbit: date) -> str:
        """16 digits: area and date of issue, serial 9xxx."""
        return self._number(f"{area.replace('.', '')}{terbit:%d%m%y}")

    def telepon(self) -> str:
        """A number of the block 0899 0000 xxxx; several people may share one."""
        return f"08990000{self._rng.randrange(10_000):04d}"

    def _number(self, awal: str) -> str:
        if awal not in self._next:
            self._next[awal] = self._rng.randrange(_SERI_BANYAK - 200)
            self._given[awal] = 0
        if self._given[awal] >= _SERI_BANYAK:
            raise ValueError(f"No invented serial is left for {awal}")
        seri = self._next[awal]
        self._next[awal] = (seri + 1) % _SERI_BANYAK
        self._given[awal] += 1
        return f"{awal}{_SERI_AWAL + seri}"
