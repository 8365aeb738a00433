"""The other tools, each set up the way its own documentation suggests."""

from typing import Any

import duckdb
import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from launch.bench.linkage.score import Scores

Rows = list[dict[str, str]]
MEMORY, THREADS, SEED = "3GB", 2, 7
U_PAIRS = 2_000_000


def make_frame(rows: Rows) -> pd.DataFrame:
    """The table as read, empty cells as missing."""
    frame = pd.DataFrame(rows)
    return frame.where(frame != "", None)


def open_database() -> duckdb.DuckDBPyConnection:
    """As much of the machine as our own linkage is given."""
    return duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS})


def predict(
    frame: pd.DataFrame, settings: SettingsCreator, exact: list[Any], em: list[Any]
) -> Scores:
    """Train without labels and score all blocked pairs with a weight of at least -8."""
    database = DuckDBAPI(open_database())
    linker = Linker(database.register(frame), settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(exact, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=SEED)
    for rule in em:
        training.estimate_parameters_using_expectation_maximisation(rule)
    result = linker.inference.predict(threshold_match_weight=-8)
    name = settings.unique_id_column_name
    sql = f"select {name}_l, {name}_r, match_weight from {result.physical_name}"  # noqa: S608
    found = database.duckdb_con.execute(sql).fetchall()
    return {(min(a, b), max(a, b)): weight for a, b, weight in found}


def run_splink_stock(rows: Rows) -> Scores:
    """Splink's ready-made comparisons with their own defaults."""
    comparisons = [
        cl.NameComparison("nama"),
        cl.DateOfBirthComparison("tanggal_lahir", input_is_string=True),
        cl.ExactMatch("jenis_kelamin"),
        cl.ExactMatch("nik"),
        cl.ExactMatch("no_kk"),
        cl.ExactMatch("tempat_lahir").configure(term_frequency_adjustments=True),
        cl.NameComparison("nama_ibu"),
        cl.ExactMatch("desa_kode").configure(term_frequency_adjustments=True),
    ]
    rules = [
        block_on("nik"),
        block_on("no_kk", "jenis_kelamin"),
        block_on("nama", "desa_kode"),
        block_on("nama", "substr(tanggal_lahir,1,4)"),
        block_on("tanggal_lahir", "jenis_kelamin"),
        block_on("desa_kode", "jenis_kelamin", "substr(nama,1,4)"),
    ]
    settings = SettingsCreator(
        "dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules,
        unique_id_column_name="record_id", retain_matching_columns=False,
    )  # fmt: skip
    exact = [block_on("nik"), block_on("nama", "tanggal_lahir")]
    em = [block_on("nama"), block_on("tanggal_lahir")]
    return predict(make_frame(rows), settings, exact, em)


def make_expert_comparisons() -> list[Any]:
    """What someone who knows Splink well, and the data a little, would set up in a day."""
    nama = cl.CustomComparison(
        output_column_name="nama",
        comparison_levels=[
            cll.NullLevel("nama_rapi"),
            cll.ExactMatchLevel("nama_rapi").configure(tf_adjustment_column="nama_rapi"),
            cll.ExactMatchLevel("nama_urut").configure(tf_adjustment_column="nama_urut"),
            cll.JaroWinklerLevel("nama_urut", 0.94),
            cll.Or(
                cll.JaroWinklerLevel("nama_rapi", 0.88), cll.JaroWinklerLevel("nama_urut", 0.88)
            ),
            cll.Or(cll.ArraySubsetLevel("kata"), cll.ArrayIntersectLevel("kata", 2)),
            cll.ArrayIntersectLevel("kata", 1),
            cll.JaroWinklerLevel("nama_rapi", 0.75),
            cll.ElseLevel(),
        ],
    )  # fmt: skip
    nik = cl.CustomComparison(
        output_column_name="nik",
        comparison_levels=[
            cll.NullLevel("nik"),
            cll.ExactMatchLevel("nik"),
            cll.DamerauLevenshteinLevel("nik", 1),
            cll.DamerauLevenshteinLevel("nik", 2),
            cll.ElseLevel(),
        ],
    )
    return [
        nama,
        cl.DateOfBirthComparison("tanggal_lahir", input_is_string=True),
        nik,
        cl.ExactMatch("jenis_kelamin"),
        cl.LevenshteinAtThresholds("no_kk", [1, 2]),
        cl.JaroWinklerAtThresholds("nama_ibu", [0.92, 0.85]).configure(
            term_frequency_adjustments=True
        ),
        cl.JaroWinklerAtThresholds("tempat_lahir", [0.9]).configure(
            term_frequency_adjustments=True
        ),
        cl.CustomComparison(
            output_column_name="tempat",
            comparison_levels=[
                cll.NullLevel("desa"),
                cll.And(cll.ExactMatchLevel("desa_kode"), cll.ExactMatchLevel("rt"),
                        cll.ExactMatchLevel("rw")),
                cll.Or(cll.ExactMatchLevel("desa_kode"), cll.JaroWinklerLevel("desa", 0.92)),
                cll.ExactMatchLevel("kecamatan"),
                cll.ElseLevel(),
            ],
        ),
    ]  # fmt: skip


def run_splink_expert(rows: Rows) -> Scores:
    """Tidy columns, comparisons with many levels, term frequencies and nine blocking rules."""
    frame = make_frame(rows)
    frame["nama_rapi"] = frame.nama.map(tidy_name)
    frame["kata"] = frame.nama_rapi.map(lambda nama: sorted(set(nama.split())) if nama else None)
    frame["nama_urut"] = frame.kata.map(lambda kata: " ".join(kata) if kata else None)
    frame["nik"] = frame.nik.map(tidy_digits)
    frame["no_kk"] = frame.no_kk.map(tidy_digits)
    for name in ("rt", "rw"):
        frame[name] = frame[name].map(lambda text: (text or "").strip("0- ") or None)
    rules = [
        block_on("nik"),
        block_on("no_kk", "jenis_kelamin"),
        block_on("tanggal_lahir", "jenis_kelamin"),
        block_on("nama_urut", "substr(tanggal_lahir,1,4)"),
        block_on("nama_urut", "desa_kode"),
        block_on(
            "desa_kode", "jenis_kelamin", "substr(nama_rapi,1,4)", "substr(tanggal_lahir,1,3)"
        ),
        block_on("desa_kode", "substr(tanggal_lahir,1,4)", "jenis_kelamin"),
        block_on("nama_ibu", "desa_kode"),
        block_on("substr(nik,1,12)"),
    ]  # fmt: skip
    settings = SettingsCreator(
        "dedupe_only", comparisons=make_expert_comparisons(),
        blocking_rules_to_generate_predictions=rules, unique_id_column_name="record_id",
        retain_matching_columns=False,
    )  # fmt: skip
    exact = [block_on("nik", "jenis_kelamin"), block_on("nama_urut", "tanggal_lahir", "desa_kode")]
    em = [
        block_on("nama_urut"),
        block_on("tanggal_lahir", "jenis_kelamin"),
        block_on("desa_kode", "substr(tanggal_lahir,1,4)", "rt"),
    ]
    return predict(frame, settings, exact, em)


def tidy_name(text: str | None) -> str | None:
    """Capital letters and single spaces, the usual titles taken off."""
    words = "".join(
        c if c.isalpha() else " " for c in (text or "").upper().replace("'", "")
    ).split()
    kept = [
        w for w in words if w not in {"H", "HJ", "BIN", "BINTI", "S", "PD", "ALM", "BPK", "IBU"}
    ]
    return " ".join(kept) or None


def tidy_digits(text: str | None) -> str | None:
    """Digits only; the letters that are read for digits put right."""
    swapped = (text or "").upper().replace("O", "0").replace("I", "1").replace("B", "8")
    return "".join(c for c in swapped if c.isdigit()) or None
