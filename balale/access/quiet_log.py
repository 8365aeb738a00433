"""Errors in the log name where and what kind, never the words they carry.

The database quotes the failing row in its message, and a row is a person.
"""

import logging
import traceback
from types import TracebackType

_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Prints each exception of a chain as its places in the code and its kind."""

    def formatException(self, ei: _Info) -> str:  # noqa: N802 (the library's own name)
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = "".join(traceback.format_tb(error.__traceback__))
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            lines.insert(0, f"{places}{kind}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n\n".join(lines)
