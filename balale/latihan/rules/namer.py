"""Puts invented names together the way people of the regency are named.

The group of a family steers only its names and religion and is not handed over: the product
never stores or infers it. Patterns: one word for many elders; baptismal plus own or father's
name; Chinese name beside an Indonesian one; two or more words since Permendagri 73/2022.
"""

from dataclasses import dataclass, field
from random import Random

from balale.latihan.rules.name_tables import (
    DAYAK_L,
    DAYAK_P,
    HAKKA_AKHIR_L,
    HAKKA_AKHIR_P,
    HAKKA_TENGAH,
    NameTables,
    to_old_spelling,
)

DAYAK, MELAYU, TIONGHOA, JAWA, LAIN = "dayak", "melayu", "tionghoa", "jawa", "lain"
KELOMPOK_BOBOT = {DAYAK: 52, MELAYU: 26, TIONGHOA: 8, JAWA: 10, LAIN: 4}

TAHUN_DUA_KATA = 2022
_TAHUN_EJAAN_LAMA = 1966
_TUA, _DEWASA = 1960, 2000


@dataclass(slots=True)
class NamaRekaan:
    """`pokok` is the word that children may take over: own name, surname or marga."""

    nama: str
    pokok: str
    nama_lain: list[tuple[str, str]] = field(default_factory=list)
    kelompok: str = ""


