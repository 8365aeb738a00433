"""Addresses of pages, found once: a list names the same page for every row, a menu on every page.

Only addresses without a parameter, or with one id, are remembered; never the id.
"""

from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse

_MARK = UUID(int=0)
_known: dict[tuple[str, str, object, bool], str] = {}


def find_address(view: str, pk: UUID | None = None) -> str:
    """What `reverse` answers. Raises NoReverseMatch."""
    key = (view, get_script_prefix(), get_urlconf(), pk is None)
    found = _known.get(key)
    if found is None:
        found = _known[key] = reverse(view, args=[] if pk is None else [_MARK])
    return found if pk is None else found.replace(str(_MARK), str(pk))
