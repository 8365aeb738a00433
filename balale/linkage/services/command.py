"""The command behind `bin/balale link`: a table in, pairs out. Needs no database server."""

import argparse
import csv
import json
import logging
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from balale.linkage.rules.weights import ASK, SAME, Weights, to_json
from balale.linkage.services.batch import Batch
from balale.linkage.services.tables import (
    DEFAULT_WEIGHTS,
    TableError,
    load_weights,
    prepare_rows,
    read_table,
    write_pairs,
)
from balale.linkage.services.training import train

TRAIN_LEAST = 2_000


def main(arguments: Sequence[str]) -> int:
    """0 written, 1 the file cannot be used."""
    options = make_parser().parse_args(arguments)
    logging.getLogger("splink").setLevel(logging.ERROR)
    csv.field_size_limit(10_000_000)
    try:
        report = run(options)
    except TableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(report) + "\n" if options.json else describe(report))
    return 0


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/balale link")
    parser.add_argument("table", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Read, score, write; answers what was done."""
    started = time.monotonic()
    weights = load_weights(options.weights)
    rows = read_table(options.table)
    batch = Batch(prepare_rows(rows))
    if options.train:
        weights = learn(batch, weights, len(rows), options.train)
    pairs = batch.score(weights)
    write_pairs(options.output, pairs)
    verdicts = Counter(pair.verdict for pair in pairs)
    return {
        "records": len(rows),
        "pairs": len(pairs),
        "same": verdicts[SAME],
        "ask": verdicts[ASK],
        "findings": dict(Counter(str(pair.finding.jenis) for pair in pairs if pair.finding)),
        "threshold_same": round(weights.probability(weights.same), 6),
        "threshold_ask": round(weights.probability(weights.ask), 6),
        "seconds": round(time.monotonic() - started, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def learn(batch: Batch, weights: Weights, count: int, path: Path) -> Weights:
    """Weights learned from this table, saved; thresholds and calibration stay."""
    if count < TRAIN_LEAST:
        raise TableError(f"Belajar perlu paling sedikit {TRAIN_LEAST} baris. Ini {count} baris.")
    learned = replace(weights, levels=train(batch, weights.levels))
    path.write_text(json.dumps(to_json(learned), indent=1) + "\n", encoding="utf-8")
    return learned


def describe(report: dict[str, Any]) -> str:
    """The report in words."""
    return (
        f"{report['records']} baris dibaca. {report['same']} pasang sama, "
        f"{report['ask']} pasang perlu dilihat orang.\n"
        f"{report['seconds']} detik, {report['memory_mb']} MB.\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
