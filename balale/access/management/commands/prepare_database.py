"""Bring a database to today's state, as the owner role: migrations, walls, reference data."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction

from balale.access.walls import build_walls


class Command(BaseCommand):
    help = "Run migrations, row policies and reference data. Rerunnable."

    def add_arguments(self, parser):
        parser.add_argument("--latihan", action="store_true", help="mark a NEW database LATIHAN")

    def handle(self, *, latihan, **options):
        self._refuse_others()
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

    def _refuse_others(self) -> None:
        """Only the owner of the database may go on; said in words before anything is begun."""
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select pg_has_role(d.datdba, 'usage'), current_user, d.datdba::regrole::text"
                    " from pg_database d where d.datname = current_database()"
                )
                is_owner, asker, owner = cursor.fetchone()
        except OperationalError as error:
            raise CommandError(f"Basis data tidak menjawab: {str(error).strip()}") from error
        if not is_owner:
            raise CommandError(f"Peran {asker} bukan pemilik basis data ini. Pakai {owner}.")

    def _mark(self, latihan: bool) -> None:
        installation = apps.get_model("access", "Installation")
        row, _created = installation.objects.get_or_create(id=1, defaults={"is_latihan": latihan})
        if latihan and not row.is_latihan:
            raise CommandError("This database is real; it can't become LATIHAN.")
