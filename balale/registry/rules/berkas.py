"""Photographs and papers: their level, and what waits to be opened with a reason."""

from dataclasses import dataclass
from datetime import date

BERLAKU_MAKS = 30
DIGANTI = "diganti"
_FOTO = "foto_"
_KESEHATAN = frozenset({"surat_dokter"})
_TERBATAS, _BIASA = "terbatas", "biasa"


@dataclass(frozen=True)
class IsianBerkas:
    """One file as it was sent, after cleaning."""

    jenis: str
    pada: date
    format: str
    isi: bytes


def is_foto(jenis: str) -> bool:
    """True for a picture of people or things, which is never a PDF; false for a paper."""
    return jenis.startswith(_FOTO)


def pick_level(jenis: str, tingkat_ppks: str) -> str:
    """The level of a new file: its entry's, and terbatas for whatever speaks of health.

    `tingkat_ppks` is "" for a file of the person or family as a whole. Source: security guide §1.
    """
    is_terbatas = tingkat_ppks == _TERBATAS or jenis in _KESEHATAN
    return _TERBATAS if is_terbatas else _BIASA


def is_behind_reason(jenis: str, tingkat: str) -> bool:
    """True where looking needs a reason: terbatas files, and papers, for a NIK stands on them."""
    return tingkat != _BIASA or not is_foto(jenis)
