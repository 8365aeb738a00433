"""What a messy file must be understood as: the form of an expected account, and common rows."""

from dataclasses import dataclass, field
from datetime import date

HARI_INI = date(2026, 11, 24)


@dataclass(frozen=True)
class Case:
    """A file and its account. `orang`: fields of accepted persons by row; `ditolak`: codes of
    errors by row; `lewat`: rows left out; `kata`: codes of warnings that a row must have."""

    nama: str
    isi: bytes
    orang: dict[int, dict] = field(default_factory=dict)
    ditolak: dict[int, set[str]] = field(default_factory=dict)
    lewat: dict[int, str] = field(default_factory=dict)
    kata: dict[int, set[str]] = field(default_factory=dict)
    kolom: dict[str, str] = field(default_factory=dict)
    catatan: set[str] = field(default_factory=set)
    judul: int = 1
    lembar: str | None = None
    desa: str = ""


def nik(tanggal: str, serial: int, *, perempuan: bool = False, kecamatan: str = "14") -> str:
    """A NIK of nobody for a birth date DDMMYY: its serial is 9xxx."""
    hari = int(tanggal[:2]) + 40 * perempuan
    return f"6107{kecamatan}{hari:02d}{tanggal[2:]}{serial}"


LOPO = nik("120255", 9001)
YULI = nik("120360", 9002, perempuan=True)
BONG = nik("050788", 9003)
SITI = nik("230915", 9004, perempuan=True)
JALI = nik("311249", 9005)
KK1 = "6107140101109011"
KK2 = "6107140202129012"
SEBALO = "61.07.04.1010"
MAJU = "61.07.14.2004"
