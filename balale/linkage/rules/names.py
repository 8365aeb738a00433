"""Names as bags of sounds, for comparison only.

Titles, forms of address and the father's name after bin are taken off; what stands in brackets
or after alias is another name; spelling goes by `nama_kunci`, then sounds that Indonesian ears
do not tell apart are folded.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from balale.registry.rules.nama import split_gelar
from balale.registry.rules.nama_data import NAMA_KOSONG, SAPAAN
from balale.registry.rules.nama_kunci import nama_kunci, tokens_kunci

_ALIAS = re.compile(r"\s+(?:alias|al\.|als\.?|@|a\.?k\.?a\.?)\s+|[()]|\s*@\s*|/", re.IGNORECASE)
_AYAH = re.compile(r"\s+(?:bin|binti|bt|bte|bnt)\.?\s+.*$", re.IGNORECASE)
_GELAR_SISA = frozenset(
    [
        "s",
        "pd",
        "sos",
        "se",
        "sh",
        "st",
        "kom",
        "ag",
        "skom",
        "spd",
        "ssos",
        "amd",
        "md",
        "keb",
        "kep",
        "alm",
        "almh",
        "h",
        "hj",
        "haji",
        "haja",
        "drs",
        "dra",
        "ir",
        "dr",
        "bpk",
        "bapak",
        "pak",
        "ibu",
        "bu",
        "ny",
        "nyonya",
        "tn",
        "tuan",
        "sdr",
        "sdri",
        "ust",
        "ustad",
        "ustads",
        "bin",
        "binti",
        "al",
        "alias",
    ]
)
# Order matters: longer sounds first, single letters last.
_BUNYI = (
    ("kng", "ng"), ("x", "ks"), ("sy", "s"), ("kh", "k"), ("q", "k"), ("ph", "p"), ("th", "t"),
    ("dh", "d"), ("ae", "ai"), ("f", "p"), ("v", "p"), ("w", "p"), ("z", "s"), ("j", "i"),
    ("y", "i"), ("o", "u"), ("e", "i"),
)  # fmt: skip
_AKHIR = (("tn", "n"), ("pm", "m"), ("nk", "ng"), ("k", ""))
_GANDA = re.compile(r"(.)\1+")
_H_DALAM = re.compile(r"(?<!^)h")


@dataclass(frozen=True)
class NamaBanding:
    """A name made ready. `kata` are sounds in order of appearance; empty if not comparable.

    `rapi` are the same words in the present spelling, well-known variants made one.
    """

    rapi: tuple[str, ...]
    kata: tuple[str, ...]
    lain: tuple[str, ...] = ()
    is_panggilan: bool = False
    inisial: tuple[str, ...] = ()


KOSONG = NamaBanding((), ())


@lru_cache(maxsize=200_000)
def fold_sound(token: str) -> str:
    """One word of a key as it sounds; words that sound alike come out the same."""
    sound = token
    for old, new in _BUNYI:
        sound = sound.replace(old, new)
    sound = _H_DALAM.sub("", sound)
    for old, new in _AKHIR:
        if sound.endswith(old) and len(sound) > len(old) + 2:
            sound = sound[: -len(old)] + new
    return _GANDA.sub(r"\1", sound) or token


@lru_cache(maxsize=400_000)
def read_nama(text: str) -> NamaBanding:
    """The name made ready; a nickname after the child (PAK LINA) is flagged, not compared."""
    if " ".join(text.upper().split()).strip("-. ") in NAMA_KOSONG or not any(
        map(str.isalpha, text)
    ):
        return KOSONG
    parts = [part.strip() for part in _ALIAS.split(text) if part and part.strip()]
    utama = _words(parts[0])
    upper = text.upper().replace(".", " ").split()
    is_panggilan = len(upper) == 2 and upper[0] in SAPAAN
    lain = tuple(" ".join(sorted(map(fold_sound, _words(part)))) for part in parts[1:])
    kata = tuple(map(fold_sound, utama))
    return NamaBanding(utama, kata, tuple(filter(None, lain)), is_panggilan, _initials(parts[0]))


def _initials(text: str) -> tuple[str, ...]:
    """Single letters of the name, as they sound; H. in front may be a title and is left out."""
    _, nama, _ = split_gelar(_AYAH.sub("", text))
    return tuple(fold_sound(word) for word in nama_kunci(nama).split() if len(word) == 1)


@lru_cache(maxsize=200_000)
def _words(text: str) -> tuple[str, ...]:
    _, nama, _ = split_gelar(_AYAH.sub("", text))
    words = tuple(_canonical(word) for word in nama_kunci(nama).split())
    kept = [word for word in words if word not in _GELAR_SISA and len(word) > 1]
    return tuple(kept or words)


@lru_cache(maxsize=200_000)
def _canonical(word: str) -> str:
    return " ".join(tokens_kunci(word)) or word


@lru_cache(maxsize=50_000)
def fold_text(text: str) -> str:
    """Free text (a place) as it sounds, in order."""
    return " ".join(fold_sound(word) for word in nama_kunci(text).split())
