"""The web process refuses to start where its promises can't hold."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from balale.access.startup import REQUIRED_KEYS, refuse_unsafe_start

CHECK = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
ASK = "import balale.config.wsgi"


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with the test database but for what is named."""
    merged = {**os.environ, **environment}
    given = {name: value for name, value in merged.items() if value}
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(REQUIRED_KEYS))
def test_start_with_a_key_missing_is_refused_by_name(settings, name):
    settings.KEYS = {key: value for key, value in settings.KEYS.items() if key != name}
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_unsafe_start()


@pytest.mark.django_db
def test_start_in_a_mode_that_does_not_fit_the_database_is_refused(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="LATIHAN"):
        refuse_unsafe_start()


def test_start_under_the_owner_role_is_refused():
    answer = run([sys.executable, "-c", ASK], DATABASE_URL=os.environ["BALALE_TEST_OWNER_URL"])
    assert "application role" in answer.stderr


@pytest.mark.parametrize("mode", ["demo", "production"])
def test_start_without_a_key_file_is_refused(mode):
    answer = run([sys.executable, "-c", ASK], BALALE_MODE=mode, BALALE_KEY_FILE="")
    assert "key file" in answer.stderr


def test_production_settings_pass_djangos_own_check():
    answer = run(CHECK, BALALE_MODE="production", BALALE_HOSTS="balale.example")
    assert (answer.returncode, "WARNINGS" in answer.stderr) == (0, False), answer.stderr


@pytest.mark.django_db
def test_application_role_is_what_tests_run_under():
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("balale_app",)
