"""Sign-in, activation, sign-out."""

import secrets

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access import gate
from balale.access.decorators import public
from balale.access.forms import AktivasiForm, MasukForm
from balale.access.queries.accounts import list_contexts
from balale.access.rules.policy import POLICY, Role
from balale.access.services import accounts
from balale.access.session_store import IDLE_SECONDS
from balale.kit.errors import DomainError

DEVICE_COOKIE = "alat"


@public(methods=("GET", "POST"))
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign in; a form that was sent after its session ended is offered again."""
    form = MasukForm(request.POST or None)
    parcel = request.POST.get("titipan", "")
    if request.method == "POST" and form.is_valid():
        device = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)
        result = accounts.sign_in(
            request=request,
            username=form.cleaned_data["akun"],
            passphrase=form.cleaned_data["sandi"],
            device=device,
            address=request.META.get("REMOTE_ADDR", ""),
            now=timezone.now(),
        )
        if result.user is not None:
            return _welcome(request, result.user, parcel, device)
        form.add_error(None, _refusal(result))
    page = {"form": form, "titipan": parcel, "next": gate.safe_next(request)}
    return render(request, "access/masuk.html", page)


def _refusal(result: accounts.SignInResult) -> str:
    if result.retry_at is None:
        return "Nama akun atau frasa sandi tidak cocok. Periksa, lalu coba lagi."
    return "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."


def _welcome(request: HttpRequest, user, parcel: str, device: str) -> HttpResponse:
    login(request, user, backend="balale.access.backend.UserBackend")
    contexts = list_contexts(user)
    idle = POLICY[Role(contexts[0].role)].idle_minutes if contexts else 15
    request.session[IDLE_SECONDS] = idle * 60
    kept = gate.unpack(parcel, str(user.id)) if parcel else None
    if kept is not None:
        response = render(request, "access/lanjutkan.html", {"titipan": kept})
    else:
        response = redirect(gate.safe_next(request))
    response.set_cookie(
        DEVICE_COOKIE, device, max_age=400 * 86400, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


@public(methods=("POST",))
def keluar(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("access:masuk")


@public(methods=("GET", "POST"))
def aktivasi(request: HttpRequest) -> HttpResponse:
    """A new account sets its passphrase with the one-time code of its slip."""
    form = AktivasiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.activate(
                username=form.cleaned_data["akun"],
                code=form.cleaned_data["kode"],
                passphrase=form.cleaned_data["sandi"],
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            return render(request, "access/aktif.html", {"akun": form.cleaned_data["akun"]})
    return render(request, "access/aktivasi.html", {"form": form})
