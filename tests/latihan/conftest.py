"""The regency with 300 people, loaded once for a file of tests."""

import json

import pytest

from tests.factories.latihan import seed, taken_back


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The list of accounts; what was loaded is taken back at the end of the file."""
    path = tmp_path_factory.mktemp("latihan") / "akun.json"
    with django_db_blocker.unblock(), taken_back():
        seed(path)
        yield path


@pytest.fixture
def akun(loaded, db) -> list[dict[str, str]]:
    return json.loads(loaded.read_text(encoding="utf-8"))
