"""The big invented registry: built once a size, kept, built again when its making has changed."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from launch.cluster import SUPERUSER
from launch.demo import build_static
from launch.folders import ROOT
from launch.programs import Setup
from launch.words import Exit, LaunchError, step

MOST_PROCESSES = 4
SOURCES = (
    "balale/*/migrations/*.py",
    "balale/*/walls.sql",
    "balale/latihan/**/*.py",
    "balale/registry/rules/*.py",
    "data/**/*.csv",
)


def get_database_name(people: int) -> str:
    return f"balale_bench_{people}"


def prepare_registry(setup: Setup, people: int, *, is_fresh: bool, keeps_old: bool) -> Setup:
    """The setup of a database with so many people; builds it where it is missing or outdated."""
    setup = replace(setup, database=get_database_name(people))
    setup.make_keys()
    stamp_file = setup.data / f"{setup.database}.stamp"
    stamp = compute_fingerprint(ROOT, setup.key_file)
    has_database = setup.cluster.has_database(setup.database) and stamp_file.exists()
    is_current = has_database and (keeps_old or stamp_file.read_text(encoding="ascii") == stamp)
    if is_fresh or not is_current:
        stamp_file.unlink(missing_ok=True)
        build(setup, people)
        stamp_file.write_text(stamp, encoding="ascii")
    elif keeps_old:
        with step("Menyesuaikan tabel"):
            setup.prepare_database("--latihan")
    build_static(setup)
    return setup


def build(setup: Setup, people: int) -> None:
    """A database from nothing: tables, reference data, people, statistics for the planner."""
    setup.cluster.create_database(setup.database, is_fresh=True)
    with step("Menyiapkan tabel dan data acuan"):
        setup.prepare_database("--latihan")
    with step(f"Membuat {people:,} orang rekaan".replace(",", ".")):
        seed(setup, people)
    with step("Merapikan basis data"):
        setup.cluster.run_sql(setup.database, "VACUUM (ANALYZE);")


def seed(setup: Setup, people: int) -> None:
    """Invented people by several processes; what a failed one leaves is thrown away next time."""
    arguments = ["--people", str(people), "--accounts-json", str(get_accounts_file(setup))]
    processes = str(min(MOST_PROCESSES, len(os.sched_getaffinity(0))))
    if setup.run_python("-m", "django", "seed_latihan", *arguments, "--processes", processes):
        raise LaunchError("Registri rekaan gagal dibuat. Pesannya di atas.", Exit.PREPARATION)


def get_accounts_file(setup: Setup) -> Path:
    return setup.data / f"{setup.database}-accounts.json"


def compute_fingerprint(root: Path, key_file: Path) -> str:
    """Changes with the tables, walls, reference data, the making of people, and the keys."""
    digest = hashlib.sha256(key_file.read_bytes())
    for path in list_sources(root):
        digest.update(f"{path.relative_to(root)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def list_sources(root: Path) -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(root.glob(pattern))


def write_targets(setup: Setup) -> Path:
    """Accounts and what to look for, found anew for every run."""
    path = setup.data / f"{setup.database}-targets.json"
    with step("Memilih yang dicari"):
        run_inside(setup, "targets", str(get_accounts_file(setup)), str(path))
    return path


def run_inside(
    setup: Setup, name: str, *arguments: str, environ: dict[str, str] | None = None
) -> None:
    """One program of `inside/`, as the application role."""
    if setup.run_python("-m", f"launch.bench.inside.{name}", *arguments, environ=environ):
        raise LaunchError(f"Langkah `{name}` gagal. Pesannya di atas.", Exit.PREPARATION)


def measure_policies(setup: Setup, targets: Path) -> dict[str, Any]:
    """What the row policies cost, in per cent of the same queries without them."""
    path = setup.data / f"{setup.database}-policies.json"
    environ = setup.get_environ()
    environ["BYPASS_URL"] = setup.cluster.get_url(SUPERUSER, setup.database)
    with step("Mengukur biaya row-level security"):
        run_inside(setup, "policies", str(targets), str(path), environ=environ)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def measure_size(setup: Setup) -> dict[str, Any]:
    """Rows and bytes of the registry, as the superuser sees them."""
    words = setup.cluster.run_sql(
        setup.database,
        "select json_build_object("
        "'orang', (select count(*) from registry_orang),"
        "'keluarga', (select count(*) from registry_keluarga),"
        "'ppks', (select count(*) from registry_ppks),"
        "'ppks_riwayat', (select count(*) from registry_ppksevent),"
        "'jejak', (select count(*) from audit_trailline),"
        "'database_mb', pg_database_size(current_database()) / 1048576,"
        "'postgresql', current_setting('server_version'));",
    )
    found: dict[str, Any] = json.loads(words)
    return found
