"""Bring a database to today's state, as the owner role: migrations, walls, reference data."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from balale.access.walls import build_walls


class Command(BaseCommand):
    help = "Run migrations, row policies and reference data. Rerunnable."

    def add_arguments(self, parser):
        parser.add_argument("--latihan", action="store_true", help="mark a NEW database LATIHAN")

    def handle(self, *, latihan, **options):
        with connection.cursor() as cursor:
            cursor.execute("create extension if not exists pg_trgm")
            # Loads its library, without which a rerun may not name its settings in the walls.
            cursor.execute("select similarity('', '')")
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            self._mark(latihan)
            build_walls()
        call_command("load_reference", verbosity=options["verbosity"])
        self.stdout.write("Database is ready.")

    def _mark(self, latihan: bool) -> None:
        installation = apps.get_model("access", "Installation")
        row, _created = installation.objects.get_or_create(id=1, defaults={"is_latihan": latihan})
        if latihan and not row.is_latihan:
            raise CommandError("This database is real; it can't become LATIHAN.")
