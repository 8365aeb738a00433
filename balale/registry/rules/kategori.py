"""Does a subject fit a PPKS category? The limits come as data; this says what they mean.

Blocks and warnings follow the research file on PPKS, section 1: hard limits stop the entry, soft
limits ask for a reason. A rule row is turned into `AturanKategori` by the caller, for the version
of the row that was in force on the day of the entry.
"""

from dataclasses import dataclass
from datetime import date

from balale.registry.rules.tanggal import Presisi, is_heaped
from balale.registry.rules.temuan import Temuan, Tingkat
from balale.registry.rules.usia import usia_tahun

_KATA_KELAMIN = {"L": "laki-laki", "P": "perempuan"}
_TOLERANSI_PERKIRAAN_TAHUN = 1


@dataclass(frozen=True)
class AturanKategori:
    """Limits of one category in completed years, both ends included.

    Outside `usia_min`..`usia_maks`: block. Outside `usia_min_periksa`..`usia_maks_periksa` (the
    narrower pair): warn. Children's categories have usia_maks 18 and usia_maks_periksa 17, so that
    exactly 18 warns. `arahan_muda` is a sentence added for those below a lower limit, for example
    which category to choose instead. `is_tanpa_nik`: a subject with a NIK warns (Gelandangan).
    """

    kode: str
    nomor: int
    nama: str
    unit: str = "orang"
    unit_lain: tuple[str, ...] = ()
    usia_min: int | None = None
    usia_maks: int | None = None
    usia_min_periksa: int | None = None
    usia_maks_periksa: int | None = None
    jenis_kelamin: str | None = None
    arahan_muda: str = ""
    is_tanpa_nik: bool = False

    @property
    def has_usia(self) -> bool:
        batas = (self.usia_min, self.usia_maks, self.usia_min_periksa, self.usia_maks_periksa)
        return any(nilai is not None for nilai in batas)


@dataclass(frozen=True)
class Subjek:
    """What is known of the person, family or community to be entered."""

    lahir: date | None = None
    presisi: str = Presisi.HARI
    jenis_kelamin: str | None = None
    has_nik: bool = False
    unit: str | None = None


def check_kategori(aturan: AturanKategori, subjek: Subjek, *, on: date) -> list[Temuan]:
    """Findings about `subjek` under `aturan` on the day `on`; empty when all fits.

    A block on age becomes a warning when the birth date is estimated (precision other than the
    day, or a day that stands for "unknown", see `is_heaped`) and the age misses the hard limit by
    no more than one year, since the true age may well be inside.
    """
    temuan = _check_unit(aturan, subjek) + _check_kelamin(aturan, subjek)
    temuan += _check_usia(aturan, subjek, on)
    if aturan.is_tanpa_nik and subjek.has_nik:
        pesan = f"Warga ini punya NIK. Tulis alasan memilih {aturan.nama}."
        temuan.append(Temuan("punya_nik", pesan))
    return temuan


def is_cocok(aturan: AturanKategori, subjek: Subjek, *, on: date) -> bool:
    """True when nothing blocks; warnings do not count."""
    return not any(temuan.is_block for temuan in check_kategori(aturan, subjek, on=on))


def _check_unit(aturan: AturanKategori, subjek: Subjek) -> list[Temuan]:
    if subjek.unit is None or subjek.unit in (aturan.unit, *aturan.unit_lain):
        return []
    pesan = f"{aturan.nama} dicatat per {aturan.unit}."
    return [Temuan("unit", pesan, Tingkat.BLOCK)]


def _check_kelamin(aturan: AturanKategori, subjek: Subjek) -> list[Temuan]:
    if aturan.jenis_kelamin is None or subjek.jenis_kelamin == aturan.jenis_kelamin:
        return []
    if subjek.jenis_kelamin is None:
        return [Temuan("jenis_kelamin_kosong", "Isi dulu jenis kelamin.")]
    pesan = f"{aturan.nama} hanya untuk {_KATA_KELAMIN[aturan.jenis_kelamin]}."
    return [Temuan("jenis_kelamin", pesan, Tingkat.BLOCK)]


def _check_usia(aturan: AturanKategori, subjek: Subjek, on: date) -> list[Temuan]:
    if not aturan.has_usia:
        return []
    if subjek.lahir is None:
        pesan = "Tanggal lahir belum ada. Usia belum dapat diperiksa."
        return [Temuan("usia_kosong", pesan)]
    if subjek.lahir > on:
        pesan = "Tanggal lahir belum terjadi. Periksa tahunnya."
        return [Temuan("lahir_depan", pesan, Tingkat.BLOCK)]
    usia = usia_tahun(subjek.lahir, on)
    keras = _check_batas(aturan, usia, aturan.usia_min, aturan.usia_maks, Tingkat.BLOCK)
    if keras and _is_perkiraan(subjek) and _jarak(aturan, usia) <= _TOLERANSI_PERKIRAAN_TAHUN:
        pesan = f"Usia sekitar {usia} tahun, dari tanggal perkiraan. Tulis alasannya."
        return [Temuan("usia_perkiraan", pesan)]
    if keras:
        return keras
    return _check_batas(
        aturan, usia, aturan.usia_min_periksa, aturan.usia_maks_periksa, Tingkat.WARN
    )


def _check_batas(
    aturan: AturanKategori, usia: int, bawah: int | None, atas: int | None, tingkat: Tingkat
) -> list[Temuan]:
    akhir = " Tulis alasannya." if tingkat is Tingkat.WARN else ""
    if bawah is not None and usia < bawah:
        arahan = f" {aturan.arahan_muda}" if aturan.arahan_muda else ""
        pesan = f"Usia {usia} tahun. {aturan.nama} mulai {bawah} tahun.{arahan}{akhir}"
        return [Temuan("usia_kurang", pesan, tingkat)]
    if atas is not None and usia > atas:
        pesan = f"Usia {usia} tahun. {aturan.nama} sampai {atas} tahun.{akhir}"
        return [Temuan("usia_lebih", pesan, tingkat)]
    return []


def _is_perkiraan(subjek: Subjek) -> bool:
    return subjek.presisi != Presisi.HARI or (subjek.lahir is not None and is_heaped(subjek.lahir))


def _jarak(aturan: AturanKategori, usia: int) -> int:
    """Years by which `usia` misses the hard limits; 0 inside."""
    kurang = 0 if aturan.usia_min is None else aturan.usia_min - usia
    lebih = 0 if aturan.usia_maks is None else usia - aturan.usia_maks
    return max(kurang, lebih, 0)
