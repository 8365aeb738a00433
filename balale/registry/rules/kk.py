"""No KK: sixteen digits, area and date of issue, serial. It changes when a family splits or moves,
so it is never a key of the family."""

from dataclasses import dataclass
from datetime import date

from balale.registry.rules.angka import format_kode_kecamatan, parse_nomor
from balale.registry.rules.temuan import Temuan, Tingkat

# No KK with an issue date came with the population administration of the 1990s.
_ABAD = (2000, 1900)


@dataclass(frozen=True)
class KkResult:
    """A No KK read from text; `kode` of the error as for NIK, without "tanggal".

    `tanggal_terbit` is None when digits 7-12 are no date: that the date of issue stands there is
    not confirmed, so it is never an error.
    """

    digits: str
    error: str | None = None
    kode: str | None = None
    tanggal_terbit: date | None = None
    kode_kecamatan: str | None = None


def parse_no_kk(text: str, *, today: date) -> KkResult:
    """Read a No KK as people type it; nothing but separators is ever changed."""
    nomor = parse_nomor(text, nama="No KK", kosong="No KK belum diisi. Salin dari kartu keluarga.")
    if nomor.error:
        return KkResult(nomor.digits, nomor.error, nomor.kode)
    terbit = _parse_terbit(nomor.digits, today)
    return KkResult(
        nomor.digits, tanggal_terbit=terbit, kode_kecamatan=format_kode_kecamatan(nomor.digits)
    )


def _parse_terbit(digits: str, today: date) -> date | None:
    hari, bulan, yy = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    for abad in _ABAD:
        try:
            terbit = date(abad + yy, bulan, hari)
        except ValueError:  # no such day in that year
            continue
        if terbit <= today:
            return terbit
    return None


def no_kk_warnings(no_kk: str, *, nik: str | None, known_area: bool, today: date) -> list[Temuan]:
    """What looks wrong in a readable No KK. A No KK equal to the NIK blocks (swapped)."""
    hasil = parse_no_kk(no_kk, today=today)
    if hasil.error:
        return []
    temuan: list[Temuan] = []
    if nik and parse_nomor(nik, nama="NIK", kosong="").digits == hasil.digits:
        pesan = "No KK sama dengan NIK. Periksa, mungkin tertukar."
        temuan.append(Temuan("kk_sama_nik", pesan, Tingkat.BLOCK))
    if hasil.tanggal_terbit is None:
        pesan = "Angka ke-7 sampai 12 biasanya tanggal terbit. Periksa kartu."
        temuan.append(Temuan("tanggal_terbit_tidak_mungkin", pesan))
    if not known_area:
        pesan = f"Kode wilayah {hasil.kode_kecamatan} belum dikenal. Lanjutkan jika kartu benar."
        temuan.append(Temuan("wilayah_tidak_dikenal", pesan))
    return temuan
