"""Pairwise precision, recall and F1 of pairs that were called the same."""

from collections.abc import Iterable
from dataclasses import dataclass

Pair = tuple[str, str]
# Pair to score; a rival's own scale, higher is more alike.
Scores = dict[Pair, float]


@dataclass(frozen=True)
class Quality:
    """`threshold` is the lowest score called the same."""

    precision: float
    recall: float
    f1: float
    threshold: float | None = None


def measure(found: set[Pair], truth: set[Pair], threshold: float | None = None) -> Quality:
    """How good a set of pairs is."""
    hits = len(found & truth)
    precision = hits / len(found) if found else 0.0
    recall = hits / len(truth) if truth else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Quality(precision, recall, f1, threshold)


def find_best(scores: Scores, truth: set[Pair]) -> Quality:
    """The threshold with the highest F1 against the truth itself, a favour to the rivals."""
    best = Quality(0.0, 0.0, 0.0)
    hits = called = 0
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    for i, (pair, score) in enumerate(ordered):
        called += 1
        hits += pair in truth
        is_last_of_score = i + 1 == len(ordered) or ordered[i + 1][1] != score
        if not is_last_of_score or not hits:
            continue
        precision, recall = hits / called, hits / len(truth)
        f1 = 2 * precision * recall / (precision + recall)
        if f1 > best.f1:
            best = Quality(precision, recall, f1, score)
    return best


def order_pairs(pairs: Iterable[tuple[str, str]]) -> set[Pair]:
    """The smaller id first."""
    return {(a, b) if a < b else (b, a) for a, b in pairs}
