"""One vocabulary, two executions: SQL and Python must agree; Spark must understand it."""

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from splink.internals.dialects import SplinkDialect

from balale.linkage.rules.distances import count_edits, jaro_winkler
from balale.linkage.rules.scorer import find_levels
from balale.linkage.rules.vocabulary import VOCABULARY
from balale.linkage.services.batch import Batch
from balale.linkage.services.model import get_functions, make_settings
from balale.linkage.services.tables import prepare_rows
from launch.bench.linkage.dataset import make_set

ABJAD = st.text("ABDIKNU ", min_size=1, max_size=14)  # a missing value is never ""


def test_levels_when_run_as_sql_then_same_as_in_python():
    made = make_set(400, seed=5)
    prepared = prepare_rows(made.rows)
    batch = Batch(prepared)
    functions = get_functions(SplinkDialect.from_string("duckdb"))
    columns = ", ".join(f"l.{c} as {c}_l, r.{c} as {c}_r" for c in prepared[0])
    cases = [case(comparison, functions) for comparison in VOCABULARY]
    pairs = f"select {columns} from people l join people r on l.record_id < r.record_id"
    some = "hash(l.record_id || r.record_id) % 20 = 0 or l.no_kk = r.no_kk"
    chosen = f"record_id_l, record_id_r, {', '.join(cases)}"
    sql = f"select {chosen} from ({pairs} and ({some}))"
    by_id = {row["record_id"]: row for row in prepared}
    found = batch.database.execute(sql).fetchall()
    assert len(found) > 2_000
    for a, b, *keys in found:
        assert list(find_levels(by_id[a], by_id[b]).values()) == keys


def case(comparison, functions):
    whens = [f"when {comparison.missing.sql(functions)} then ''"]
    whens += [f"when {x.condition.sql(functions)} then '{x.key}'" for x in comparison.levels[:-1]]
    return f"case {' '.join(whens)} else '{comparison.levels[-1].key}' end"


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_model_when_written_for_an_engine_then_its_parser_reads_it(dialect):
    model = make_settings({}, 0.001).create_settings_dict(dialect)
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                sqlglot.parse_one(level["sql_condition"], read=dialect)
                assert dialect == "duckdb" or "list_" not in level["sql_condition"]


@settings(max_examples=200, deadline=None)
@given(ABJAD, ABJAD)
def test_distances_when_measured_in_python_then_as_duckdb_measures(left, right):
    database = duckdb.connect()
    sql = "select jaro_winkler_similarity($1, $2), damerau_levenshtein($1, $2)"
    [(alike, edits)] = database.execute(sql, [left, right]).fetchall()
    assert jaro_winkler(left, right) == pytest.approx(alike)
    assert count_edits(left, right) == edits
