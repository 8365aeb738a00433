"""The dry run of a file of people on the server itself: words, and one JSON account."""

import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from balale.access.system import acting_as_system
from balale.exchange.reader.limits import pick_command_limits
from balale.exchange.services.preview import HasilBaris, Pratinjau, preview_file
from balale.exchange.services.report import iter_report, refusal_to_json
from balale.kit.errors import DomainError

_REFUSED = 1
_SHOWN = 20
_KATA = {"new": "baru", "same": "sama", "changed": "berubah", "rejected": "ditolak"}


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
        except OSError:
            self._refuse(f"Berkas {file} tidak terbaca. Periksa nama, folder, dan izinnya.")
        try:
            with acting_as_system() as by:
                answer = preview_file(
                    isi, by=by, on=timezone.localdate(), desa_kode=desa, lembar=sheet,
                    limits=pick_command_limits(len(isi)),
                )  # fmt: skip
                self._account(answer, report)
        except DomainError as error:
            if report:
                self._write(report, [refusal_to_json(error)])
            self._refuse(str(error))

    def _account(self, answer: Pratinjau, report: str) -> None:
        refused: list[HasilBaris] = []
        if report:
            self._write(report, iter_report(answer))
        else:
            rows = (row for row in answer.list_rows() if row.hasil == "rejected")
            refused = list(islice(rows, _SHOWN))
            for _ in rows:
                pass
        self.stdout.write(say_account(answer, refused))

    def _write(self, report: str, pieces: Iterable[str]) -> None:
        """All of the account or none: it takes its name when it is whole."""
        place = Path(report)
        part = place.with_name(place.name + ".part")
        try:
            with part.open("w", encoding="utf-8") as out:
                for piece in pieces:
                    out.write(piece)
            part.replace(place)
        except OSError as error:
            self._refuse(f"Laporan {report} tidak dapat ditulis: {error.strerror}.")
        finally:
            part.unlink(missing_ok=True)

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(_REFUSED)


def say_account(answer: Pratinjau, refused: list[HasilBaris]) -> str:
    """dibaca 412 = baru 300 + sama 90 + berubah 10 + ditolak 12, and what is to be said."""
    parts = [f"{_KATA[key]} {count}" for key, count in answer.jumlah.items()]
    lines = [f"dibaca {answer.dibaca} = " + " + ".join(parts), "Tidak ada yang disimpan."]
    lines += [one.pesan for one in answer.catatan]
    for row in refused:
        words = " ".join(one.pesan for one in row.alasan if one.is_error)
        lines.append(f"Baris {row.baris}: {words}")
    if len(refused) < answer.jumlah["rejected"] and refused:
        lines.append("Selengkapnya dengan --report FILE.")
    return "\n".join(lines)
