"""When two answers tell a reader the same."""

import re

from django.http import HttpResponse

from tests.site.crawl import steady

_PROBLEM_CODE = re.compile(r"\bBKY [A-Z0-9]{4}\b")


def settle(answer: HttpResponse, swap: dict[str, str] | None = None) -> str:
    """The answer without tokens and problem codes; words of `swap` are put out of sight."""
    text = _PROBLEM_CODE.sub("BKY", steady(answer))
    for word, other in (swap or {}).items():
        text = text.replace(word, other)
    return text


def look_alike(
    first: HttpResponse, second: HttpResponse, swap: dict[str, str] | None = None
) -> bool:
    """True when status, headers, body and the names of cookies are the same."""
    return first.cookies.keys() == second.cookies.keys() and settle(first, swap) == settle(
        second, swap
    )
