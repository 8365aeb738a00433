"""A worker killed in the middle of its work leaves nothing half done, and nothing done twice."""

import os
import signal
import subprocess
import sys
from datetime import date

import psycopg
import pytest
from django.db import transaction

from balale.access.context import acting_as
from balale.access.services.queue import resume_jobs
from balale.access.system import acting_as_system
from balale.audit.models import TrailLine
from balale.registry.models import Ppks
from tests.registry.test_review import make_aktif
from tests.site.database import copied_database, url_for

WORKER = [sys.executable, "-m", "django", "run_worker"]
WAITS = (
    "select count(*) from pg_locks where not granted and relation = 'registry_ppksevent'::regclass"
)


@pytest.fixture
def place(django_db_setup, django_db_blocker):
    """A database of its own with three entries that are due, and its owner's connection."""
    with copied_database("killed", django_db_blocker) as name:
        with transaction.atomic():
            verifikator = make_aktif(date(2025, 1, 10))
        url = url_for(os.environ["BALALE_TEST_OWNER_URL"], name)
        with psycopg.connect(url) as owner:
            owner.execute("set balale.role = 'sistem'")
            owner.execute("delete from procrastinate_periodic_defers")
            owner.commit()
            yield name, owner, verifikator


def start_worker(name, *options):
    environment = {**os.environ, "DATABASE_URL": url_for(os.environ["DATABASE_URL"], name)}
    return subprocess.Popen([*WORKER, *options], env=environment, stdout=subprocess.DEVNULL)


def wait_until_it_waits(owner):
    """The server itself tells when the worker stands before the locked table."""
    for _ in range(600):
        if owner.execute(WAITS).fetchone()[0]:
            return
        owner.execute("select pg_sleep(0.05)")
    raise AssertionError("the worker never came to the locked table")


def list_done(verifikator):
    with acting_as(verifikator.context):
        marked = Ppks.objects.filter(status="perlu_pemutakhiran").count()
    with acting_as_system("auditor"):
        return marked, TrailLine.objects.filter(event="ppks.due").count()


def test_job_killed_in_the_middle_is_done_once_by_the_next_worker(place):
    name, owner, verifikator = place
    owner.execute("lock table registry_ppksevent in share mode")
    worker = start_worker(name)
    try:
        wait_until_it_waits(owner)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    owner.rollback()
    assert list_done(verifikator) == (0, 0)
    with acting_as_system() as by:
        assert resume_jobs(silent_seconds=0, by=by) == 1
    assert start_worker(name, "--once").wait(60) == 0
    assert list_done(verifikator) == (3, 3)
    assert start_worker(name, "--once").wait(60) == 0
    assert list_done(verifikator) == (3, 3)
