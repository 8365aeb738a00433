"""A coordinator's opened cases: in the session only, for fifteen minutes each."""

from datetime import datetime, timedelta

from balale.access.rules.policy import Permission, is_allowed
from balale.access.session_rules import SignedInRequest
from balale.registry.models import Ppks

_KEY = "kasus_dibuka"
_LASTS = timedelta(minutes=15)


def mark_opened(request: SignedInRequest, kasus: Ppks, *, now: datetime) -> None:
    """Remember that the reason was given; openings that lapsed are forgotten."""
    opened = {
        case_id: until
        for case_id, until in request.session.get(_KEY, {}).items()
        if datetime.fromisoformat(until) > now
    }
    request.session[_KEY] = opened | {str(kasus.pk): (now + _LASTS).isoformat()}


def get_opened_until(request: SignedInRequest, kasus: Ppks, *, now: datetime) -> datetime | None:
    """Until when the case stands open for this session; None where a reason is needed."""
    until = request.session.get(_KEY, {}).get(str(kasus.pk))
    moment = datetime.fromisoformat(until) if until else None
    return moment if moment and moment > now else None


def is_readable(request: SignedInRequest, kasus: Ppks, *, now: datetime) -> bool:
    """An assigned petugas reads at once, a coordinator after giving a reason."""
    if is_allowed(request.user.role, Permission.CASE_ASSESS):
        return True
    return get_opened_until(request, kasus, now=now) is not None
