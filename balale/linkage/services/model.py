"""The vocabulary as a Splink model. Nothing here belongs to DuckDB alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from splink import SettingsCreator, block_on
from splink.comparison_level_library import ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.dialects import SplinkDialect

from balale.linkage.rules.conditions import Condition, Functions
from balale.linkage.rules.vocabulary import VOCABULARY, Comparison, Level
from balale.linkage.rules.weights import Chances

# Each group of columns brings together the records that agree on all of them. `huruf` is the first
# letter of the telling word of the name; it keeps common days and big villages apart.
BLOCKS = (
    ("nik",),
    ("nik_awal",),
    ("nik_rapi",),
    ("no_kk",),
    ("lahir", "kecamatan"),
    ("lahir", "huruf"),
    ("nama_bunyi", "desa"),
    ("nama_bunyi", "tahun"),
    ("nama_rapat", "kecamatan"),
    ("desa", "tahun", "jk", "huruf"),
    ("ibu", "desa", "jk"),
)
NEAR_BLOCK = "l.kata_khas = r.kata_khas and l.desa = r.desa and abs(l.tahun - r.tahun) <= 3"
LEAST_TF_U = 0.0001


def get_functions(dialect: SplinkDialect) -> Functions:
    """What Splink calls the functions of one dialect."""
    is_spark = dialect.sql_dialect_str == "spark"
    return Functions(
        jaro_winkler=dialect.jaro_winkler_function_name,
        damerau_levenshtein=dialect.damerau_levenshtein_function_name,
        common="size(array_intersect({0}, {1}))" if is_spark else "len(list_intersect({0}, {1}))",
        size="size({0})" if is_spark else "len({0})",
    )


class ConditionLevel(ComparisonLevelCreator):
    """A level of our vocabulary, written in whatever dialect Splink asks for."""

    def __init__(self, condition: Condition, label: str) -> None:
        self.condition = condition
        self.label = label

    def create_sql(self, sql_dialect: SplinkDialect) -> str:
        return self.condition.sql(get_functions(sql_dialect))

    def create_label_for_charts(self) -> str:
        return self.label


def make_comparison(
    comparison: Comparison, weights: Mapping[str, Mapping[str, Chances]]
) -> CustomComparison:
    """One comparison, with weights where we have some."""
    missing = ConditionLevel(comparison.missing, "missing").configure(is_null_level=True)
    known = weights.get(comparison.name, {})
    levels = [make_level(level, known.get(level.key)) for level in comparison.levels]
    return CustomComparison(
        output_column_name=comparison.name, comparison_levels=[missing, *levels]
    )


def make_level(level: Level, chances: Chances | None) -> ComparisonLevelCreator:
    """One level; `chances` are where training starts, or what scores."""
    made: ComparisonLevelCreator
    made = ConditionLevel(level.condition, level.key) if level.condition else ElseLevel()
    settings: dict[str, Any] = {"label_for_charts": level.key}
    if level.frequency:
        settings |= {
            "tf_adjustment_column": level.frequency,
            "tf_minimum_u_value": LEAST_TF_U,
            "disable_tf_exact_match_detection": True,
        }
    if chances:
        settings |= {"m_probability": chances.m, "u_probability": chances.u}
    if level.fixed_u:
        settings |= {"u_probability": level.fixed_u, "fix_u_probability": True}
    return made.configure(**settings)


def make_settings(
    weights: Mapping[str, Mapping[str, Chances]],
    prior: float,
    comparisons: Sequence[Comparison] = VOCABULARY,
) -> SettingsCreator:
    """Everything Splink needs."""
    return SettingsCreator(
        "dedupe_only",
        comparisons=[make_comparison(c, weights) for c in comparisons],
        blocking_rules_to_generate_predictions=[
            *(block_on(*columns) for columns in BLOCKS), {"blocking_rule": NEAR_BLOCK},
        ],
        unique_id_column_name="record_id",
        probability_two_random_records_match=prior,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )  # fmt: skip
