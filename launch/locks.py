"""Locks between several `bin/balale` that run at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """Open a lock file; the lock itself ends with the process, however it ends."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it alone."""
    handle = open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def try_alone(handle: int) -> bool:
    """Take the lock alone if nobody else holds it; never waits."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share(handle: int) -> None:
    """Hold the lock together with others."""
    fcntl.flock(handle, fcntl.LOCK_SH)
