"""Invented people of the regency, with what a list of people may say about them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from balale.latihan.rules.families import Numbering, Village
from balale.latihan.rules.name_tables import NameTables, build_name_tables
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.records import DesaInfo, KeluargaRekaan, OrangRekaan
from balale.latihan.rules.structures import Structures

HARI_INI = date(2026, 6, 1)
DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True, slots=True)
class Orang:
    """One true person."""

    nomor: int
    keluarga: int
    rekaan: OrangRekaan
    ibu: str
    ayah: str
    anak: str
    baptis: bool
    no_kk: str
    no_kk_lama: str


@dataclass(frozen=True, slots=True)
class Wilayah:
    """Villages of the regency and their older codes."""

    desa: dict[str, tuple[str, str]]
    kecamatan: dict[str, str]
    lama: dict[str, str]


def read_rows(*parts: str) -> list[dict[str, str]]:
    """A reference file of the repository."""
    with DATA.joinpath(*parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_wilayah() -> Wilayah:
    """Every desa with its name and kecamatan, and the codes it had before a split."""
    return Wilayah(
        {r["kode"]: (r["nama"], r["kode_kecamatan"]) for r in read_rows("wilayah", "desa.csv")},
        {row["kode"]: row["nama"] for row in read_rows("wilayah", "kecamatan.csv")},
        {row["kode_kini"]: row["kode_lama"] for row in read_rows("wilayah", "desa_historis.csv")},
    )  # fmt: skip


def read_names() -> NameTables:
    """The name lists of the demo."""
    return build_name_tables(read_rows("nama", "nama.csv"), read_rows("nama", "nama_kalbar.csv"))


class Population:
    """Makes families of random villages, one after another, for ever."""

    def __init__(self, seed: int, villages: int) -> None:
        self.rng = Random(seed)
        self.wilayah = read_wilayah()
        self._names = read_names()
        self._baptis = {word.upper() for word in (*self._names.kristen_l, *self._names.kristen_p)}
        numbering = Numbering(NumberMint(self.rng))
        kecamatan = tuple(self.wilayah.kecamatan)
        self._structures = Structures(self.rng, HARI_INI.year)
        self._villages = [
            Village(
                self.rng, desa=DesaInfo(kode, nama, camat, self.rng.uniform(0.4, 2.0)),
                kecamatan=kecamatan, names=self._names, numbering=numbering, today=HARI_INI,
            )
            for kode, (nama, camat) in self.rng.sample([*self.wilayah.desa.items()], villages)
        ]  # fmt: skip
        self._weights = [village.desa.weight for village in self._villages]
        self._mint = numbering.mint

    def families(self) -> Iterator[list[Orang]]:
        """Families without end."""
        while True:
            village = self.rng.choices(self._villages, self._weights)[0]
            family = village.family(self._structures.family())
            if self.rng.random() < self._chance(family):
                yield self._describe(family, village)

    def _chance(self, family: KeluargaRekaan) -> float:
        """Lists of people in need hold more elders, and we want more twins and namesakes."""
        is_odd = any(orang.kembar_nomor or orang.senama_nomor for orang in family.anggota)
        is_old = any(HARI_INI.year - orang.tanggal_lahir.year >= 60 for orang in family.anggota)
        names = {(orang.nama, orang.senama_nomor) for orang in family.anggota}
        if len(names) < len(family.anggota):
            return 0.0  # no one gives two children one name
        return 1.0 if is_odd else 0.8 if is_old else 0.4

    def _describe(self, keluarga: KeluargaRekaan, village: Village) -> list[Orang]:
        by_nomor = {orang.nomor: orang for orang in keluarga.anggota}
        lama = self._mint.no_kk(
            area=village.desa.kecamatan_kode, terbit=date(self.rng.randint(2006, 2018), 3, 4)
        )
        ibu = {
            orang.nomor: by_nomor[orang.ibu_nomor].nama
            if orang.ibu_nomor in by_nomor
            else self._mother_elsewhere(orang, village)
            for orang in keluarga.anggota
        }
        for orang in keluarga.anggota:
            if orang.kembar_nomor in ibu:
                ibu[orang.nomor] = ibu[orang.kembar_nomor]
        return [
            Orang(
                nomor=orang.nomor,
                keluarga=keluarga.nomor,
                rekaan=orang,
                ibu=ibu[orang.nomor].upper(),
                ayah=by_nomor[orang.ayah_nomor].nama.upper()
                if orang.ayah_nomor in by_nomor else "",
                anak=next((a.nama.upper() for a in keluarga.anggota
                           if orang.nomor in (a.ayah_nomor, a.ibu_nomor)), ""),
                baptis=orang.nama.upper().split()[0] in self._baptis,
                no_kk=keluarga.no_kk or "",
                no_kk_lama=lama,
            )
            for orang in keluarga.anggota
        ]  # fmt: skip

    def _mother_elsewhere(self, orang: OrangRekaan, village: Village) -> str:
        """A mother who lives in no family of ours."""
        namer = village._namer  # the village's own favourite names
        return namer.name(namer.kelompok(), "P", orang.tanggal_lahir.year - 26).nama
