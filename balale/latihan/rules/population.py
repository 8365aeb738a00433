"""The whole invented population, village by village, and its entries."""

from collections.abc import Sequence
from datetime import date
from random import Random

from balale.latihan.rules.categories import KATEGORI, RAHASIA
from balale.latihan.rules.communities import make_communities
from balale.latihan.rules.edge_cases import plant_edge_cases
from balale.latihan.rules.entries import EntryGenerator
from balale.latihan.rules.families import Numbering, Village
from balale.latihan.rules.name_tables import NameTables
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.records import (
    BELUM_KAWIN,
    SHDK_KEPALA,
    DesaInfo,
    KeluargaRekaan,
    OrangRekaan,
    Population,
)
from balale.latihan.rules.structures import Peran, Structures

_BAGIAN_DISEGEL, _BAGIAN_TANPA_KELUARGA = 0.015, 0.01
_ALASAN_TUNAWISMA = ("terlantar", None, "wna_tanpa_dokumen", "terlantar", None, "tidak_diketahui")


def make_population(
    *, desa: Sequence[DesaInfo], names: NameTables, people: int, seed: int, today: date
) -> Population:
    """Exactly `people` invented persons spread over `desa` by weight, with their entries.

    About 1.5 % are sealed (at least one for each rahasia category from 60 people on) and 1 %
    have no family; the rest live in families. The same arguments give the same result.
    """
    if people < 1 or not desa or any(satu.weight <= 0 for satu in desa):
        raise ValueError("A population needs people, desa, and weights above zero")
    rng = Random(seed)
    numbering = Numbering(NumberMint(rng))
    kecamatan = tuple(dict.fromkeys(satu.kecamatan_kode for satu in desa))
    villages = [
        Village(
            rng, desa=d, kecamatan=kecamatan, names=names, numbering=numbering, today=today
        )
        for d in desa
    ]  # fmt: skip
    disegel = max(len(RAHASIA), round(people * _BAGIAN_DISEGEL)) if people >= 60 else 0
    sendiri = max(6, round(people * _BAGIAN_TANPA_KELUARGA)) if people >= 60 else 0
    keluarga = _families(rng, villages, people - disegel - sendiri, today)
    population = Population(
        keluarga=keluarga,
        tanpa_keluarga=_homeless(rng, villages, sendiri, today),
        disegel=_sealed(rng, villages, disegel, today),
        komunitas=make_communities(rng, desa=desa, keluarga=keluarga, people=people),
        entri=[],
    )
    plant_edge_cases(population, names, today)
    population.entri = EntryGenerator(rng, today).all_entries(population)
    return population


def _families(
    rng: Random, villages: list[Village], people: int, today: date
) -> list[KeluargaRekaan]:
    """Families in the order of the villages; each village is filled to its share so far."""
    structures = Structures(rng, today.year)
    seluruh = sum(satu.desa.weight for satu in villages)
    keluarga: list[KeluargaRekaan] = []
    banyak, bobot = 0, 0.0
    for i, village in enumerate(villages):
        bobot += village.desa.weight
        sasaran = people if i == len(villages) - 1 else people * bobot / seluruh
        while banyak < sasaran and banyak < people:
            satu = village.family(structures.family(people - banyak))
            banyak += len(satu.anggota)
            keluarga.append(satu)
    return keluarga


def _pick_villages(rng: Random, villages: list[Village], banyak: int) -> list[Village]:
    return rng.choices(villages, [satu.desa.weight for satu in villages], k=banyak)


def _homeless(rng: Random, villages: list[Village], banyak: int, today: date) -> list[OrangRekaan]:
    """People found without family or house; most are men, many have no NIK."""
    orang = []
    for i, village in enumerate(_pick_villages(rng, villages, banyak)):
        usia = rng.randint(9, 16) if i % 9 == 5 else rng.randint(19, 72)
        jk = "L" if rng.random() < 0.7 else "P"
        peran = Peran(SHDK_KEPALA, jk, today.year - usia, BELUM_KAWIN)
        satu = village.single(peran, tanpa_nik=_ALASAN_TUNAWISMA[i % len(_ALASAN_TUNAWISMA)])
        satu.rt = satu.rw = satu.alamat_teks = ""
        satu.telepon = None
        orang.append(satu)
    return orang


def _sealed(rng: Random, villages: list[Village], banyak: int, today: date) -> list[OrangRekaan]:
    """Persons of rahasia entries, in the order of the categories over and over."""
    orang = []
    for i, village in enumerate(_pick_villages(rng, villages, banyak)):
        muda, tua = KATEGORI[RAHASIA[i % len(RAHASIA)]].usia
        jk = "P" if rng.random() < 0.6 else "L"
        tahun = today.year - rng.randint(muda + 1, tua)
        tanpa_nik = "tidak_diketahui" if rng.random() < 0.1 else None
        satu = village.single(Peran(SHDK_KEPALA, jk, tahun, BELUM_KAWIN), tanpa_nik=tanpa_nik)
        satu.disegel = True
        orang.append(satu)
    return orang
