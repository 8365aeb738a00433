"""The same comparisons and weights for one pair, in Python: at entry and in triangles."""

import math
from collections.abc import Mapping
from typing import Any

from balale.linkage.rules.vocabulary import VOCABULARY, Comparison
from balale.linkage.rules.weights import Weights

Row = Mapping[str, Any]
# Column to value to its share among records that have one.
Frequencies = Mapping[str, Mapping[str, float]]
LEAST_SHARE = 0.0001


def find_level(comparison: Comparison, left: Row, right: Row) -> str:
    """Key of the first level that holds; "" where there is nothing to compare."""
    if comparison.missing.holds(left, right):
        return ""
    for level in comparison.levels:
        if level.condition is None or level.condition.holds(left, right):
            return level.key
    raise AssertionError("The last level has no condition")


def find_levels(left: Row, right: Row) -> dict[str, str]:
    """Level of every comparison."""
    return {c.name: find_level(c, left, right) for c in VOCABULARY}


def weigh(
    left: Row, right: Row, keys: Mapping[str, str], weights: Weights, prior: float,
    frequencies: Frequencies,
) -> float:  # fmt: skip
    """Sum of evidence in powers of two, prior included; rare values weigh more."""
    total = math.log2(prior / (1 - prior))
    for comparison in VOCABULARY:
        key = keys[comparison.name]
        if not key:
            continue
        chances = weights.levels[comparison.name][key]
        total += chances.weight
        column = next(level.frequency for level in comparison.levels if level.key == key)
        if column:
            shares = [frequencies.get(column, {}).get(row[column]) for row in (left, right)]
            known = [share for share in shares if share is not None]
            if known:
                total += math.log2(chances.u / max(*known, LEAST_SHARE))
    return total


def explain(keys: Mapping[str, str], weights: Weights) -> list[tuple[str, float]]:
    """Reasons in words with their weight, the strongest first."""
    reasons = [
        (level.kata, weights.levels[comparison.name][level.key].weight)
        for comparison in VOCABULARY
        for level in comparison.levels
        if level.key == keys[comparison.name]
    ]
    return sorted(reasons, key=lambda reason: -abs(reason[1]))
