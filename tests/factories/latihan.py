"""The regency of LATIHAN, filled for tests and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

ORANG = 300


class _TakenBack(Exception):
    pass


@contextmanager
def taken_back() -> Iterator[None]:
    """What is stored inside is gone afterwards."""
    try:
        with transaction.atomic():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


def seed(path: Path) -> None:
    """Everybody and everything of LATIHAN, with few people."""
    call_command("seed_latihan", people=ORANG, accounts_json=path, verbosity=0)
