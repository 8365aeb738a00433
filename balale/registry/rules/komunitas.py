"""What a filled form says of a community."""

from dataclasses import dataclass
from datetime import date

from balale.registry.rules.entry import IsianEntri

KATEGORI_KAT = 26


@dataclass(frozen=True)
class IsianHitungan:
    """How many families: `cara` is "dihitung" or "perkiraan"; `jumlah_jiwa` may be unknown."""

    jumlah_kk: int
    cara: str
    sumber: str
    pada: date
    jumlah_jiwa: int | None = None


@dataclass(frozen=True)
class IsianKomunitas:
    """The community, its count, and the answers of its category's form."""

    nama: str
    dusun: str
    hitungan: IsianHitungan
    entri: IsianEntri
