"""The dry run of a file of people on the server itself, as one JSON account."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from balale.access.system import acting_as_system
from balale.exchange.reader.limits import pick_command_limits
from balale.exchange.services.preview import Pratinjau, preview_file
from balale.exchange.services.report import iter_report
from balale.kit.errors import DomainError

_UNREADABLE = 2


class Command(BaseCommand):
    help = "Account for every row of a file of people. Stores nothing."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--desa", default="")
        parser.add_argument("--sheet", default="")
        parser.add_argument("--report", default="")
        parser.add_argument("--apply", action="store_true")

    def handle(self, *, file, desa, sheet, report, **options):
        if options["apply"]:
            self._refuse("Menyimpan dari perintah ini belum tersedia. Jalankan tanpa --apply.")
        try:
            isi = Path(file).read_bytes()
        except OSError as error:
            self._refuse(f"Berkas {file} tidak terbaca: {error.strerror}.")
        limits = pick_command_limits(len(isi))
        try:
            with acting_as_system() as by:
                answer = preview_file(
                    isi, by=by, on=timezone.localdate(), desa_kode=desa, lembar=sheet, limits=limits
                )
                write_report(answer, report)
        except DomainError as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(f"Laporan {report} tidak dapat ditulis: {error.strerror}.")
        if report:
            self.stdout.write(say_account(answer))

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(_UNREADABLE)


def write_report(answer: Pratinjau, place: str) -> None:
    """Into the file, or on standard output."""
    if not place:
        for piece in iter_report(answer):
            sys.stdout.write(piece)
        return
    with Path(place).open("w", encoding="utf-8") as out:
        for piece in iter_report(answer):
            out.write(piece)


def say_account(answer: Pratinjau) -> str:
    """dibaca 412 = baru 300 + sama 90 + berubah 10 + ditolak 12"""
    words = {"new": "baru", "same": "sama", "changed": "berubah", "rejected": "ditolak"}
    parts = [f"{words[key]} {count}" for key, count in answer.jumlah.items()]
    lines = [f"dibaca {answer.dibaca} = " + " + ".join(parts), "Tidak ada yang disimpan."]
    return "\n".join([*lines, *(one.pesan for one in answer.catatan)])
