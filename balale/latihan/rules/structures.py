"""Who lives together: shapes of families as years of birth and ties, before names and numbers.

All spacing is by year of birth. A parent is born 18 to 41 calendar years before a child, so
that completed years lie between 17 and 42 whatever the days; siblings are two years apart.
"""

from dataclasses import dataclass
from random import Random

from balale.latihan.rules.records import (
    BELUM_KAWIN,
    CERAI_HIDUP,
    CERAI_MATI,
    KAWIN,
    SHDK_ANAK,
    SHDK_CUCU,
    SHDK_FAMILI_LAIN,
    SHDK_ISTRI,
    SHDK_KEPALA,
    SHDK_MENANTU,
    SHDK_MERTUA,
    SHDK_ORANGTUA,
)

ANGGOTA_MAKS = 8
_JARAK_MIN, _JARAK_MAKS = 18, 41
_JARAK_SAUDARA = (2, 2, 2, 3, 3, 4, 5)
_ANAK_BANYAK = ((1, 2, 3, 4, 5, 6), (21, 32, 25, 13, 6, 3))
_PELUANG_LAKI = 0.514
_PELUANG_KEMBAR = 0.013


@dataclass(slots=True)
class Peran:
    """A place in a family. `ayah`, `ibu`, `kembar` are places in the same list."""

    hubungan: int
    jk: str
    tahun: int
    kawin: int = BELUM_KAWIN
    ayah: int | None = None
    ibu: int | None = None
    kembar: int | None = None
    pendatang: bool = False


