"""What a score alone gets wrong: twins, sisters and brothers, father and son, a borrowed NIK.

Such a pair is shown to a person for what it is and never called the same by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from balale.linkage.rules.distances import jaro_winkler
from balale.linkage.rules.names import fold_text

Row = Mapping[str, Any]
_SERUMAH = frozenset({"kk", "kk_ketik", "anggota_dua", "anggota", "rumah"})
_NAMA_SAMA = frozenset({"rapi", "bunyi", "rapat", "lain", "ketik"})
_LAHIR_SAMA = frozenset({"sama", "sama_kira", "nik", "tukar"})
_SATU_TURUNAN_TAHUN = 13
_KATA_SAMA = 0.87
_NIK_KEMBAR = frozenset({"seri_ketik", "awal", "ketik"})
_SATU_SAJA = frozenset(map(fold_text, ("kepala keluarga", "istri", "suami")))
_LAHIR_LAIN = frozenset({"tahun", "dekat", "beda"})


class Jenis(StrEnum):
    """What a pair looks like. The words are shown to the person who decides."""

    KEMBAR = "kembar"
    SAUDARA = "saudara"
    ORANG_TUA_ANAK = "orang_tua_anak"
    NIK_PINJAM = "nik_pinjam"
    NIK_DUA = "nik_dua"


KATA = {
    Jenis.KEMBAR: "Mungkin kembar: lahir pada hari yang sama di satu keluarga, namanya berbeda.",
    Jenis.SAUDARA: "Mungkin kakak dan adik: satu keluarga, nama atau tanggal lahir berbeda.",
    Jenis.ORANG_TUA_ANAK: "Mungkin orang tua dan anak: namanya sama, umurnya jauh berbeda.",
    Jenis.NIK_PINJAM: "NIK sama, orangnya tampak berbeda. Mungkin NIK dipinjam atau salah salin.",
    Jenis.NIK_DUA: "Dua NIK yang sah dengan tanggal lahir berbeda.",
}


@dataclass(frozen=True)
class Finding:
    """`penalty` is taken off the weight (log2), so that the pair stands where people look."""

    jenis: Jenis
    penalty: float


def has_other_words(left: Sequence[str], right: Sequence[str]) -> bool:
    """True when both names have a word that the other has nothing like."""
    return _has_unmatched(left, right) and _has_unmatched(right, left)


def _has_unmatched(words: Sequence[str], others: Sequence[str]) -> bool:
    return not all(any(_is_alike(word, other) for other in others) for word in words)


def _is_alike(word: str, other: str) -> bool:
    if word == other or jaro_winkler(word, other) >= _KATA_SAMA:
        return True
    return min(len(word), len(other)) >= 3 and (word.startswith(other) or other.startswith(word))


def has_own_nik(row: Row) -> bool:
    """True when the NIK tells the same birth date as the record."""
    return row["lahir_nik"] is not None and row["lahir_nik"] == row["lahir"]


def has_other_initial(left: Row, right: Row) -> bool:
    """True when one name has an initial that no word of the other begins with, though the other
    has a word left over for it: S. TANJUNG and BASUKI TANJUNG."""
    return any(
        not any(word.startswith(letter) for letter in one["inisial"] for word in other["kata"])
        and _has_unmatched(other["kata"], one["kata"])
        for one, other in ((left, right), (right, left))
        if one["inisial"] and other["kata"]
    )


def can_be_twin(row: Row) -> bool:
    """Twins in one household are children of it, hardly ever its head or his wife."""
    return row["hubungan"] not in _SATU_SAJA


def is_only_one(left: Row, right: Row) -> bool:
    """True for a place that only one member of a family has: its head, his wife."""
    return (
        left["no_kk"] is not None
        and left["no_kk"] == right["no_kk"]
        and left["hubungan"] == right["hubungan"]
        and left["hubungan"] in _SATU_SAJA
        and left["jk"] == right["jk"]
    )


def judge(left: Row, right: Row, keys: Mapping[str, str]) -> Finding | None:
    """What kind of look-alikes these are, or None. `keys` are the levels by comparison."""
    nama, lahir, nik = keys["nama"], keys["lahir"], keys["nik"]
    beda_nama = nama not in _NAMA_SAMA and nama != "" and (
        has_other_words(left["kata"], right["kata"]) or has_other_initial(left, right)
    )  # fmt: skip
    if nik == "sama":
        return _judge_same_nik(left, right, keys, beda_nama=beda_nama)
    is_near = keys["keluarga"] in _SERUMAH or keys["ibu"] in {"sama", "mirip"}
    if lahir in _LAHIR_SAMA and is_only_one(left, right) and nik not in _NIK_KEMBAR:
        return None
    if beda_nama and lahir in _LAHIR_SAMA and (is_near or nik in _NIK_KEMBAR):
        return Finding(Jenis.KEMBAR, 12.0 if nik in {"beda", "awal"} else 8.0)
    tahun = _count_years(left, right)
    if tahun >= _SATU_TURUNAN_TAHUN and (nik != "" or keys["hubungan"] == "beda"):
        return Finding(Jenis.ORANG_TUA_ANAK, 10.0)
    is_other = lahir not in _LAHIR_SAMA or keys["jk"] == "beda"
    if nik == "beda" and is_other and has_own_nik(left) and has_own_nik(right):
        return Finding(Jenis.NIK_DUA, 12.0)
    if beda_nama and is_near and lahir not in _LAHIR_SAMA:
        return Finding(Jenis.SAUDARA, 8.0)
    if nama not in _NAMA_SAMA and nama != "" and is_near and lahir in _LAHIR_LAIN:
        return Finding(Jenis.SAUDARA, 4.0)
    return None


def judge_beside_twin(keys: Mapping[str, str]) -> Finding | None:
    """For a pair of which one is also a twin of somebody: the name must say which of the two."""
    if keys["nama"] in _NAMA_SAMA or keys["nik"] == "sama":
        return None
    return Finding(Jenis.KEMBAR, 4.0)


def _judge_same_nik(
    left: Row, right: Row, keys: Mapping[str, str], *, beda_nama: bool
) -> Finding | None:
    """One NIK on two people: borrowed, or copied from the line above."""
    years = _count_years(left, right)
    other_sex = keys["jk"] == "beda"
    if beda_nama and (years > 1 or other_sex or keys["hubungan"] == "beda"):
        return Finding(Jenis.NIK_PINJAM, 16.0)
    if years >= _SATU_TURUNAN_TAHUN and (other_sex or keys["hubungan"] == "beda"):
        return Finding(Jenis.NIK_PINJAM, 16.0)
    is_one = keys["lahir"] == "sama" and keys["jk"] != "beda" and keys["hubungan"] != "beda"
    if beda_nama and keys["nama"] == "beda" and not is_one:
        return Finding(Jenis.NIK_PINJAM, 8.0)
    return None


def _count_years(left: Row, right: Row) -> int:
    """Years between the births; 0 if one is unknown."""
    if left["tahun"] is None or right["tahun"] is None:
        return 0
    return abs(int(left["tahun"]) - int(right["tahun"]))
