"""Words of a proposal's path: steps, results, methods, fields that can be marked, base versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BATAS_URUNGKAN_HARI = 30
LAMA_MENUNGGU_HARI = 14
BATAS_TANDA = 5


class Langkah(StrEnum):
    """The step at which a decision was taken, as stored."""

    KEPALA_DESA = "kepala_desa"
    VERIFIKASI = "verifikasi"
    PENOLAKAN = "penolakan"
    PENETAPAN = "penetapan"


class Hasil(StrEnum):
    """What was decided, as stored."""

    DISETUJUI = "disetujui"
    DIKEMBALIKAN = "dikembalikan"
    DITERIMA = "diterima"
    USUL_TOLAK = "usul_tolak"
    PERIKSA_LAGI = "periksa_lagi"
    DITOLAK = "ditolak"
    DITETAPKAN = "ditetapkan"

    @property
    def kata(self) -> str:
        """The word for the screen."""
        return _KATA_HASIL.get(self, self.value.capitalize())


_KATA_HASIL = {
    Hasil.USUL_TOLAK: "Diusulkan untuk ditolak",
    Hasil.PERIKSA_LAGI: "Diminta diperiksa lagi",
}


METODE = {
    "meja": "Pemeriksaan berkas",
    "lapangan": "Kunjungan lapangan",
    "dukcapil": "Pemadanan Dukcapil",
}

# Fields that a decision can mark: the names they have in the form that mends them.
KOLOM = {
    "nik": "NIK",
    "nama": "Nama",
    "tanggal_lahir": "Tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "no_kk": "No KK",
    "hubungan": "Hubungan dalam keluarga",
    "dusun": "Dusun",
    "rt_rw": "RT/RW",
    "alamat": "Alamat",
    "kriteria": "Kriteria",
    "tanda": "Yang terlihat di lapangan",
    "jawaban": "Isian kategori",
}


def join_kolom(kolom: Iterable[str]) -> str:
    """Marked fields as they are stored, in the order of the form; unknown ones are dropped."""
    chosen = set(kolom)
    return ",".join(kode for kode in KOLOM if kode in chosen)


def split_kolom(stored: str) -> tuple[str, ...]:
    """Marked fields of a stored decision."""
    return tuple(kode for kode in stored.split(",") if kode)


@dataclass(frozen=True)
class Dasar:
    """The versions that the decider saw: of the proposal, the entry and the person."""

    usulan: int
    ppks: int
    orang: int

    def __str__(self) -> str:
        return f"{self.usulan}.{self.ppks}.{self.orang}"


def parse_dasar(text: str) -> Dasar | None:
    """The versions from a form's hidden field, "3.4.2"; None when it says none."""
    parts = text.strip().split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        return None
    return Dasar(*(int(part) for part in parts))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    total = day.month - 1 + months
    first = date(day.year + total // 12, total % 12 + 1, 1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), next_first - timedelta(days=1))
