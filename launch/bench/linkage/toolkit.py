"""The recordlinkage package: comparisons of its own, summed up; best threshold by the truth."""

from typing import Any

import pandas as pd
import recordlinkage

from launch.bench.linkage.rivals import Rows, make_frame, tidy_digits, tidy_name
from launch.bench.linkage.score import Scores

Texts = tuple[tuple[str, str | None], ...]


def run(frame: pd.DataFrame, blocks: list[list[str]], texts: Texts) -> Scores:
    """Blocks joined, each column compared, the sum of likenesses as the score.

    A text without a method is compared for equality.
    """
    frame = frame.set_index("record_id")
    indexer = recordlinkage.Index()
    for columns in blocks:
        indexer.block(columns)
    pairs = indexer.index(frame)
    compare: Any = recordlinkage.Compare()
    for column, method in texts:
        if method:
            compare.string(column, column, method=method, missing_value=0.5)
        else:
            compare.exact(column, column, missing_value=0.5)
    scores = compare.compute(pairs, frame).sum(axis=1)
    return {(min(a, b), max(a, b)): float(score) for (a, b), score in scores.items()}


def run_bengkayang(rows: Rows) -> Scores:
    frame = make_frame(rows)
    frame["nama"] = frame.nama.map(tidy_name)
    frame["nik"] = frame.nik.map(tidy_digits)
    blocks = [
        ["nik"],
        ["no_kk", "jenis_kelamin"],
        ["tanggal_lahir", "jenis_kelamin"],
        ["nama", "desa_kode"],
    ]
    texts = (
        ("nama", "jarowinkler"), ("nik", "damerau_levenshtein"),
        ("tanggal_lahir", "damerau_levenshtein"),
        ("nama_ibu", "jarowinkler"), ("jenis_kelamin", None), ("no_kk", None), ("desa_kode", None),
        ("tempat_lahir", "jarowinkler"), ("hubungan", None),
    )  # fmt: skip
    return run(frame, blocks, texts)


def run_febrl(rows: Rows) -> Scores:
    blocks = [["soc_sec_id"], ["date_of_birth"], ["given_name", "surname"], ["surname", "postcode"],
              ["given_name", "postcode"]]  # fmt: skip
    texts = (
        ("given_name", "jarowinkler"), ("surname", "jarowinkler"),
        ("date_of_birth", "damerau_levenshtein"), ("soc_sec_id", "damerau_levenshtein"),
        ("address_1", "jarowinkler"), ("suburb", "jarowinkler"), ("postcode", None),
    )  # fmt: skip
    return run(make_frame(rows), blocks, texts)
