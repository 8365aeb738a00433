"""Fill a LATIHAN database with invented people and accounts, and write the list of accounts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from balale.access.queries.accounts import is_latihan
from balale.latihan.queries.tempat import has_been_seeded
from balale.latihan.services.accounts import AkunRekaan, write_accounts_file
from balale.latihan.services.reset import capture_villages
from balale.latihan.services.seed import list_planned_accounts, seed_latihan

_SEED = 6107
_REPORT_EVERY = 25


class Command(BaseCommand):
    help = "Load invented people and accounts, once; always write the list of accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=5000)
        parser.add_argument("--accounts-json", type=Path)
        parser.add_argument("--beside", action="store_true", help="beside a real site")
        parser.add_argument("--seed", type=int, default=_SEED)
        parser.add_argument("--processes", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_latihan():
            raise CommandError(
                "Basis data ini bukan LATIHAN. Orang dan akun rekaan tidak dimuat ke sini."
            )
        if options["people"] < 0:
            raise CommandError("Jumlah orang paling sedikit 0.")
        akun = list_planned_accounts()
        if options["beside"]:
            # Beside a real site only its slips lead in: a passphrase that is told is none.
            akun = [replace(one, is_printed=False) for one in akun]
        if has_been_seeded():
            self.stdout.write("Orang dan akun latihan sudah ada. Tidak ada yang diubah.")
        else:
            self._seed(akun, options)
        if options["accounts_json"] is None:
            return
        try:
            write_accounts_file(akun, options["accounts_json"])
        except OSError as error:
            raise CommandError(f"Daftar akun tidak dapat ditulis: {error}") from error

    def _seed(self, akun: list[AkunRekaan], options: dict[str, Any]) -> None:
        try:
            counts = seed_latihan(
                akun=akun,
                people=options["people"],
                seed=options["seed"],
                now=timezone.now(),
                data_dir=settings.DATA_DIR,
                report=self._report if options["verbosity"] else _be_quiet,
                processes=options["processes"],
                is_beside=options["beside"],
            )
        except (OSError, ValueError) as error:
            raise CommandError(f"Data latihan tidak dapat dibuat: {error}") from error
        if options["processes"] == 1:
            # What several processes filled is for measuring, and nobody trains in it.
            capture_villages()
        if options["verbosity"]:
            self.stdout.write(
                f"  {counts.orang} orang, {counts.keluarga} keluarga, {counts.ppks} entri PPKS, "
                f"{counts.akun} akun."
            )

    def _report(self, done: int, total: int, people: int) -> None:
        if done % _REPORT_EVERY == 0 or done == total:
            self.stdout.write(f"  desa {done}/{total}, {people} orang")
            self.stdout.flush()


def _be_quiet(done: int, total: int, people: int) -> None:
    pass
