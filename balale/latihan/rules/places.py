"""Where invented people live and where they were first registered."""

from dataclasses import dataclass
from random import Random

from balale.latihan.rules.records import DesaInfo

# Kecamatan now, the kecamatan it was part of, and the year of the split (Perda in data/wilayah,
# README). Residents born before may carry the parent's code in their NIK for life.
INDUK_KECAMATAN = {
    "61.07.10": ("61.07.03", 2003),
    "61.07.11": ("61.07.01", 2003),
    "61.07.12": ("61.07.07", 2003),
    "61.07.13": ("61.07.03", 2003),
    "61.07.14": ("61.07.04", 2004),
    "61.07.15": ("61.07.01", 2006),
    "61.07.16": ("61.07.02", 2006),
    "61.07.17": ("61.07.06", 2006),
}
# Kecamatan outside the regency from which people marry or move in, with a birthplace as written.
LUAR_KALBAR = (
    ("61.01.01", "Sambas"),
    ("61.01.03", "Jawai"),
    ("61.01.04", "Tebas"),
    ("61.72.01", "Singkawang"),
    ("61.72.02", "Singkawang"),
    ("61.71.01", "Pontianak"),
    ("61.02.01", "Mempawah"),
    ("61.03.01", "Sanggau"),
    ("61.05.01", "Sintang"),
)
LUAR_JAWA = (
    ("33.11.01", "Sukoharjo"),
    ("33.12.01", "Wonogiri"),
    ("35.02.01", "Ponorogo"),
    ("35.04.01", "Tulungagung"),
    ("35.18.01", "Nganjuk"),
)
_KATA = (
    "Beringin Tengkawang Rambai Langsat Pinang Belimbing Durian Cempedak Rotan Pandan Keladi "
    "Anggrek Melati Kenanga Seroja Teratai Bambu Meranti Ulin Nipah Sagu Pakis Kemuning Jambu "
    "Mentawak Rambutan Karet Lada"
)
KATA_DUSUN = _KATA.split()
_DUSUN_LETAK = ("", "", "", "", " Hulu", " Hilir", " Satu", " Dua", " Baru")
_ALAMAT = (
    "Jalan Dusun {dusun}",
    "Gang {kata} No. {no}",
    "Dekat jembatan gantung",
    "Seberang balai desa",
    "Jalan {kata} KM {no}",
    "Belakang gereja",
    "Samping surau",
    "Kebun {kata}",
    "",
)


@dataclass(frozen=True, slots=True)
class Alamat:
    """One house."""

    desa_kode: str
    dusun: str
    rt: str
    rw: str
    teks: str


def make_dusun(rng: Random) -> tuple[str, ...]:
    """Two to four invented dusun names for one desa."""
    kata = rng.sample(KATA_DUSUN, rng.randint(2, 4))
    return tuple(satu + rng.choice(_DUSUN_LETAK) for satu in kata)


def make_alamat(rng: Random, desa: DesaInfo, dusun: tuple[str, ...]) -> Alamat:
    """A house in one of the desa's dusun; the first dusun is the largest."""
    satu = dusun[int(len(dusun) * rng.random() ** 1.3)]
    teks = rng.choice(_ALAMAT).format(
        dusun=satu, kata=rng.choice(KATA_DUSUN), no=rng.randint(1, 40)
    )
    rw = rng.randint(1, 3)
    return Alamat(desa.kode, satu, f"{rng.randint(1, 6):03d}", f"{rw:03d}", teks)


def pick_asal(
    rng: Random, desa: DesaInfo, kecamatan: tuple[str, ...], *, tahun: int, pendatang: bool,
    jawa: bool,
) -> tuple[str, str]:  # fmt: skip
    """Area code of the NIK and the birthplace as written."""
    if pendatang:
        acak = rng.random()
        if jawa and acak < 0.5:
            return rng.choice(LUAR_JAWA)
        if acak < 0.55:
            return rng.choice(kecamatan), "Bengkayang"
        return rng.choice(LUAR_KALBAR)
    area = desa.kecamatan_kode
    induk = INDUK_KECAMATAN.get(area)
    if induk and tahun < induk[1] and rng.random() < 0.35:
        area = induk[0]
    acak = rng.random()
    if tahun < 1999 and acak < 0.12:
        return area, "Sambas"
    return area, desa.nama if acak < 0.7 else "Bengkayang"
