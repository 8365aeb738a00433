"""Invented remote customary communities, each in a village of few people."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from balale.latihan.rules.places import KATA_DUSUN
from balale.latihan.rules.records import DesaInfo, KeluargaRekaan, KomunitasRekaan

_TEMPAT = ("Bukit", "Hulu Sungai", "Riam", "Tembawang")
_HITUNGAN = (
    ("dihitung", "Operator desa"),
    ("perkiraan", "Kepala dusun"),
    ("perkiraan", "Tokoh adat"),
)
_BANYAK_MIN, _BANYAK_MAKS, _ORANG_PER_KOMUNITAS = 2, 12, 2500


def make_communities(
    rng: Random, *, desa: Sequence[DesaInfo], keluarga: Sequence[KeluargaRekaan], people: int
) -> list[KomunitasRekaan]:
    """Two communities or more, each in a village of its own where there are enough.

    The first is near the first village, so that who learns there meets one; the others are
    where the fewest people live. Villages without a family have none to speak for it.
    """
    keluarga_desa: dict[str, list[KeluargaRekaan]] = defaultdict(list)
    for satu in keluarga:
        keluarga_desa[satu.desa_kode].append(satu)
    terpencil = _list_remote([satu for satu in desa if satu.kode in keluarga_desa])
    banyak = min(_BANYAK_MAKS, max(_BANYAK_MIN, people // _ORANG_PER_KOMUNITAS))
    nama = rng.sample(KATA_DUSUN, min(banyak, len(terpencil)))
    return [
        _make(rng, i + 1, f"Komunitas {rng.choice(_TEMPAT)} {kata}", keluarga_desa[satu.kode])
        for i, (satu, kata) in enumerate(zip(terpencil, nama, strict=False))
    ]


def _list_remote(desa: Sequence[DesaInfo]) -> list[DesaInfo]:
    """A neighbour of the first village, then all others but that, the least peopled first."""
    if len(desa) < 2:
        return list(desa)
    utama = desa[0]
    lain = sorted(desa[1:], key=lambda satu: satu.weight)
    dekat = [satu for satu in lain if satu.kecamatan_kode == utama.kecamatan_kode][:1]
    return dekat + [satu for satu in lain if satu not in dekat]


def _make(
    rng: Random, nomor: int, nama: str, keluarga: Sequence[KeluargaRekaan]
) -> KomunitasRekaan:
    tercatat = rng.sample(keluarga, min(len(keluarga), rng.randint(2, 4)))
    kk = rng.randint(9, 60)
    cara, sumber = rng.choice(_HITUNGAN)
    return KomunitasRekaan(
        nomor=nomor,
        nama=nama,
        desa_kode=tercatat[0].desa_kode,
        dusun=tercatat[0].dusun,
        jumlah_kk=kk,
        jumlah_jiwa=round(kk * rng.uniform(3.2, 4.8)),
        cara=cara,
        sumber=sumber,
        keluarga_nomor=tuple(satu.nomor for satu in tercatat),
    )
