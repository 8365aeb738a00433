"""Why a row is refused or should be looked at: where, a code for programs, words for people."""

from dataclasses import dataclass
from enum import StrEnum


class Berat(StrEnum):
    """An error sends the row to quarantine; a warning lands it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Alasan:
    """`isian` is the field it is about, or "" for the whole row. Sentences of twelve words."""

    isian: str
    kode: str
    pesan: str
    berat: Berat = Berat.ERROR

    @property
    def is_error(self) -> bool:
        return self.berat is Berat.ERROR


def warn(isian: str, kode: str, pesan: str) -> Alasan:
    """A reason that lands the row."""
    return Alasan(isian, kode, pesan, Berat.WARNING)
