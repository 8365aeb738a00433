"""What every printed page has around its content, and how typed words are made fit for paper."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from enum import StrEnum
from typing import Any

# A word longer than this gets places where a line may break; the reader sees no difference.
KATA_MAKS = 18
_PANJANG = re.compile(rf"\S{{{KATA_MAKS + 1},}}")
_POTONG = re.compile(rf"\S{{{KATA_MAKS}}}(?=\S)")
_BREAK = "\N{ZERO WIDTH SPACE}"


class Kertas(StrEnum):
    """The two sheets an Indonesian office has."""

    A4 = "a4"
    F4 = "f4"

    @property
    def kata(self) -> str:
        return {"a4": "A4 (210 × 297 mm)", "f4": "F4 (215 × 330 mm)"}[self.value]


@dataclass(frozen=True)
class Kop:
    """A letterhead: its lines, the last one largest; and who signs at the end."""

    baris: tuple[str, ...] = ()
    alamat: str = ""
    tempat: str = ""
    jabatan: str = ""
    pejabat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Cetakan:
    """One printing: the sheet, the head, what it is, and who printed it when (WIB, in words)."""

    judul: str
    kop: Kop
    oleh: str
    pada: str
    kertas: Kertas = Kertas.A4
    tanggal: str = ""
    is_latihan: bool = False


def to_paper(value: Any) -> Any:
    """Plain data for a template: dataclasses as maps, texts without signs no printer has."""
    if isinstance(value, str):
        return _soften(value)
    if is_dataclass(value) and not isinstance(value, type):
        return to_paper(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): to_paper(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_paper(one) for one in value]
    return value


def _soften(text: str) -> str:
    kept = "".join(
        sign if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"} else " "
        for sign in text
    )
    return _PANJANG.sub(lambda word: _POTONG.sub(rf"\g<0>{_BREAK}", word[0]), kept)
