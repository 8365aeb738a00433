"""The words of the last search, sealed in the session: not in addresses, not in clear at rest."""

from base64 import b64decode, b64encode

from balale.access import crypto
from balale.access.session_rules import SignedInRequest

_KEY = "cari"


def keep_search(request: SignedInRequest, words: str) -> None:
    """Remember what was searched, for this account and session."""
    sealed = crypto.seal_parcel(words, _owner(request))
    request.session[_KEY] = b64encode(sealed).decode()


def last_search(request: SignedInRequest) -> dict[str, str] | None:
    """The last search as form data; None when there was none in this role."""
    kept = request.session.get(_KEY)
    if not kept:
        return None
    try:
        return {"q": crypto.open_parcel(b64decode(kept), _owner(request))}
    except crypto.Unreadable:
        return None


def _owner(request: SignedInRequest) -> str:
    return f"{_KEY}:{request.user.id}:{request.user.role}"
