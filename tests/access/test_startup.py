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


@pytest.mark.django_db
def test_training_beside_when_the_database_is_real_then_refused(settings, owner):
    settings.IS_LATIHAN_SITE = settings.IS_PRODUCTION = True
    owner.execute("update access_installation set is_latihan = false")
    try:
        with pytest.raises(ImproperlyConfigured, match="only a database marked LATIHAN"):
            refuse_unsafe_start()
    finally:
        owner.execute("update access_installation set is_latihan = true")


SHOWN = (
    "from django.conf import settings as s; "
    "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_NAME, s.STATIC_URL, "
    "s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
)


def test_cookies_of_the_training_beside_when_named_then_none_of_the_real_sites():
    names = {}
    for mode in ("production", "latihan"):
        answer = run([sys.executable, "-c", SHOWN], BALALE_MODE=mode, BALALE_HOSTS="balale.example")
        names[mode] = answer.stdout.split()
    assert names["production"][:3] == ["__Host-sesi", "/", "__Host-csrf"]
    assert names["latihan"][:3] == ["__Secure-latihan-sesi", "/latihan/", "__Secure-latihan-csrf"]
    assert names["latihan"][4:] == names["production"][4:]


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
