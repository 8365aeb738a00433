"""`bin/balale test`, `check` and `format`."""

import os

from launch.chromium import ensure_chromium
from launch.cluster import APP, OWNER
from launch.environment import Environment
from launch.folders import ROOT
from launch.locks import open_lock, try_alone
from launch.programs import Setup, get_clean_environ
from launch.sql import check_database_name
from launch.words import Exit, LaunchError, say, step

TEST_DATABASE = "balale_test"
CHECK_DATABASE = "balale_check"
# The whole suite runs in one process a core, each with a database of its own.
SPREAD = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"


def get_test_database() -> str:
    """$BALALE_TEST_DB lets several people test at once on one cluster."""
    return check_database_name(os.environ.get("BALALE_TEST_DB") or TEST_DATABASE)


def run_tests(setup: Setup, arguments: list[str]) -> int:
    """Run pytest on a fresh database as the application role; answers its exit code."""
    lock = open_lock(setup.data / f"{setup.database}.lock")
    if not try_alone(lock):
        raise LaunchError(
            f"Uji lain sedang memakai basis data {setup.database}.\n"
            "Pakai yang lain: BALALE_TEST_DB=nama bin/balale test",
            Exit.DATABASE,
        )
    chromium = ensure_chromium()
    setup.make_keys()
    setup.cluster.create_database(setup.database, is_fresh=True)
    environ = setup.get_environ(APP) | {
        "BALALE_TEST_OWNER_URL": setup.cluster.get_url(OWNER, setup.database),
        "BALALE_CHROMIUM": chromium,
    }
    try:
        return setup.run_python("-m", "pytest", *(arguments or SPREAD), environ=environ)
    finally:
        os.close(lock)


def run_checks(setup: Setup) -> int:
    """Run every check, also after one has failed, and say which did."""
    setup.make_keys()
    setup.cluster.create_database(setup.database)
    failed = []
    for name, arguments in get_checks().items():
        with step(name):
            if setup.run_python(*arguments):
                failed.append(name)
    if failed:
        say("Belum lolos: " + ", ".join(failed))
        return Exit.FAILED
    say("Semua pemeriksaan lolos.")
    return Exit.OK


def get_checks() -> dict[str, tuple[str, ...]]:
    """The checks by name, each as arguments to Python."""
    return {
        "Bentuk (ruff format)": ("-m", "ruff", "format", "--check", "."),
        "Kebiasaan (ruff check)": ("-m", "ruff", "check", "."),
        "Jenis (mypy)": ("-m", "mypy"),
        "Arah impor (lint-imports)": ("-c", CONTRACTS),
        "Migrasi (makemigrations)": ("-m", "django", "makemigrations", "--check", "--dry-run"),
        "Susunan (django check)": ("-m", "django", "check"),
    }


def run_format(environment: Environment) -> int:
    """Rewrite what ruff can mend by itself."""
    environ = get_clean_environ()
    python = str(environment.python)
    codes = [
        os.spawnve(os.P_WAIT, python, [python, "-m", "ruff", *arguments, str(ROOT)], environ)
        for arguments in (("check", "--fix"), ("format",))
    ]
    return Exit.FAILED if any(codes) else Exit.OK
