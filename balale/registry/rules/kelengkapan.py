"""How complete an entry is: n of eight parts. It informs, it never blocks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class IsianPpks:
    """The parts of one entry as far as they are filled in.

    `pertanyaan_wajib`: codes of the category's own questions that apply; `jawaban`: what was
    answered, by code. No and zero are answers; None, "" and an empty list are not.
    """

    nik: str = ""
    alasan_tanpa_nik: str = ""
    nama: str = ""
    tanggal_lahir: date | None = None
    jenis_kelamin: str | None = None
    no_kk: str = ""
    dusun: str = ""
    rt: str | None = None
    kriteria: Collection[str] = ()
    pertanyaan_wajib: Collection[str] = ()
    jawaban: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Bagian:
    """One of the eight parts, with its words for the screen."""

    kode: str
    kata: str
    is_lengkap: bool


@dataclass(frozen=True)
class Kelengkapan:
    """The eight parts in the order of the form."""

    bagian: tuple[Bagian, ...]

    @property
    def jumlah(self) -> int:
        return sum(bagian.is_lengkap for bagian in self.bagian)

    @property
    def total(self) -> int:
        return len(self.bagian)

    @property
    def kurang(self) -> tuple[Bagian, ...]:
        return tuple(bagian for bagian in self.bagian if not bagian.is_lengkap)

    def __str__(self) -> str:
        return f"{self.jumlah}/{self.total}"


def count_kelengkapan(isian: IsianPpks) -> Kelengkapan:
    """Completeness of `isian`. A category without questions of its own counts as answered."""
    has_alamat = bool(isian.dusun.strip()) and bool(isian.rt)
    has_jawaban = all(_is_terjawab(isian.jawaban.get(kode)) for kode in isian.pertanyaan_wajib)
    return Kelengkapan(
        (
            Bagian("nik", "NIK atau alasannya", bool(isian.nik or isian.alasan_tanpa_nik)),
            Bagian("nama", "Nama", bool(isian.nama.strip())),
            Bagian("tanggal_lahir", "Tanggal lahir", isian.tanggal_lahir is not None),
            Bagian("jenis_kelamin", "Jenis kelamin", bool(isian.jenis_kelamin)),
            Bagian("no_kk", "No KK", bool(isian.no_kk)),
            Bagian("alamat", "Dusun dan RT", has_alamat),
            Bagian("kriteria", "Kriteria", bool(isian.kriteria)),
            Bagian("jawaban", "Isian kategori", has_jawaban),
        )
    )


def _is_terjawab(nilai: object) -> bool:
    if isinstance(nilai, str):
        return bool(nilai.strip())
    if isinstance(nilai, list | tuple | set | frozenset):
        return bool(nilai)
    return nilai is not None
