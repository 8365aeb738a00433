"""The harness: the owner makes and migrates the test database, tests run as the application."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest
from django.db import connection
from psycopg import sql

from balale.kit.remembered import forget
from tests.factories.accounts import make_user

# Two test processes share two cores; how long one example takes says nothing.
hypothesis.settings.register_profile("balale", deadline=None)
hypothesis.settings.load_profile("balale")


def pytest_configure(config: pytest.Config) -> None:
    """Each of several test processes works on a database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        return
    for name in ("DATABASE_URL", "BALALE_TEST_OWNER_URL"):
        os.environ[name] += f"_{worker}"
    connection.settings_dict["NAME"] += f"_{worker}"
    _create_database(connection.settings_dict["NAME"])


def _create_database(name: str) -> None:
    url = urlsplit(os.environ["BALALE_TEST_OWNER_URL"])._replace(path="/postgres").geturl()
    table = sql.Identifier(name)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {}").format(table))
        server.execute(sql.SQL("create database {} template template0").format(table))
        server.execute(sql.SQL("revoke connect on database {} from public").format(table))
        server.execute(sql.SQL("grant connect on database {} to balale_app").format(table))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file stays in one process; all browser files share one server, so one process too."""
    for item in items:
        path = Path(item.path)
        group = "browser" if path.parent.name == "browser" else str(path)
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter) -> None:
    """Measured figures stand below the results."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(f"figure: {value}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Prepare the database in a process of its own, under the owner role; then use it as is."""
    environment = {**os.environ, "DATABASE_URL": os.environ["BALALE_TEST_OWNER_URL"]}
    command = [sys.executable, "-m", "django", "prepare_database", "--latihan", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)


@pytest.fixture
def owner():
    """A connection of the owner role, autocommitting, for what tests must prepare or look at."""
    with psycopg.connect(os.environ["BALALE_TEST_OWNER_URL"], autocommit=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _application_role(request):
    """Every database test really runs under the application role."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            assert cursor.fetchone()[0] == "balale_app"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a test read of reference data went with its transaction."""
    forget()


@pytest.fixture
def operator(request):
    """The operator of the test file's own village, `DESA`."""
    return make_user("operator_desa", request.module.DESA, nama="Martina Dayang")


@pytest.fixture
def kades(request):
    """The head of the test file's own village, `DESA`."""
    return make_user("kepala_desa", request.module.DESA, nama="Yohanes Jali")


@pytest.fixture
def verifikator():
    """A verifikator of the office."""
    return make_user("verifikator", "61.07", nama="Lukas Nyangko")


@pytest.fixture
def kepala_dinas():
    """The head of the office."""
    return make_user("kepala_dinas", "61.07", nama="Agustina Nyelo")


@pytest.fixture
def koordinator():
    """The coordinator of the case unit for women and children."""
    return make_user("koordinator_kasus", "61.07", "pppa", nama="Agnes Limpi")


@pytest.fixture
def pengelola():
    """The account that keeps the dated data."""
    return make_user("pengelola_data", nama="Dorkas Anyi")
