"""What happens when nobody is signed in: to the sign-in page, with typed words kept safe."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from balale.access import crypto
from balale.access.session_store import get_last_owner

_NOT_KEPT = {"csrfmiddlewaretoken", "sandi", "sandi_lagi", "kode"}


@dataclass(frozen=True)
class Parcel:
    """A form that was sent after its session had ended."""

    path: str
    fields: list[tuple[str, str]]


def safe_next(request: HttpRequest) -> str:
    """The page asked for, if it is ours; else home."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse(settings.LOGIN_REDIRECT_URL)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect a visitor to sign in; a sent form is handed over sealed, for its sender only."""
    if request.method != "POST":
        query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{query}")
    return render(
        request,
        "access/masuk.html",
        {"form": None, "titipan": pack(request), "next": reverse(settings.LOGIN_REDIRECT_URL)},
        status=401,
    )


def pack(request: HttpRequest) -> str:
    """Seal a sent form for the account whose session just ended; "" when unknown."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    owner = get_last_owner(cookie) if cookie else None
    if owner is None:
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT
        for value in values
    ]
    text = json.dumps({"path": request.path, "fields": fields})
    return urlsafe_b64encode(crypto.seal_parcel(text, str(owner))).decode()


def unpack(parcel: str, owner: str) -> Parcel | None:
    """The form inside a parcel; None for another account or a damaged one."""
    try:
        content = json.loads(crypto.open_parcel(urlsafe_b64decode(parcel), owner))
    except (crypto.Unreadable, Base64Error, ValueError):
        return None
    return Parcel(content["path"], [(name, value) for name, value in content["fields"]])
