"""The owner's connection and changed copies of the reference files, for tests of dated data."""

import os
import shutil

import pytest
from django.conf import settings
from django.db import connections, transaction

from balale.config.settings import _database


@pytest.fixture
def as_owner(django_db_setup, django_db_blocker):
    """Django's own connection as the owner role; nothing stays behind."""
    application, application_settings = connections["default"], connections.settings["default"]
    owner_url = os.environ["BALALE_TEST_OWNER_URL"]
    connections.settings["default"] = {**application_settings, **_database(owner_url)}
    owner = connections.create_connection("default")
    with django_db_blocker.unblock():
        connections["default"] = owner
        with transaction.atomic():
            yield owner
            transaction.set_rollback(True)
        owner.close()
    connections["default"] = application
    connections.settings["default"] = application_settings


@pytest.fixture
def data_dir(tmp_path):
    """A copy of the reference files that a test may change."""
    for name in ("wilayah", "ppks", "kode", "dtsen", "kop"):
        shutil.copytree(settings.DATA_DIR / name, tmp_path / name)
    return tmp_path