class Structures:
    """Makes families that could be, seen from the year `kini`."""

    def __init__(self, rng: Random, kini: int) -> None:
        self._rng = rng
        self._kini = kini
        self._needs_twins = True
        self._shapes = {
            self._couple: 50,
            self._three_generations: 16,
            self._elder_head: 8,
            self._two_elders: 5,
            self._lone_parent: 9,
            self._grandparents: 4,
            self._lone_elder: 7,
            self._lone_adult: 3,
        }

    def family(self, maks: int = ANGGOTA_MAKS) -> list[Peran]:
        """One family of at most `maks` people, head first."""
        shape = self._rng.choices(list(self._shapes), list(self._shapes.values()))[0]
        anggota = shape()[: min(maks, ANGGOTA_MAKS)]
        banyak = len(anggota)
        for satu in anggota:
            satu.ayah = satu.ayah if satu.ayah is not None and satu.ayah < banyak else None
            satu.ibu = satu.ibu if satu.ibu is not None and satu.ibu < banyak else None
        return anggota

    def _jk(self) -> str:
        return "L" if self._rng.random() < _PELUANG_LAKI else "P"

    def _pair(self, muda: int, tua: int) -> list[Peran]:
        """Husband as head and wife; the wife from 3 years older to 8 years younger."""
        rng = self._rng
        suami = self._kini - int(rng.triangular(muda, tua, (muda * 2 + tua) / 3))
        istri = min(suami + rng.randint(-3, 8), self._kini - 19)
        asal = rng.random()
        return [
            Peran(SHDK_KEPALA, "L", suami, KAWIN, pendatang=asal < 0.12),
            Peran(SHDK_ISTRI, "P", istri, KAWIN, pendatang=asal > 0.75),
        ]

    def _add_children(
        self, anggota: list[Peran], ayah: int | None, ibu: int | None, *, hubungan: int
    ) -> None:
        """Children still at home, two calendar years apart or more, sometimes twins."""
        rng = self._rng
        tahun_orangtua = [anggota[i].tahun for i in (ayah, ibu) if i is not None]
        awal = max(tahun_orangtua) + _JARAK_MIN
        akhir = min(self._kini, min(tahun_orangtua) + _JARAK_MAKS)
        tahun = max(awal + rng.randint(0, 6), self._kini - rng.randint(8, 25))
        banyak = rng.choices(*_ANAK_BANYAK)[0]
        while banyak > 0 and tahun <= akhir:
            anggota.append(Peran(hubungan, self._jk(), tahun, ayah=ayah, ibu=ibu))
            banyak -= 1
            if self._needs_twins or rng.random() < _PELUANG_KEMBAR:
                kembar = len(anggota) - 1
                anggota.append(
                    Peran(hubungan, self._jk(), tahun, ayah=ayah, ibu=ibu, kembar=kembar)
                )
                self._needs_twins = False
                banyak -= 1
            tahun += rng.choice(_JARAK_SAUDARA)

    def _couple(self) -> list[Peran]:
        """Parents and children, seldom with a nephew or niece taken in."""
        anggota = self._pair(20, 62)
        self._add_children(anggota, 0, 1, hubungan=SHDK_ANAK)
        if self._rng.random() < 0.04:
            anggota.append(
                Peran(SHDK_FAMILI_LAIN, self._jk(), self._kini - self._rng.randint(3, 17))
            )
        return anggota

    def _three_generations(self) -> list[Peran]:
        """Parents, children and one or two of the grandparents."""
        rng = self._rng
        anggota = self._pair(24, 48)
        milik_istri = rng.random() < 0.35
        anak = anggota[1 if milik_istri else 0]
        hubungan = SHDK_MERTUA if milik_istri else SHDK_ORANGTUA
        nenek = anak.tahun - rng.randint(_JARAK_MIN, 34)
        berdua = rng.random() < 0.4
        if berdua or rng.random() < 0.7:
            anak.ibu = len(anggota)
            anggota.append(Peran(hubungan, "P", nenek, KAWIN if berdua else CERAI_MATI))
        if berdua or anak.ibu is None:
            anak.ayah = len(anggota)
            kakek = max(nenek - rng.randint(0, 7), anak.tahun - _JARAK_MAKS)
            anggota.append(Peran(hubungan, "L", kakek, KAWIN if berdua else CERAI_MATI))
        self._add_children(anggota, 0, 1, hubungan=SHDK_ANAK)
        return anggota

    def _elder_head(self) -> list[Peran]:
        """An elder couple with a grown child, that child's spouse and the grandchildren."""
        rng = self._rng
        anggota = self._pair(48, 66)
        anak = max(anggota[0].tahun, anggota[1].tahun) + _JARAK_MIN + rng.randint(0, 5)
        jk = self._jk()
        anggota.append(Peran(SHDK_ANAK, jk, anak, KAWIN, ayah=0, ibu=1))
        beda = rng.randint(0, 5) if jk == "L" else -rng.randint(0, 5)
        menantu = min(anak + beda, self._kini - 19)
        lawan = "P" if jk == "L" else "L"
        anggota.append(Peran(SHDK_MENANTU, lawan, menantu, KAWIN, pendatang=True))
        ayah, ibu = (2, 3) if jk == "L" else (3, 2)
        self._add_children(anggota, ayah, ibu, hubungan=SHDK_CUCU)
        return anggota

    def _two_elders(self) -> list[Peran]:
        return self._pair(60, 84)

    def _lone_parent(self) -> list[Peran]:
        """A widow or a woman left alone with children; seldom a man."""
        rng = self._rng
        jk = "P" if rng.random() < 0.85 else "L"
        kawin = rng.choices((CERAI_MATI, CERAI_HIDUP, KAWIN), (60, 34, 6))[0]
        anggota = [Peran(SHDK_KEPALA, jk, self._kini - rng.randint(24, 57), kawin)]
        ayah, ibu = (None, 0) if jk == "P" else (0, None)
        self._add_children(anggota, ayah, ibu, hubungan=SHDK_ANAK)
        return anggota

    def _grandparents(self) -> list[Peran]:
        """Grandchildren whose parents are dead or gone, with one or both grandparents."""
        rng = self._rng
        if rng.random() < 0.45:
            anggota = self._pair(56, 76)
        else:
            tahun = self._kini - rng.randint(56, 78)
            anggota = [Peran(SHDK_KEPALA, "P" if rng.random() < 0.75 else "L", tahun, CERAI_MATI)]
        tahun = max(max(p.tahun for p in anggota) + 37, self._kini - rng.randint(5, 17))
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            if tahun <= self._kini:
                anggota.append(Peran(SHDK_CUCU, self._jk(), tahun))
            tahun += rng.choice(_JARAK_SAUDARA)
        return anggota

    def _lone_elder(self) -> list[Peran]:
        jk = "P" if self._rng.random() < 0.65 else "L"
        kawin = CERAI_MATI if self._rng.random() < 0.8 else BELUM_KAWIN
        return [Peran(SHDK_KEPALA, jk, self._kini - self._rng.randint(61, 92), kawin)]

    def _lone_adult(self) -> list[Peran]:
        kawin = self._rng.choice((BELUM_KAWIN, BELUM_KAWIN, CERAI_HIDUP))
        return [Peran(SHDK_KEPALA, self._jk(), self._kini - self._rng.randint(20, 58), kawin)]
