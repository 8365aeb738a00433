"""Say in words what is wrong with the running system and how to mend it."""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from balale.access.rules.health import Finding, Severity, list_faults
from balale.desk.queries import list_all_findings, list_start_findings

_MARKS = {Severity.BAIK: "✓", Severity.PERINGATAN: "!", Severity.GANGGUAN: "✗"}


class Command(BaseCommand):
    help = "Check configuration, database, machine and worker. Exit 1 where something is wrong."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--start", action="store_true", help="only what serve demands")

    def handle(self, **options):
        found = list_start_findings() if options["start"] else list_all_findings(timezone.now())
        faults = list_faults(found)
        if options["json"]:
            answer = {"ok": not faults, "findings": [each.to_json() for each in found]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            for each in faults if options["start"] else found:
                self.stdout.write(say_finding(each))
        if faults:
            sys.exit(get_exit_code(faults) if options["start"] else 1)


def get_exit_code(faults: list[Finding]) -> int:
    """Of a start that is refused: 69 waits for the database, 78 waits for somebody to mend."""
    return 69 if {each.kode for each in faults} == {"database"} else 78


def say_finding(each: Finding) -> str:
    """✗ Berkas kunci: … and below it how to mend it."""
    line = f"{_MARKS[each.berat]} {each.judul}: {each.kata}"
    return f"{line}\n    → {each.saran}" if each.saran else line
