"""What the bench looks for, and how it reads processes."""

import os
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from launch.bench import memory
from launch.bench.inside.policies import name_tables
from launch.bench.inside.targets import choose_names, misspell
from launch.bench.registry import compute_fingerprint


@given(name=st.text(st.characters(categories=["Ll"]), min_size=5, max_size=20), seed=st.integers())
def test_misspelt_name_differs_by_one_slip(name, seed):
    slip = misspell(name, Random(seed))
    assert slip != name
    assert abs(len(slip) - len(name)) <= 1


def test_names_chosen_are_the_commonest_and_the_rarest():
    words = Counter({"Yohanes": 90, "Maria": 80, "Li": 70} | {f"Jarang{n}": 1 for n in range(40)})
    found = choose_names(words, Random(1))
    assert found["common"][:2] == ["Yohanes", "Maria"]
    assert "Li" not in found["common"]
    assert all(words[name] <= 2 for name in found["rare"])
    assert found["misspelt"]


def test_tables_of_a_query_are_named_without_its_columns():
    sql = 'SELECT "registry_ppks"."id" FROM "registry_ppks" JOIN "access_user" ON true'
    assert name_tables(sql) == "registry_ppks, access_user"


def test_processes_are_found_with_their_memory_and_time():
    assert os.getpid() in memory.list_descendants([os.getppid()])
    assert memory.measure_mb([os.getpid()]) > 1
    assert memory.measure_cpu_seconds([os.getpid()]) > 0
    assert memory.read_pss_kb(0) == 0


def test_fingerprint_changes_with_keys_and_with_what_people_are_made_of(tmp_path):
    source = tmp_path / "balale" / "registry" / "walls.sql"
    source.parent.mkdir(parents=True)
    source.write_text("select 1")
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    seen = {compute_fingerprint(tmp_path, keys)}
    source.write_text("select 2")
    seen.add(compute_fingerprint(tmp_path, keys))
    keys.write_text("{ }")
    seen.add(compute_fingerprint(tmp_path, keys))
    assert len(seen) == 3
