"""The four answers of the Washington Group Short Set, and the two scales that number them.

The scales run against each other: WG counts up from no difficulty, Regsosek (428a–i, which
DTSEN follows) counts up from unable. An answer is stored as its word, never as a number.
"""

from collections.abc import Iterable
from enum import StrEnum


class Kesulitan(StrEnum):
    """Codes of the list `tingkat_kesulitan`."""

    TIDAK_ADA = "tidak_ada"
    SEDIKIT = "sedikit"
    BANYAK = "banyak"
    TIDAK_BISA = "tidak_bisa"


WG_KODE = {
    Kesulitan.TIDAK_ADA: 1,
    Kesulitan.SEDIKIT: 2,
    Kesulitan.BANYAK: 3,
    Kesulitan.TIDAK_BISA: 4,
}
REGSOSEK_KODE = {
    Kesulitan.TIDAK_BISA: 1,
    Kesulitan.BANYAK: 2,
    Kesulitan.SEDIKIT: 3,
    Kesulitan.TIDAK_ADA: 4,
}
_DARI_WG = {kode: satu for satu, kode in WG_KODE.items()}
_DARI_REGSOSEK = {kode: satu for satu, kode in REGSOSEK_KODE.items()}


def from_wg(kode: int) -> Kesulitan:
    """The answer that WG numbers so. Raises KeyError outside 1–4."""
    return _DARI_WG[kode]


def from_regsosek(kode: int) -> Kesulitan:
    """The answer that Regsosek numbers so. Raises KeyError outside 1–4."""
    return _DARI_REGSOSEK[kode]


def is_above_threshold(answers: Iterable[str]) -> bool:
    """True where one answer at least says much difficulty or unable (WG's usual threshold)."""
    return any(one in {Kesulitan.BANYAK, Kesulitan.TIDAK_BISA} for one in answers)
