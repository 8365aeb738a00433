"""What the launcher says, and the error that ends it with words instead of a traceback."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes. `test` returns pytest's own (0 to 5)."""

    OK = 0
    FAILED = 1
    USAGE = 2
    ENVIRONMENT = 10
    DATABASE = 11
    PREPARATION = 12
    SERVER = 13
    UNAVAILABLE = 69
    CONFIGURATION = 78
    INTERRUPTED = 130


class LaunchError(Exception):
    """Something the reader can mend. The text is shown as it is."""

    def __init__(self, text: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(text)
        self.code = code


def say(text: str = "") -> None:
    """Print one line at once, also where standard output is a file."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Name a step that may take long, and tell how long it took."""
    say(f"• {text} …")
    start = time.monotonic()
    yield
    seconds = time.monotonic() - start
    if seconds >= 2:
        say(f"  selesai dalam {seconds:.0f} detik")


def show_progress(done: int, total: int, what: str) -> None:
    """Rewrite one line on a terminal; elsewhere print every tenth."""
    if sys.stdout.isatty():
        print(f"\r  {what} {done}/{total}", end="\n" if done == total else "", flush=True)
    elif done % 10 == 0 or done == total:
        say(f"  {what} {done}/{total}")
