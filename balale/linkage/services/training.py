"""Learns the weights from a table without labels."""

from collections.abc import Mapping

from splink import block_on
from splink.internals.exceptions import SplinkException

from balale.linkage.rules.weights import Chances
from balale.linkage.services.batch import SEED, Batch, read_chances

U_PAIRS = 2_000_000
# Expectation maximisation runs once inside each; a comparison is learned where it is not blocked.
EM_BLOCKS = (("nik",), ("lahir", "jk"), ("nama_bunyi", "desa"))

Levels = Mapping[str, Mapping[str, Chances]]


def train(batch: Batch, start: Levels, *, u_pairs: int = U_PAIRS) -> Levels:
    """m by expectation maximisation, u by random pairs; `start` where nothing was learned.

    With `u_pairs` 0 the u of `start` stay.
    """
    _, linker = batch.make_linker(start)
    if u_pairs:
        linker.training.estimate_u_using_random_sampling(
            max_pairs=u_pairs, seed=SEED, min_count_per_level=None, num_chunks=1
        )
    for columns in EM_BLOCKS:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        except SplinkException:  # no pair in this block: nothing to learn from it
            continue
    found = read_chances(linker)
    if not start:
        return found
    return {
        name: {key: found.get(name, {}).get(key, old) for key, old in levels.items()}
        for name, levels in start.items()
    }
