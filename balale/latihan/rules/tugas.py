"""The six tasks of the training: what each asks for and which acts of an account fulfil it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

# Roles that train, as the policy table writes them.
OPERATOR_DESA, TKSK = "operator_desa", "tksk"
MULAI_LAGI = "latihan.reset"


@dataclass(frozen=True)
class Tugas:
    """One task: a sentence, the screen where it is done and the words of the link there."""

    kode: str
    judul: str
    kalimat: str
    alamat: str
    tautan: str


@dataclass(frozen=True)
class Perbuatan:
    """One line of an account's own trail. `is_lain`: of that kind, but not what a task means
    (a NIK compared at entry is no search, and only a form printed for a visit counts)."""

    event: str
    pada: datetime
    objek: UUID | None = None
    is_lain: bool = False


@dataclass(frozen=True)
class Tercatat:
    """A person whom the account wrote down, found again in the register."""

    ppks: UUID
    has_nik: bool


@dataclass(frozen=True)
class Hasil:
    """A task and when it was done; None while it is open."""

    tugas: Tugas
    pada: datetime | None = None


_DENGAN_NIK = Tugas(
    "dengan_nik", "Catat warga yang punya NIK",
    "Catat satu warga dengan NIK, lalu kirim ke kepala desa.", "desk:tambah", "Tambah PPKS",
)  # fmt: skip
_TANPA_NIK = Tugas(
    "tanpa_nik", "Catat warga tanpa NIK",
    "Catat satu warga yang belum punya NIK, dan pilih alasannya.", "desk:tambah", "Tambah PPKS",
)  # fmt: skip
_SIMPAN = Tugas(
    "simpan", "Simpan dulu, lalu lanjutkan",
    "Ketuk Simpan dulu di tengah isian, lalu lanjutkan sampai terkirim.", "desk:tambah",
    "Tambah PPKS",
)  # fmt: skip
_UBAH = Tugas(
    "ubah", "Cari warga dan ubah datanya",
    "Cari satu warga, ubah satu data dirinya, lalu simpan.", "desk:warga", "Cari warga",
)  # fmt: skip
_PERBAIKI = Tugas(
    "perbaiki", "Perbaiki kiriman yang dikembalikan",
    "Buka satu data yang perlu perbaikan, perbaiki, lalu kirim lagi.", "desk:beranda",
    "Lihat yang dikembalikan",
)  # fmt: skip
_RAHASIA = Tugas(
    "rahasia", "Catat lewat jalur rahasia",
    "Kirim satu kasus lewat jalur rahasia, dan catat nomornya.", "desk:rahasia",
    "Buka jalur rahasia",
)  # fmt: skip
_CETAK = Tugas(
    "cetak", "Cetak formulir kunjungan",
    "Cetak satu formulir kosong untuk kunjungan rumah.", "desk:formulir", "Pilih formulir",
)  # fmt: skip

# A TKSK hands in no secret case; it prints a form for a visit instead.
TUGAS: dict[str, tuple[Tugas, ...]] = {
    OPERATOR_DESA: (_DENGAN_NIK, _TANPA_NIK, _SIMPAN, _UBAH, _PERBAIKI, _RAHASIA),
    TKSK: (_DENGAN_NIK, _TANPA_NIK, _SIMPAN, _UBAH, _PERBAIKI, _CETAK),
}

DISIMPAN, DICATAT, CARI = "draf.kept", "ppks.entered", "orang.searched"
# Acts that count once the list was searched.
SETELAH_CARI = frozenset({"orang.edited", "ppks.edited", "change.proposed"})
_SEKALI = {
    "perbaiki": "ppks.corrected", "rahasia": "rahasia.entered", "cetak": "document.printed",
}  # fmt: skip
# A draft that was put aside and then sent has a receipt under the draft's own id.
TERKIRIM = "draf.sent"
EVENTS = SETELAH_CARI | {MULAI_LAGI, DISIMPAN, DICATAT, CARI, *_SEKALI.values()}


def list_since_reset(perbuatan: Sequence[Perbuatan]) -> list[Perbuatan]:
    """What was done after the account last began anew. `perbuatan`: oldest first."""
    at = max((i for i, one in enumerate(perbuatan) if one.event == MULAI_LAGI), default=-1)
    return list(perbuatan[at + 1 :])


def list_hasil(
    role: str, perbuatan: Sequence[Perbuatan], tercatat: Sequence[Tercatat]
) -> list[Hasil]:
    """The tasks of a role with the moment each was first done.

    `perbuatan` is what the account did since it last began anew, oldest first; `tercatat` are
    the new persons among it.
    """
    return [Hasil(tugas, _find(tugas.kode, perbuatan, tercatat)) for tugas in TUGAS.get(role, ())]


def _find(
    kode: str, perbuatan: Sequence[Perbuatan], tercatat: Sequence[Tercatat]
) -> datetime | None:
    if kode in ("dengan_nik", "tanpa_nik"):
        wanted = {one.ppks for one in tercatat if one.has_nik is (kode == "dengan_nik")}
        return _first(one for one in perbuatan if one.event == DICATAT and one.objek in wanted)
    if kode == "simpan":
        kept = {one.objek for one in perbuatan if one.event == DISIMPAN}
        return _first(one for one in perbuatan if one.event == TERKIRIM and one.objek in kept)
    if kode == "ubah":
        return _find_after_search(perbuatan)
    return _first(one for one in perbuatan if one.event == _SEKALI[kode] and not one.is_lain)


def _find_after_search(perbuatan: Sequence[Perbuatan]) -> datetime | None:
    """The first change after a search of the list."""
    has_searched = False
    for one in perbuatan:
        has_searched = has_searched or (one.event == CARI and not one.is_lain)
        if has_searched and one.event in SETELAH_CARI:
            return one.pada
    return None


def _first(found: Iterable[Perbuatan]) -> datetime | None:
    return next((one.pada for one in found), None)
