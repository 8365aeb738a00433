"""Birth dates, schooling, work, religion and titles that fit an age."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from balale.latihan.rules.namer import DAYAK, JAWA, LAIN, MELAYU, TIONGHOA
from balale.latihan.rules.records import KAWIN, OrangRekaan

_AGAMA = {
    DAYAK: ((3, 2, 7), (60, 38, 2)),
    MELAYU: ((1,), (1,)),
    TIONGHOA: ((5, 6, 3, 2), (50, 12, 20, 18)),
    JAWA: ((1, 3), (93, 7)),
    LAIN: ((2, 3), (70, 30)),
}
_GELAR_S1 = ("S.Pd", "S.Sos", "S.E.", "S.H.", "S.Kom", "S.Pd.I")
_ISLAM = 1
# Dates written down when the day is not known, most frequent first: (day, month, share).
_TANGGAL_TUMPUK = ((1, 7, 0.62), (31, 12, 0.82), (1, 1, 0.9))
_PEKERJAAN_L = (9, 9, 9, 9, 20, 20, 19, 19, 15, 88, 13, 11, 84, 81, 26, 27, 1, 85)
_PEKERJAAN_P = (2, 2, 2, 2, 2, 9, 9, 9, 20, 20, 19, 84, 15, 88, 30, 23, 1)
_PEKERJAAN_S1 = (65, 65, 5, 18, 15, 74, 73, 85)


def make_birth_date(rng: Random, tahun: int, today: date) -> tuple[date, str]:
    """A date in that year and its precision.

    About 9 % fall on 1 July, 31 December, 1 January or the 15th, more among elders, few among
    children: those stand for a day nobody knew.
    """
    usia = today.year - tahun
    tumpuk = 0.3 if usia >= 60 else 0.1 if usia >= 20 else 0.02 if usia >= 2 else 0.0
    if rng.random() < tumpuk:
        return _pile_up(rng, tahun)
    awal = date(tahun, 1, 1)
    hari = (min(date(tahun, 12, 31), today) - awal).days
    return awal + timedelta(days=rng.randint(0, hari)), "hari"


def _pile_up(rng: Random, tahun: int) -> tuple[date, str]:
    acak = rng.random()
    for hari, bulan, sampai in _TANGGAL_TUMPUK:
        if acak < sampai:
            return date(tahun, bulan, hari), "perkiraan" if rng.random() < 0.35 else "tahun"
    return date(tahun, rng.randint(1, 12), 15), "bulan"


def add_years(hari: date, tahun: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where it must."""
    sasaran = hari.year + tahun
    return date(sasaran, hari.month, min(hari.day, monthrange(sasaran, hari.month)[1]))


def pick_agama(rng: Random, kelompok: str) -> int:
    """One religion for a whole family."""
    kode, bobot = _AGAMA[kelompok]
    return rng.choices(kode, bobot)[0]


def pick_pendidikan(rng: Random, usia: int) -> int:
    """Highest schooling, SIAK code."""
    if usia < 6:
        return 1
    if usia < 19:
        return 2 if usia < 12 else 3 if usia < 15 else 4 if usia < 18 else 5
    if usia < 40:
        return rng.choices((1, 2, 3, 4, 5, 7, 8), (2, 8, 25, 24, 33, 3, 5))[0]
    if usia < 60:
        return rng.choices((1, 2, 3, 4, 5, 7, 8), (10, 22, 36, 15, 13, 1, 3))[0]
    return rng.choices((1, 2, 3, 4, 5), (38, 30, 24, 5, 3))[0]


def pick_pekerjaan(rng: Random, usia: int, jk: str, pendidikan: int) -> int:
    """Occupation, SIAK code."""
    if usia < 6:
        return 1
    if usia < 18:
        return 3 if rng.random() < 0.94 else 1
    if usia >= 68 and rng.random() < 0.6:
        return 1
    if pendidikan >= 7:
        return rng.choice(_PEKERJAAN_S1)
    return rng.choice(_PEKERJAAN_L if jk == "L" else _PEKERJAAN_P)


def add_titles(rng: Random, orang: OrangRekaan, usia: int) -> None:
    """H. and Hj. for some elder Muslims, a degree for some of those who studied."""
    if orang.agama == _ISLAM and usia >= 45 and rng.random() < 0.05:
        orang.gelar_depan = "H." if orang.jenis_kelamin == "L" else "Hj."
    if orang.pendidikan == 8 and rng.random() < 0.5:
        orang.gelar_belakang = rng.choice(_GELAR_S1)
    elif orang.pendidikan == 7 and rng.random() < 0.4:
        orang.gelar_belakang = "A.Md."


def pick_reason_without_nik(rng: Random, usia: int, *, pendatang: bool) -> str | None:
    """Why this person has no NIK, or None for the 94 % who have one."""
    acak = rng.random()
    if usia == 0:
        return "bayi" if acak < 0.35 else None
    if usia >= 60:
        return "tidak_diketahui" if acak < 0.07 else "belum_rekam" if acak < 0.13 else None
    if pendatang and acak > 0.99:
        return "wna_tanpa_dokumen"
    return "belum_rekam" if acak < 0.03 else "tidak_diketahui" if acak < 0.042 else None


def has_telepon(rng: Random, usia: int, status_kawin: int) -> bool:
    """Whether a phone number is known; elders and children seldom have one."""
    if usia < 15:
        return False
    kira = 0.25 if usia >= 65 else 0.65 if status_kawin == KAWIN else 0.5
    return rng.random() < kira
