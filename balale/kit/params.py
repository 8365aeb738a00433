"""What an address carries behind its question mark."""

from uuid import UUID

from django.http import HttpRequest


def read_id(request: HttpRequest, name: str) -> UUID | None:
    """An id, as of the row that a page goes on after; None where there is none to be read."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