class Namer:
    """Names for the people of one village; each has its own favourites, so names repeat."""

    def __init__(self, rng: Random, tables: NameTables) -> None:
        self._rng = rng
        self._tables = tables
        self._kelompok = list(KELOMPOK_BOBOT)
        self._bobot = [b * rng.uniform(0.3, 1.7) for b in KELOMPOK_BOBOT.values()]
        self._favourites: dict[int, list[str]] = {}

    def kelompok(self) -> str:
        """The group that a new family is named after."""
        return self._rng.choices(self._kelompok, self._bobot)[0]

    def name(self, kelompok: str, jk: str, tahun: int, pokok: str | None = None) -> NamaRekaan:
        """A name for someone born in `tahun`; `pokok` is the father's word, if he is known."""
        make = {
            DAYAK: self._dayak,
            MELAYU: self._melayu,
            TIONGHOA: self._tionghoa,
            JAWA: self._jawa,
            LAIN: self._lain,
        }[kelompok]
        made = make(jk, tahun, pokok)
        made.kelompok = kelompok
        if tahun >= TAHUN_DUA_KATA:
            self._fit_for_new_rule(made, jk)
        elif tahun < _TAHUN_EJAAN_LAMA and kelompok in (JAWA, MELAYU, TIONGHOA):
            self._age_spelling(made)
        return made

    def _pick(self, pool: tuple[str, ...]) -> str:
        """A word of the pool; the village's favourites come up far more often."""
        order = self._favourites.get(id(pool))
        if order is None:
            order = self._rng.sample(pool, len(pool))
            self._favourites[id(pool)] = order
        return order[int(len(order) * self._rng.random() ** 2.2)]

    def _other(self, pool: tuple[str, ...], *taken: str) -> str:
        word = self._pick(pool)
        while word in taken:
            word = self._rng.choice(pool)
        return word

    def _baptis(self, jk: str) -> str:
        return self._pick(self._tables.kristen_l if jk == "L" else self._tables.kristen_p)

    def _umum(self, jk: str) -> str:
        return self._pick(self._tables.umum_l if jk == "L" else self._tables.umum_p)

    def _belakang(self, jk: str, *taken: str) -> str:
        pool = self._tables.belakang_l if jk == "L" else self._tables.belakang_p
        return self._other(pool, *taken)

    def _dayak(self, jk: str, tahun: int, pokok: str | None) -> NamaRekaan:
        rng = self._rng
        sendiri = self._pick(DAYAK_L if jk == "L" else DAYAK_P)
        baptis = self._baptis(jk)
        acak = rng.random()
        if tahun < _TUA and acak < 0.6:
            lain = [("baptis", f"{baptis} {sendiri}")] if rng.random() < 0.2 else []
            return NamaRekaan(sendiri, sendiri, lain)
        if tahun < TAHUN_DUA_KATA and acak > 0.97:
            lain = [("baptis", f"{baptis} {sendiri}")]
            return NamaRekaan(f"{baptis[0]}. {sendiri}", sendiri, lain)
        if tahun >= _DEWASA and acak < 0.45:
            tengah = self._umum(jk)
            return NamaRekaan(f"{baptis} {tengah} {pokok or sendiri}", pokok or sendiri)
        if pokok and acak < 0.7:
            lain = [("panggilan", sendiri)] if rng.random() < 0.15 else []
            return NamaRekaan(f"{baptis} {pokok}", pokok, lain)
        if acak > 0.9:
            return NamaRekaan(f"{sendiri} {baptis}", sendiri)
        lain = [("panggilan", sendiri)] if rng.random() < 0.08 else []
        return NamaRekaan(f"{baptis} {sendiri}", sendiri, lain)

    def _melayu(self, jk: str, tahun: int, pokok: str | None) -> NamaRekaan:
        depan = self._pick(self._tables.islam_l if jk == "L" else self._tables.islam_p)
        acak = self._rng.random()
        if tahun < _TUA and acak < 0.35:
            return NamaRekaan(depan, depan)
        if tahun < _DEWASA and pokok and acak > 0.93:
            kata = "bin" if jk == "L" else "binti"
            return NamaRekaan(f"{depan} {kata} {pokok}", depan)
        if tahun >= _DEWASA and acak < 0.5:
            tengah = self._umum(jk)
            nama = f"{depan} {tengah} {self._belakang(jk, depan, tengah)}"
            return NamaRekaan(nama, tengah)
        belakang = self._belakang(jk, depan)
        return NamaRekaan(f"{depan} {belakang}", belakang if jk == "L" else depan)

    def _tionghoa(self, jk: str, tahun: int, pokok: str | None) -> NamaRekaan:
        rng = self._rng
        marga = pokok or self._pick(self._tables.marga_tionghoa)
        akhir = self._pick(HAKKA_AKHIR_L if jk == "L" else HAKKA_AKHIR_P)
        asli = f"{marga} {self._pick(HAKKA_TENGAH)} {akhir}"
        if rng.random() < (0.65 if tahun < _TUA else 0.3):
            return NamaRekaan(asli, marga)
        depan = self._baptis(jk) if rng.random() < 0.5 else self._umum(jk)
        nama = f"{depan} {marga}" if rng.random() < 0.4 else f"{depan} {self._belakang(jk, depan)}"
        lain = [("tionghoa", asli)] if rng.random() < 0.75 else []
        return NamaRekaan(nama, marga, lain)

    def _jawa(self, jk: str, tahun: int, pokok: str | None) -> NamaRekaan:
        sendiri = self._pick(self._tables.jawa_l if jk == "L" else self._tables.jawa_p)
        satu_kata = 0.75 if tahun < _TUA else 0.35 if tahun < _DEWASA else 0.05
        if self._rng.random() < satu_kata:
            return NamaRekaan(sendiri, sendiri)
        if tahun < _DEWASA:
            return NamaRekaan(f"{sendiri} {self._belakang(jk, sendiri)}", sendiri)
        depan = self._umum(jk)
        return NamaRekaan(f"{depan} {self._belakang(jk, depan)}", depan)

    def _lain(self, jk: str, tahun: int, pokok: str | None) -> NamaRekaan:
        marga = pokok or self._pick(self._tables.marga)
        depan = self._baptis(jk) if self._rng.random() < 0.6 else self._umum(jk)
        return NamaRekaan(f"{depan} {marga}", marga)

    def _fit_for_new_rule(self, made: NamaRekaan, jk: str) -> None:
        """Permendagri 73/2022: two words or more, 60 letters at most, no punctuation."""
        bersih = made.nama.replace("’", "").replace("'", "").replace(".", "")
        if " " not in bersih:
            bersih = f"{bersih} {self._belakang(jk, bersih)}"
        made.nama = bersih

    def _age_spelling(self, made: NamaRekaan) -> None:
        lama = to_old_spelling(made.nama)
        acak = self._rng.random()
        if lama == made.nama or acak > 0.16:
            return
        if acak < 0.1:
            made.nama = lama
        else:
            made.nama_lain.append(("ejaan_lama", lama))
