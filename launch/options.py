"""What the commands share to read their options."""

import argparse
import re
from typing import Any, NoReturn

from launch.words import Exit

TRANSLATIONS = (
    (r"unrecognized arguments: (.*)", r"pilihan tidak dikenal: \1"),
    (r"argument (\S+): expected one argument", r"\1 perlu satu nilai"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 perlu angka, bukan \2"),
    (r"the following arguments are required: (.*)", r"perlu diisi: \1"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """argparse whose own words are Indonesian. An option is never known by its beginning alone."""

    def __init__(self, name: str, description: str, *, epilog: str | None = None) -> None:
        super().__init__(
            prog=f"bin/balale {name}", description=description, epilog=epilog, add_help=False,
            allow_abbrev=False,
        )  # fmt: skip
        self._positionals.title, self._optionals.title = "Isian", "Pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        for pattern, words in TRANSLATIONS:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, words, message)
                break
        self.exit(Exit.USAGE, f"{self.prog}: {message}\nBantuan: {self.prog} --help\n")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cara pakai:", 1)


def make_number(lowest: int, highest: int) -> Any:
    """A type for argparse: a whole number between two bounds."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not lowest <= int(text) <= highest:
            raise argparse.ArgumentTypeError(f"perlu angka {lowest}–{highest}, bukan {text}")
        return int(text)

    return parse
