"""Load areas, categories, forms and code lists from the reference files. Rerunnable."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from balale.registry.services.reference import load_reference
from balale.wilayah.services import load_wilayah


class Command(BaseCommand):
    help = "Load reference data from the data folder; running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=settings.DATA_DIR)
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["data"]
        try:
            with transaction.atomic():
                counts = {**load_wilayah(data_dir=folder), **load_reference(data_dir=folder)}
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"Reference data refused: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps({name: asdict(one) for name, one in counts.items()}))
            return
        if options["verbosity"] < 1:
            return
        for name, one in counts.items():
            self.stdout.write(
                f"{name}: {one.new} new, {one.changed} changed, {one.same} same"
                + (f", {one.extra} not in the file" if one.extra else "")
            )
