"""Our own linkage on a labelled set, with the thresholds that are shipped."""

from dataclasses import asdict, replace
from typing import Any

from balale.linkage.rules.weights import ASK, SAME
from balale.linkage.services.batch import Batch
from balale.linkage.services.tables import load_weights, prepare_rows
from balale.linkage.services.training import train
from launch.bench.linkage.rivals import Rows
from launch.bench.linkage.score import Pair, measure


def run_ours(rows: Rows, truth: set[Pair], *, learns: bool) -> dict[str, Any]:
    """`learns`: weights learned from the table itself first, as `link --train` does."""
    weights = load_weights()
    batch = Batch(prepare_rows(rows))
    if learns:
        weights = replace(weights, levels=train(batch, weights.levels, u_pairs=300_000))
    scored = batch.score(weights)
    same = {(pair.id_l, pair.id_r) for pair in scored if pair.verdict == SAME}
    found = {(pair.id_l, pair.id_r) for pair in scored}
    asked = sum(pair.verdict == ASK for pair in scored)
    return {
        **asdict(measure(same, truth)),
        "held": len(found & truth) / len(truth),
        "asked": asked / len(truth),
        "pairs": same,
    }
