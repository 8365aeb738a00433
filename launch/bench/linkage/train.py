"""Makes the weights file that is shipped: learned without labels on a set that is never scored.

Labels of that same set give only the two thresholds and the calibration, not one weight.
"""

import json
import math
from dataclasses import replace
from pathlib import Path

from balale.linkage.rules.weights import Weights, to_json
from balale.linkage.services.batch import Batch
from balale.linkage.services.tables import DEFAULT_WEIGHTS, prepare_rows
from balale.linkage.services.training import train
from launch.bench.linkage.dataset import Labelled, make_set

SEED_TRAIN, RECORDS = 20_240, 12_000
U_PAIRS = 1_000_000
LEAST_PRECISION, LEAST_RECALL = 0.991, 0.955


def fit(points: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift (in powers of two) of a logistic curve through weights and truths."""
    slope, shift = 0.6, 0.0
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for weight, truth in points:
            p = 1 / (1 + math.exp(-max(min(slope * weight + shift, 30), -30)))
            error, spread = truth - p, max(p * (1 - p), 1e-9)
            g0, g1 = g0 + error, g1 + error * weight
            h00, h01, h11 = h00 + spread, h01 + spread * weight, h11 + spread * weight * weight
        det = h00 * h11 - h01 * h01
        shift += (h11 * g0 - h01 * g1) / det
        slope += (h00 * g1 - h01 * g0) / det
    return slope / math.log(2), shift / math.log(2)


def choose(points: list[tuple[float, bool, bool]], truths: int) -> tuple[float, float]:
    """(same, ask): the lowest threshold of enough precision with the best F1, and the highest
    that holds enough of the true pairs. Points: weight, truth, whether it may be called same."""
    ordered = sorted(points, reverse=True)
    best, same, called, hits = 0.0, math.inf, 0, 0
    for weight, truth, may in ordered:
        if not may:
            continue
        called, hits = called + 1, hits + truth
        f1 = 2 * hits / (called + truths)
        if hits / called >= LEAST_PRECISION and f1 > best:
            best, same = f1, weight
    held = 0
    for weight, truth, _ in ordered:
        held += truth
        if held >= LEAST_RECALL * truths:
            return same, min(weight, same)
    return same, ordered[-1][0]


def make_weights(labelled: Labelled) -> Weights:
    """Learn, then set the thresholds."""
    batch = Batch(prepare_rows(labelled.rows))
    levels = train(batch, {}, u_pairs=U_PAIRS)
    draft = Weights(levels, same=math.inf, ask=-12.0)
    scored = batch.score(draft)
    points = [
        (pair.weight, (pair.id_l, pair.id_r) in labelled.pairs, pair.finding is None)
        for pair in scored
    ]
    slope, shift = fit([(weight, truth) for weight, truth, _ in points])
    same, ask = choose(points, len(labelled.pairs))
    return replace(draft, same=same, ask=ask, slope=slope, shift=shift)


def main(path: Path = DEFAULT_WEIGHTS) -> None:
    weights = make_weights(make_set(RECORDS, SEED_TRAIN))
    path.write_text(json.dumps(to_json(weights), indent=1) + "\n", encoding="utf-8")
    print(weights.same, weights.ask, weights.slope, weights.shift)


if __name__ == "__main__":
    main()
