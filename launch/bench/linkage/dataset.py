"""The labelled Bengkayang set: one table out of a registry, a ministry list and village lists.

"hard" is the set that is scored: registry, old ministry list, two village lists from paper.
"mild" has no paper lists and is reported beside it.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from random import Random

from launch.bench.linkage.errors import Writer
from launch.bench.linkage.people import Orang, Population

# Share of the families in each list, and of a family's members where the family is in it.
LISTS = {
    "hard": (
        ("kini", 0.45, 0.95), ("lama", 0.35, 0.75), ("kertas", 0.60, 0.75), ("kertas", 0.50, 0.75),
    ),
    "mild": (("kini", 0.90, 0.97), ("lama", 0.45, 0.70), ("lama", 0.25, 0.70)),
}  # fmt: skip
RECORDS_PER_DESA = 2500

Pair = tuple[str, str]


@dataclass(frozen=True)
class Labelled:
    """Records and what is true of them. Pairs are ordered: the smaller id first."""

    rows: list[dict[str, str]]
    person: dict[str, int]
    pairs: set[Pair]
    twins: set[Pair]
    namesakes: set[Pair]


def make_set(records: int, seed: int, kind: str = "hard") -> Labelled:
    """Exactly `records` rows; the same arguments give the same set.

    As many villages as the records would fill in truth, so that a small set is as crowded as a
    large one.
    """
    lists = LISTS[kind]
    population = Population(seed, villages=min(124, max(4, records // RECORDS_PER_DESA)))
    rng = Random(seed + 1)
    writers = [Writer(rng, population.wilayah, name) for name, _, _ in lists]
    rows: list[tuple[int, dict[str, str]]] = []
    people: dict[int, Orang] = {}
    for family in population.families():
        for (_, share, members), writer in zip(lists, writers, strict=True):
            if rng.random() < share:
                listed = [orang for orang in family if rng.random() < members]
                rows += writer.write_family(listed) if listed else []
        people.update((orang.nomor, orang) for orang in family)
        if len(rows) >= records:
            break
    del rows[records:]
    rng.shuffle(rows)
    return label(rows, people)


def label(rows: list[tuple[int, dict[str, str]]], people: dict[int, Orang]) -> Labelled:
    """Number the rows and find the pairs that matter."""
    records, person = [], {}
    by_person: defaultdict[int, list[str]] = defaultdict(list)
    for number, (nomor, row) in enumerate(rows, start=1):
        record_id = f"r{number:07d}"
        records.append({"record_id": record_id} | row)
        person[record_id] = nomor
        by_person[nomor].append(record_id)
    pairs = {pair for ids in by_person.values() for pair in combinations(sorted(ids), 2)}

    def between(field: str) -> set[Pair]:
        found = set()
        for nomor, ids in by_person.items():
            other = getattr(people[nomor].rekaan, field)
            found |= {
                (min(a, b), max(a, b)) for a in ids for b in by_person.get(other, []) if other
            }
        return found

    return Labelled(records, person, pairs, between("kembar_nomor"), between("senama_nomor"))
