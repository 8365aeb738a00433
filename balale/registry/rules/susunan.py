"""A family arranged anew: who stays, who moves, who leaves, and who heads each family."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

KEPALA = "1"
ALASAN_KELUAR_KK = {
    "pisah_kk": "Pisah Kartu Keluarga",
    "menikah": "Menikah",
    "pindah_rumah": "Pindah rumah",
    "meninggal": "Meninggal",
    "salah_data": "Salah data",
}
# Endings of a place that aren't a departure.
BUKAN_KELUAR = frozenset({"ganti_hubungan", "dibatalkan"})


class Ke(StrEnum):
    """Where a member goes."""

    TETAP = "tetap"
    PINDAH = "pindah"
    KELUAR = "keluar"


@dataclass(frozen=True)
class Tempat:
    """One member of the family: the place now, and the place to be."""

    kunci: str
    nama: str
    mulai: date
    hubungan_lama: str
    ke: Ke
    hubungan: str

    @property
    def is_berubah(self) -> bool:
        return self.ke != Ke.TETAP or self.hubungan != self.hubungan_lama


@dataclass(frozen=True)
class Salah:
    """What is wrong, and beside which field; the page as a whole where `kolom` is empty."""

    pesan: str
    kolom: str = ""


def check_susunan(
    rows: Sequence[Tempat], *, tanggal: date, alasan: str, on: date, has_tujuan: bool
) -> list[Salah]:
    """Everything wrong with an arrangement. `has_tujuan`: the other family is known already and
    has its own head."""
    return list(_find(rows, tanggal=tanggal, alasan=alasan, on=on, has_tujuan=has_tujuan))


def _find(
    rows: Sequence[Tempat], *, tanggal: date, alasan: str, on: date, has_tujuan: bool
) -> Iterator[Salah]:
    berubah = [row for row in rows if row.is_berubah]
    if not berubah:
        yield Salah("Belum ada yang berubah. Ubah dulu susunannya.")
        return
    if tanggal > on:
        yield Salah("Tanggal ini belum terjadi. Periksa lagi.", "tanggal")
    for row in berubah:
        if tanggal < row.mulai:
            yield Salah(f"Tanggal ini sebelum {row.nama} menjadi anggota.", "tanggal")
    if any(row.ke != Ke.TETAP for row in rows) and alasan not in ALASAN_KELUAR_KK:
        yield Salah("Pilih alasannya.", "alasan")
    yield from _check_heads(rows, has_tujuan=has_tujuan)


def _check_heads(rows: Sequence[Tempat], *, has_tujuan: bool) -> Iterator[Salah]:
    tetap = [row for row in rows if row.ke == Ke.TETAP]
    pindah = [row for row in rows if row.ke == Ke.PINDAH]
    if tetap and _count_heads(tetap) != 1:
        yield Salah("Pilih satu kepala untuk keluarga ini.", f"hubungan_{tetap[0].kunci}")
    wanted = 0 if has_tujuan else 1
    if pindah and _count_heads(pindah) != wanted:
        words = (
            "Keluarga tujuan sudah punya kepala. Pilih hubungan lain."
            if has_tujuan
            else "Pilih satu kepala untuk keluarga baru."
        )
        yield Salah(words, f"hubungan_{pindah[0].kunci}")


def _count_heads(rows: Sequence[Tempat]) -> int:
    return sum(row.hubungan == KEPALA for row in rows)
