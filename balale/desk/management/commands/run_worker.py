"""Run jobs and schedules until told to stop. Needs a direct connection, not a pooler's."""

import sys

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from balale.access.rules.health import list_faults
from balale.access.services.sealer import Sealer
from balale.desk.management.commands.doctor import get_exit_code, say_finding
from balale.desk.queries import list_start_findings

_BEAT_SECONDS = 10
_STALLED_SECONDS = 60
_STOP_SECONDS = 25


class Command(BaseCommand):
    help = "Run the worker."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="end when the queue is empty")

    def handle(self, *, once, **options):
        if faults := list_faults(list_start_findings()):
            self.stdout.write("\n".join(say_finding(each) for each in faults))
            sys.exit(get_exit_code(faults))
        self.stdout.write("Pekerja latar berjalan. Hentikan dengan Ctrl-C.")
        self.stdout.flush()
        with app.replace_connector(self._connector()), Sealer():
            app.run_worker(
                wait=not once,
                concurrency=1,
                fetch_job_polling_interval=5,
                shutdown_graceful_timeout=_STOP_SECONDS,
                update_heartbeat_interval=_BEAT_SECONDS,
                stalled_worker_timeout=_STALLED_SECONDS,
                delete_jobs="successful",
            )

    def _connector(self) -> PsycopgConnector:
        """The queue is open to connections that say they are the worker's."""
        params = connector_params()
        params["options"] = f"{params.get('options', '')} -c balale.role=sistem".strip()
        return PsycopgConnector(kwargs=params, min_size=1, max_size=4)
