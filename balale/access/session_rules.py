"""What a session carries: the chosen role, its idle limit, the last proof, the device."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.http import HttpRequest, HttpResponse

from balale.access.context import Context
from balale.access.gate import PARCEL_KEY
from balale.access.middleware import ASSIGNMENT_KEY
from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.access.session_store import IDLE_SECONDS

DEVICE_COOKIE = settings.COOKIE_PREFIX + "alat"
PROOF_KEY = "bukti"
ROLES_KEY = "peran"
PROOF_LASTS = timedelta(minutes=5)
_DEVICE_COOKIE_AGE = 400 * 86400
_KEPT_ACROSS_ROLES = {
    SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, ROLES_KEY, PROOF_KEY, PARCEL_KEY,
    "_messages",
}  # fmt: skip


class SignedInRequest(HttpRequest):
    """The request behind `requires`: its user is never anonymous."""

    user: User  # type: ignore[assignment]


def start(request: HttpRequest, user: User, contexts: list[Context], now: datetime) -> None:
    """Sign `user` in under a new session key, in the oldest of the roles held today."""
    request.session.flush()
    login(request, user, backend="balale.access.backend.UserBackend")
    request.session[ROLES_KEY] = len(contexts)
    mark_proof(request, now)
    choose_role(request, contexts[0])


def choose_role(request: HttpRequest, context: Context) -> None:
    """Work in one role from the next page on, under that role's idle limit.

    What another role opened or looked for in this session does not come along.
    """
    for key in set(request.session.keys()) - _KEPT_ACROSS_ROLES:
        del request.session[key]
    request.session[ASSIGNMENT_KEY] = str(context.assignment_id)
    request.session[IDLE_SECONDS] = POLICY[Role(context.role)].idle_minutes * 60


def mark_proof(request: HttpRequest, now: datetime) -> None:
    """The passphrase was given just now."""
    request.session[PROOF_KEY] = int(now.timestamp())


def has_fresh_proof(request: HttpRequest, now: datetime) -> bool:
    """Whether the passphrase was given within five minutes (security guide §5)."""
    age = int(now.timestamp()) - request.session.get(PROOF_KEY, 0)
    return 0 <= age < PROOF_LASTS.total_seconds()


def get_device(request: HttpRequest) -> str:
    """What failures on this device are counted by; a new one for a new device."""
    return request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)


def remember_device(request: HttpRequest, response: HttpResponse, device: str) -> HttpResponse:
    response.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=_DEVICE_COOKIE_AGE,
        path=settings.COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
