"""The weights file: chances by level, thresholds and calibration, read and checked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from balale.linkage.rules.vocabulary import VOCABULARY

SAME, ASK = "same", "ask"
TERKECIL = 1e-7
VERSI = 1


class WeightsError(ValueError):
    """A weights file that does not fit this vocabulary."""


@dataclass(frozen=True)
class Chances:
    """`m`: how often among records of one person, `u`: how often among records of two."""

    m: float
    u: float

    @property
    def weight(self) -> float:
        """Evidence in powers of two: above 0 for the same person, below 0 against."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class Weights:
    """Thresholds are weights: sums of evidence and prior. `slope`, `shift` make them chances."""

    levels: Mapping[str, Mapping[str, Chances]]
    same: float
    ask: float
    slope: float = 1.0
    shift: float = 0.0

    def probability(self, weight: float) -> float:
        """The calibrated chance that a pair of this weight is one person."""
        odds = (self.slope * weight + self.shift) * math.log(2)
        return 1 / (1 + math.exp(-max(min(odds, 700), -700)))

    def verdict(self, weight: float, *, has_finding: bool) -> str | None:
        """same, ask, or None. A pair with a finding is never called the same."""
        if weight >= self.same and not has_finding:
            return SAME
        return ASK if weight >= self.ask else None


def to_json(weights: Weights) -> dict[str, Any]:
    """As it is saved."""
    return {
        "versi": VERSI,
        "same": weights.same,
        "ask": weights.ask,
        "slope": weights.slope,
        "shift": weights.shift,
        "levels": {
            name: {
                key: {"m": c.m, "u": c.u, "weight": round(c.weight, 3)} for key, c in levels.items()
            }
            for name, levels in weights.levels.items()
        },
    }  # fmt: skip


def from_json(data: Any) -> Weights:
    """Raises WeightsError with what is wrong, in words for whoever runs the command."""
    try:
        levels = {
            comparison.name: {
                level.key: _read_chances(data["levels"][comparison.name][level.key])
                for level in comparison.levels
            }
            for comparison in VOCABULARY
        }
        numbers = {name: float(data[name]) for name in ("same", "ask", "slope", "shift")}
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"Berkas bobot tidak lengkap: {error}") from error
    if not all(map(math.isfinite, numbers.values())) or numbers["ask"] > numbers["same"]:
        raise WeightsError("Batas di berkas bobot tidak masuk akal.")
    return Weights(levels, **numbers)


def _read_chances(data: Any) -> Chances:
    chances = Chances(float(data["m"]), float(data["u"]))
    if not (0 < chances.m <= 1 and 0 < chances.u <= 1):
        raise ValueError("m dan u harus di antara 0 dan 1")
    return chances
