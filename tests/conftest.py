"""The harness: the owner makes and migrates the test database, tests run as the application."""

import os
import subprocess
import sys

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Prepare the database in a process of its own, under the owner role; then use it as is."""
    environment = {**os.environ, "DATABASE_URL": os.environ["BALALE_TEST_OWNER_URL"]}
    command = [sys.executable, "-m", "django", "prepare_database", "--latihan", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)


@pytest.fixture
def owner():
    """A connection of the owner role, autocommitting, for what tests must prepare or look at."""
    import psycopg

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
