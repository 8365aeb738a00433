"""What happens when nobody is signed in: to the sign-in page, with typed words kept safe."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from balale.access import crypto
from balale.access.forms import MasukForm
from balale.access.rules.policy import Permission
from balale.access.session_store import get_last_owner

PARCEL_KEY = "titipan"
ENDED = "berakhir"
# Who signed out here last, so that another tab's form is not lost; says nothing to others.
OWNER_COOKIE = settings.COOKIE_PREFIX + "pemilik"
_OWNER_KEPT_SECONDS = 86400
# Longer than any form of ours; a parcel has to fit into the next form with its sealing.
_PARCEL_MAX = 1024 * 1024
_NOT_KEPT = {"csrfmiddlewaretoken", "sandi", "sandi_lagi", "kode", "bukti"}


@dataclass(frozen=True)
class Parcel:
    """A form that was sent after its session had ended."""

    path: str
    fields: list[tuple[str, str]]


def safe_next(request: HttpRequest) -> str:
    """The page asked for, if it is ours and a path; else home."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse(settings.LOGIN_REDIRECT_URL)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect a visitor to sign in; a sent form is handed over sealed, for its sender only."""
    if request.method == "POST":
        return render_sign_in(request, MasukForm(), parcel=pack(request), is_refused=True)
    query = {REDIRECT_FIELD_NAME: request.get_full_path()}
    if _last_owner(request):
        query[ENDED] = "1"
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(query)}")


def render_sign_in(
    request: HttpRequest, form: MasukForm, *, parcel: str, is_refused: bool = False
) -> HttpResponse:
    """The sign-in page; with `is_refused` it answers a form nobody signed in has sent."""
    page = {
        "form": form,
        "titipan": parcel,
        "next": reverse(settings.LOGIN_REDIRECT_URL) if is_refused else safe_next(request),
        "has_ended": bool(parcel) or ENDED in request.GET,
        "is_refused": is_refused,
    }
    return render(request, "access/masuk.html", page, status=401 if is_refused else 200)


def _last_owner(request: HttpRequest) -> str:
    """The id of the account whose session in this browser ended within a day, else ""."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    owner = get_last_owner(cookie) if cookie else None
    return str(owner) if owner else ""


def remember_owner(response: HttpResponse, request: HttpRequest, owner: UUID) -> HttpResponse:
    """Called at sign-out: forms still open in other tabs belong to this account for a day."""
    response.set_cookie(
        OWNER_COOKIE,
        signing.dumps(str(owner), salt=OWNER_COOKIE),
        max_age=_OWNER_KEPT_SECONDS,
        path=settings.COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _read_owner(request: HttpRequest) -> str:
    try:
        return signing.loads(
            request.COOKIES.get(OWNER_COOKIE, ""), salt=OWNER_COOKIE, max_age=_OWNER_KEPT_SECONDS
        )
    except signing.BadSignature:
        return ""


def pack(request: HttpRequest) -> str:
    """Seal a sent form for the account whose session just ended; "" when unknown."""
    owner = _last_owner(request) or _read_owner(request)
    if not owner:
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name.rpartition("-")[2] not in _NOT_KEPT  # without the prefix of its form
        for value in values
    ]
    text = json.dumps({"path": request.get_full_path(), "fields": fields})
    if len(text) > _PARCEL_MAX:
        return ""
    return urlsafe_b64encode(crypto.seal_parcel(text, owner)).decode()


def unpack(parcel: str, owner: str) -> Parcel | None:
    """The form inside a parcel; None for another account or a damaged one."""
    try:
        content = json.loads(crypto.open_parcel(urlsafe_b64decode(parcel), owner))
    except (crypto.Unreadable, Base64Error, ValueError):
        return None
    if not _is_own_form(content["path"]):
        return None
    return Parcel(content["path"], [(name, value) for name, value in content["fields"]])


def take_parcel(request: HttpRequest) -> Parcel | None:
    """The form that waits in this session. One of a special case is shown once and then gone,
    since its sender may not read it back."""
    parcel = unpack(request.session.get(PARCEL_KEY, ""), str(request.user.pk))
    if parcel is not None and _permission_of(parcel.path) is Permission.RAHASIA_CREATE:
        del request.session[PARCEL_KEY]
    return parcel


def forget_sent_parcel(request: HttpRequest, response: HttpResponse) -> None:
    """A form that has arrived waits no longer."""
    if request.method != "POST" or response.status_code != 302:
        return
    parcel = unpack(request.session.get(PARCEL_KEY, ""), str(request.user.pk))
    if parcel is not None and parcel.path.partition("?")[0] == request.path:
        del request.session[PARCEL_KEY]


def _policy_of(path: str) -> Any:
    try:
        match = resolve(path.partition("?")[0].removeprefix(get_script_prefix().rstrip("/")))
    except Resolver404:
        return None
    return getattr(match.func, "policy", None)


def _permission_of(path: str) -> Permission | None:
    policy = _policy_of(path)
    return policy.permission if policy else None


def _is_own_form(path: str) -> bool:
    """True for an address of ours that takes a sent form."""
    policy = _policy_of(path)
    return policy is not None and "POST" in policy.methods
