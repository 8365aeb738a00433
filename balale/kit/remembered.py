"""Remembers what was read of reference data, for as long as nobody changes it.

Every request reads one stamp, which each change of reference data renews in its own transaction.
What was read under a stamp may be newer than it, never older; it is forgotten with the stamp.
Without a stamp (commands, jobs, requests that may themselves change reference data) nothing is
remembered, and every call asks the database.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 1000
_stamp: ContextVar[Hashable] = ContextVar("reference_stamp", default=None)
_found: dict[tuple[Hashable, ...], object] = {}


@contextmanager
def remembering(stamp: Hashable) -> Iterator[None]:
    """Calls inside may be answered from memory; None remembers nothing."""
    token = _stamp.set(stamp)
    try:
        yield
    finally:
        _stamp.reset(token)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """For reads of reference data alone, the same for every asker. What they return is shared:
    nobody changes it."""

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        stamp = _stamp.get()
        if stamp is None:
            return function(*args, **kwargs)
        key = (stamp, function, args, tuple(sorted(kwargs.items())))
        try:
            return _found[key]  # type: ignore[return-value]
        except KeyError:
            found = function(*args, **kwargs)
        if len(_found) >= _MOST:
            forget()
        _found[key] = found
        return found

    return ask


def forget() -> None:
    """Start with an empty memory."""
    _found.clear()
