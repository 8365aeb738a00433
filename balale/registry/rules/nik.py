"""NIK: sixteen digits PPKKCC DDMMYY NNNN, the day plus 40 for women.

There is no check digit, and a NIK is not reissued when sex or birth date are corrected later or
when people move. So only the shape is an error; what it says about a person is a hint.
"""

from dataclasses import dataclass
from datetime import date

from balale.registry.rules.angka import NomorResult, format_kode_kecamatan, parse_nomor
from balale.registry.rules.tanggal import NAMA_BULAN, Presisi
from balale.registry.rules.temuan import Temuan, Tingkat
from balale.registry.rules.usia import USIA_TERTUA_TAHUN, usia_tahun

_TAMBAHAN_PEREMPUAN = 40
_ABAD = (1900, 2000)
_TOLERANSI_PERKIRAAN_TAHUN = 3


@dataclass(frozen=True)
class NikResult:
    """A NIK read from text. With `error` None it may be stored.

    `kode` names the error: kosong, huruf, excel, panjang, sama, seri, tanggal. An import may lower
    "tanggal" to a warning, because old wrong NIKs exist and stay valid.
    """

    digits: str
    error: str | None = None
    kode: str | None = None
    kandidat_lahir: tuple[date, ...] = ()
    jenis_kelamin: str | None = None
    kode_kecamatan: str | None = None


def parse_nik(text: str, *, today: date | None = None) -> NikResult:
    """Read a NIK as people type it; nothing but separators is ever changed.

    `kandidat_lahir` holds the possible birth dates, one a century; with `today`, none after it.
    """
    nomor = parse_nomor(
        text, nama="NIK", kosong="NIK belum diisi. Jika tidak ada, pilih alasannya."
    )
    if nomor.error:
        return NikResult(nomor.digits, nomor.error, nomor.kode)
    return _read_parts(nomor, today)


def split_lahir(digits: str) -> tuple[int, int, int, str]:
    """(day, month, last two digits of the year, sex) as sixteen digits say, possible or not."""
    hari, bulan, tahun = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if hari > _TAMBAHAN_PEREMPUAN:
        return hari - _TAMBAHAN_PEREMPUAN, bulan, tahun, "P"
    return hari, bulan, tahun, "L"


def _read_parts(nomor: NomorResult, today: date | None) -> NikResult:
    digits = nomor.digits
    hari, bulan, yy, jenis_kelamin = split_lahir(digits)
    kode_kecamatan = format_kode_kecamatan(digits)
    kandidat = _list_kandidat(hari, bulan, yy)
    error = _check_lahir(int(digits[6:8]), hari, bulan, kandidat)
    if error:
        return NikResult(digits, error, "tanggal", kode_kecamatan=kode_kecamatan)
    if today is not None:
        kandidat = tuple(lahir for lahir in kandidat if lahir <= today)
    return NikResult(digits, None, None, kandidat, jenis_kelamin, kode_kecamatan)


def _list_kandidat(hari: int, bulan: int, yy: int) -> tuple[date, ...]:
    kandidat = []
    for abad in _ABAD:
        try:
            kandidat.append(date(abad + yy, bulan, hari))
        except ValueError:  # no such day in that year
            continue
    return tuple(kandidat)


def _check_lahir(hari: int, hari_lahir: int, bulan: int, kandidat: tuple[date, ...]) -> str | None:
    if not 1 <= hari_lahir <= 31:
        return f"Tanggal {hari:02d} di NIK tidak mungkin. Periksa angka ke-7 dan 8."
    if not 1 <= bulan <= 12:
        return f"Bulan {bulan:02d} di NIK tidak mungkin. Periksa angka ke-9 dan 10."
    if not kandidat:
        nama_bulan = NAMA_BULAN[bulan - 1]
        return f"Tanggal {hari_lahir} {nama_bulan} di NIK tidak ada. Periksa angka ke-7 sampai 12."
    return None


def suggest_tanggal_lahir(nik: NikResult, *, today: date) -> date | None:
    """The birth date to offer: not in the future, age at most 105, the younger if both fit.

    Below six years the two centuries both fit; a small child is far likelier than a person over
    one hundred, and the operator sees and may change what is offered.
    """
    mungkin = [
        lahir
        for lahir in nik.kandidat_lahir
        if lahir <= today and usia_tahun(lahir, today) <= USIA_TERTUA_TAHUN
    ]
    return max(mungkin, default=None)


def mask_nik(digits: str) -> str:
    """First six and last four digits, the rest hidden: 610704******0001."""
    return f"{digits[:6]}******{digits[-4:]}"


def is_mungkin_rusak_excel(digits: str) -> bool:
    """True when the last digits look cut: Excel keeps fifteen digits and fills up with 0."""
    return digits.endswith("000")


def nik_warnings(
    nik: str,
    *,
    tanggal_lahir: date | None,
    presisi: str,
    jenis_kelamin: str | None,
    known_area: bool,
    no_kk: str | None,
    today: date,
) -> list[Temuan]:
    """What does not agree between a NIK and the rest of the form. All warnings, except that a NIK
    equal to the No KK blocks (the two were swapped). A NIK that cannot be read finds nothing."""
    hasil = parse_nik(nik, today=today)
    if hasil.error:
        return []
    temuan: list[Temuan] = []
    if no_kk and parse_nomor(no_kk, nama="No KK", kosong="").digits == hasil.digits:
        pesan = "NIK sama dengan No KK. Periksa, mungkin tertukar."
        temuan.append(Temuan("nik_sama_kk", pesan, Tingkat.BLOCK))
    if jenis_kelamin and jenis_kelamin != hasil.jenis_kelamin:
        pesan = "Jenis kelamin berbeda dari NIK. Periksa kartu."
        temuan.append(Temuan("jenis_kelamin_beda", pesan))
    if tanggal_lahir and _is_lahir_beda(tanggal_lahir, presisi, hasil.kandidat_lahir):
        pesan = "Tanggal lahir berbeda dari NIK. Periksa kartu."
        temuan.append(Temuan("tanggal_lahir_beda", pesan))
    temuan += _check_usia(tanggal_lahir, hasil, today)
    if not known_area:
        pesan = f"Kode wilayah {hasil.kode_kecamatan} belum dikenal. Lanjutkan jika kartu benar."
        temuan.append(Temuan("wilayah_tidak_dikenal", pesan))
    return temuan


def _is_lahir_beda(lahir: date, presisi: str, kandidat: tuple[date, ...]) -> bool:
    if presisi == Presisi.HARI:
        return lahir not in kandidat
    if presisi == Presisi.BULAN:
        return (lahir.year, lahir.month) not in {(k.year, k.month) for k in kandidat}
    batas = 0 if presisi == Presisi.TAHUN else _TOLERANSI_PERKIRAAN_TAHUN
    return all(abs(lahir.year - k.year) > batas for k in kandidat)


def _check_usia(tanggal_lahir: date | None, nik: NikResult, today: date) -> list[Temuan]:
    lahir = tanggal_lahir or max(nik.kandidat_lahir, default=None)
    if lahir is None or lahir > today:
        return []
    usia = usia_tahun(lahir, today)
    if usia <= USIA_TERTUA_TAHUN:
        return []
    return [Temuan("usia_terlalu_tua", f"Usia {usia} tahun. Periksa tahun lahir.")]
