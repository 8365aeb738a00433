"""Whether the database answers, for who watches from outside: one word, and nothing else."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from balale.access.decorators import public
from balale.kit.addresses import find_address


@public()
def sehat(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503. Asks under no account and no context."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        connection.close()
        return _answer("gangguan", 503)
    return _answer("ok", 200)


def _answer(word: str, status: int) -> HttpResponse:
    headers = {"X-Frame-Options": "DENY"}
    return HttpResponse(f"{word}\n", "text/plain; charset=utf-8", status, headers=headers)


class PulseMiddleware:
    """Answers before sessions and transactions, which need the database that may be gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_asked = request.path == find_address("access:sehat") and request.method in (
            "GET",
            "HEAD",
        )
        return sehat(request) if is_asked else self.get_response(request)
