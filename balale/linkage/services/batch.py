"""Scores a whole table: prepare, block, compare, sum up, judge."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from balale.linkage.rules.after import Finding, Jenis, can_be_twin, judge, judge_beside_twin
from balale.linkage.rules.prepare import TYPES, Prepared
from balale.linkage.rules.scorer import find_levels, weigh
from balale.linkage.rules.vocabulary import HUBUNGAN, JK, KELUARGA, TEMPAT, VOCABULARY
from balale.linkage.rules.weights import ASK, SAME, TERKECIL, Chances, Weights
from balale.linkage.services.model import make_settings

MEMORY, THREADS, SEED = "2GB", 2, 1
TABLE = "people"
# Comparisons whose shares among strangers depend on the table: a village or a whole regency.
LOCAL = (KELUARGA, JK, HUBUNGAN, TEMPAT)
LOCAL_PAIRS, SHIPPED_PAIRS = 400_000, 20_000
# Exact rules that hardly ever join two people, and the share of true pairs they are taken to find.
SURE = (("nik", "jk", "tahun"), ("nama_rapi", "lahir", "desa"))
SURE_RECALL = 0.7
ARROW = {"varchar": pa.string(), "integer": pa.int32(), "varchar[]": pa.list_(pa.string())}
# A triangle is closed where the weaker binding, less a step, is this far above `same`, or is above
# it and the two records' own weight is not this low.
TRIANGLE_STEP, TIGHT, LOOSE, MOST_COPIES = 2.0, 4.0, -6.0, 30
LEVELS = {c.name: [level.key for level in c.levels] for c in VOCABULARY}


@dataclass(frozen=True)
class Scored:
    """One pair; `keys` are its levels by comparison, "" where nothing could be compared."""

    id_l: str
    id_r: str
    weight: float
    score: float
    verdict: str
    keys: dict[str, str]
    finding: Finding | None = None


@dataclass
class Batch:
    """One table in a database of its own, in memory and within bounds."""

    prepared: Sequence[Prepared]
    memory: str = MEMORY
    threads: int = THREADS
    database: duckdb.DuckDBPyConnection = field(init=False)

    def __post_init__(self) -> None:
        self.database = duckdb.connect(
            config={"memory_limit": self.memory, "threads": self.threads}
        )
        table = pa.table(
            {
                name: pa.array([row[name] for row in self.prepared], ARROW[kind])
                for name, kind in TYPES.items()
            }
        )
        self.database.register("prepared", table)
        self.database.execute(f"create table {TABLE} as select * from prepared")  # noqa: S608
        self.database.unregister("prepared")

    def make_linker(
        self, weights: Mapping[str, Mapping[str, Chances]], comparisons: Any = VOCABULARY
    ) -> tuple[DuckDBAPI, Linker]:
        """Splink over this table."""
        api = DuckDBAPI(self.database)
        settings = make_settings(weights, self.estimate_prior(), comparisons)
        return api, Linker(api.register(TABLE), settings, log_level=None)

    def estimate_prior(self) -> float:
        """Chance that two records at random are one person, from pairs that surely are."""
        count = len(self.prepared)
        if count < 2:
            return 0.5
        parts = [
            f"select l.record_id a, r.record_id b from {TABLE} l join {TABLE} r on "  # noqa: S608
            + " and ".join(f"l.{c} = r.{c}" for c in columns)
            + " and l.record_id < r.record_id"
            for columns in SURE
        ]
        sql = f"select count(*) from ({' union '.join(parts)})"  # noqa: S608
        sure = self.database.execute(sql).fetchall()[0][0] / SURE_RECALL
        pairs = min(max(sure, 0.02 * count), 2.0 * count)
        return min(pairs / (count * (count - 1) / 2), 0.5)

    def localise(self, weights: Weights) -> dict[str, Mapping[str, Chances]]:
        """The weights with shares among strangers as they are in this table."""
        levels = dict(weights.levels)
        count = len(self.prepared)
        if count < 200:
            return levels
        _, linker = self.make_linker(levels, LOCAL)
        linker.training.estimate_u_using_random_sampling(
            max_pairs=LOCAL_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
        )
        seen = min(LOCAL_PAIRS, count * (count - 1) // 2)
        for name, found in read_chances(linker).items():
            levels[name] = {
                key: Chances(shipped.m, mix(shipped.u, found[key].u, seen))
                for key, shipped in levels[name].items()
            }
        return levels

    def score(self, weights: Weights) -> list[Scored]:
        """All pairs worth a look, the likeliest first."""
        if len(self.prepared) < 2:
            return []
        api, linker = self.make_linker(self.localise(weights))
        result = linker.inference.predict(threshold_match_weight=weights.ask)
        gammas = ", ".join(f"gamma_{name}" for name in LEVELS)
        sql = f"select record_id_l, record_id_r, match_weight, {gammas} from {result.physical_name}"  # noqa: S608
        by_id = {row["record_id"]: row for row in self.prepared}
        scored = []
        cursor = api.duckdb_con.execute(sql)
        while rows := cursor.fetchmany(50_000):
            for a, b, weight, *gamma in rows:
                pair = finish(by_id, (a, b), weight, dict(zip(LEVELS, gamma, strict=True)), weights)
                if pair:
                    scored.append(pair)
        kept = review_twins(scored, by_id, weights)
        kept = close_triangles(kept, by_id, weights, self.estimate_prior())
        return sorted(kept, key=lambda pair: (-pair.weight, pair.id_l, pair.id_r))


def mix(shipped: float, found: float, seen: int) -> float:
    """Two estimates of one share, the shipped one counting as SHIPPED_PAIRS pairs."""
    return max((shipped * SHIPPED_PAIRS + found * seen) / (SHIPPED_PAIRS + seen), TERKECIL)


def name_level(comparison: str, gamma: int) -> str:
    """Splink counts levels from the last; -1 is nothing to compare."""
    return "" if gamma < 0 else LEVELS[comparison][len(LEVELS[comparison]) - 1 - gamma]


def finish(
    by_id: Mapping[str, Prepared], ids: tuple[str, str], weight: float,
    gammas: Mapping[str, int], weights: Weights,
) -> Scored | None:  # fmt: skip
    """Levels by name, the finding, the verdict; None if not worth a look after all."""
    keys = {name: name_level(name, gamma) for name, gamma in gammas.items()}
    a, b = sorted(ids)
    finding = judge(by_id[a], by_id[b], keys)
    if finding:
        weight -= finding.penalty
    verdict = weights.verdict(weight, has_finding=finding is not None)
    if verdict is None:
        return None
    return Scored(a, b, weight, weights.probability(weight), verdict, keys, finding)


def review_twins(
    scored: Sequence[Scored], by_id: Mapping[str, Prepared], weights: Weights
) -> list[Scored]:
    """Where a twin is in the table, half a name no longer says which of the two it is."""
    twins = {
        number
        for pair in scored
        if pair.finding and pair.finding.jenis == Jenis.KEMBAR
        for number in (pair.id_l, pair.id_r)
        if pair.keys["nik"] or can_be_twin(by_id[number])
    }
    kept = []
    for pair in scored:
        finding = None
        if not pair.finding and (pair.id_l in twins or pair.id_r in twins):
            finding = judge_beside_twin(pair.keys)
        if finding is None:
            kept.append(pair)
        elif pair.weight - finding.penalty >= weights.ask:
            weight = pair.weight - finding.penalty
            score = weights.probability(weight)
            kept.append(replace(pair, weight=weight, score=score, verdict=ASK, finding=finding))
    return kept


def close_triangles(
    scored: Sequence[Scored], by_id: Mapping[str, Prepared], weights: Weights, prior: float
) -> list[Scored]:
    """Two records that are both surely the same as a third, with nothing found against it.

    Their own evidence was too little, or blocking never brought them together. They are called
    the same with the weight of the weaker of the two bindings, less a step.
    """
    bound: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for pair in scored:
        if pair.verdict == SAME:
            bound[pair.id_l][pair.id_r] = bound[pair.id_r][pair.id_l] = pair.weight
    known = {(pair.id_l, pair.id_r): pair for pair in scored}
    closed: dict[tuple[str, str], Scored] = {}
    for others in bound.values():
        for ids in combinations(sorted(others)[:MOST_COPIES], 2):
            scored_pair = known.get(ids)
            if ids[1] in bound[ids[0]] or (scored_pair and scored_pair.finding):
                continue
            weight = min(others[ids[0]], others[ids[1]]) - TRIANGLE_STEP
            if ids not in closed or closed[ids].weight < weight:
                found = close(by_id, ids, weight, weights, prior)
                if found:
                    closed[ids] = found
    return [pair for ids, pair in known.items() if ids not in closed] + list(closed.values())


def close(
    by_id: Mapping[str, Prepared], ids: tuple[str, str], weight: float, weights: Weights,
    prior: float,
) -> Scored | None:  # fmt: skip
    """The closed pair, or None where the binding is loose or the two contradict each other."""
    left, right = by_id[ids[0]], by_id[ids[1]]
    keys = find_levels(left, right)
    if judge(left, right, keys):
        return None
    own = weigh(left, right, keys, weights, prior, {})
    is_sure = weight >= weights.same + TIGHT or (weight >= weights.same and own >= LOOSE)
    if not is_sure:
        return None
    return Scored(*ids, weight, weights.probability(weight), SAME, keys)


def read_chances(linker: Linker) -> dict[str, dict[str, Chances]]:
    """What Splink holds after training, with a floor under what it never saw."""
    found: dict[str, dict[str, Chances]] = {}
    for comparison in linker.misc.save_model_to_json()["comparisons"]:
        found[comparison["output_column_name"]] = {
            level["label_for_charts"]: Chances(
                max(level.get("m_probability") or 0.0, TERKECIL),
                max(level.get("u_probability") or 0.0, TERKECIL),
            )
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
    return found
