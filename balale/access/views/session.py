"""Sign-in, sign-out, the role at work, and words that a finished session left unsent."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from balale.access import gate, session_rules
from balale.access.context import Context, acting_as
from balale.access.decorators import public, requires
from balale.access.forms import MasukForm, PilihPeranForm
from balale.access.models import User
from balale.access.queries.accounts import list_contexts
from balale.access.queries.directory import list_own_roles
from balale.access.rules.brake import describe_wait
from balale.access.rules.policy import Permission
from balale.access.services import accounts, codes
from balale.access.session_rules import SignedInRequest
from balale.kit.formatting import format_waktu


@public(methods=("GET", "POST"))
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign in; a form that was sent after its session ended is offered again."""
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(gate.safe_next(request))
    device = session_rules.get_device(request)
    form = MasukForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        result = accounts.sign_in(
            request=request,
            username=form.cleaned_data["akun"],
            passphrase=form.cleaned_data["sandi"],
            device=device,
            address=request.META.get("REMOTE_ADDR", ""),
            now=now,
        )
        contexts = list_contexts(result.user) if result.user else []
        if result.user and contexts:
            response = _welcome(request, result.user, contexts, now)
            return session_rules.remember_device(request, response, device)
        form.add_error(None, _refusal(result, now))
    response = gate.render_sign_in(request, form, parcel=request.POST.get("titipan", ""))
    return session_rules.remember_device(request, response, device)


def _refusal(result: accounts.SignInResult, now: datetime) -> str:
    if result.user is not None:
        return "Akun ini belum diberi peran. Hubungi kecamatan."
    if result.is_stopped:
        return "Terlalu banyak percobaan. Minta kode baru ke kecamatan."
    if result.retry_at is None:
        return "Nama akun atau frasa sandi tidak cocok. Periksa, lalu coba lagi."
    wait = describe_wait((result.retry_at - now).total_seconds())
    return f"Terlalu banyak percobaan. Tunggu {wait}, lalu coba lagi."


def _welcome(
    request: HttpRequest, user: User, contexts: list[Context], now: datetime
) -> HttpResponse:
    parcel = request.POST.get("titipan", "")
    target = gate.safe_next(request)
    session_rules.start(request, user, contexts, now)
    _tell_of_codes(request, user, contexts[0], now)
    if parcel and gate.unpack(parcel, str(user.id)):
        request.session[gate.PARCEL_KEY] = parcel
        target = reverse("access:lanjutkan")
    elif parcel:
        messages.warning(request, "Isian tadi milik akun lain. Isian itu tidak dibuka.")
    if len(contexts) > 1:
        return redirect(f"{reverse('access:peran')}?{urlencode({'next': target})}")
    return redirect(target)


def _tell_of_codes(request: HttpRequest, user: User, context: Context, now: datetime) -> None:
    """Who asked for a code of this account, so that nobody takes it over unseen."""
    with acting_as(context):
        notices = codes.take_notices(user=user, now=now)
    for notice in notices:
        messages.info(
            request,
            f"Kode aktivasi akun ini dibuat pada {format_waktu(notice.diputus_pada)}"
            f" atas permintaan {notice.diminta_oleh.nama}.",
        )


@requires(Permission.HOME)
def lanjutkan(request: SignedInRequest) -> HttpResponse:
    """Offer the form that was sent after the last session had ended."""
    parcel = gate.take_parcel(request)
    if parcel is None:
        return redirect("desk:beranda")
    return render(request, "access/lanjutkan.html", {"titipan": parcel})


@public(methods=("POST",))
def keluar(request: HttpRequest) -> HttpResponse:
    user = request.user
    if user.is_authenticated:
        accounts.record_session("account.sign_out", by=user)
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    response = redirect("access:masuk")
    return gate.remember_owner(response, request, user.pk) if user.pk else response


@requires(Permission.HOME, methods=("GET", "POST"))
def peran(request: SignedInRequest) -> HttpResponse:
    """Choose the role to work in; the header shows it from then on."""
    form = PilihPeranForm(
        request.POST if request.method == "POST" else None,
        lines=list_own_roles(request.user, on=timezone.localdate()),
        initial={"peran": str(request.user.context.assignment_id)},
    )
    if form.is_valid():
        chosen = form.cleaned_data["peran"]
        context = next(c for c in list_contexts(request.user) if str(c.assignment_id) == chosen)
        session_rules.choose_role(request, context)
        accounts.record_session("account.role_chosen", by=request.user, role=context.role)
        return redirect(gate.safe_next(request))
    return render(request, "access/peran.html", {"form": form, "next": gate.safe_next(request)})


@public()
def lupa(request: HttpRequest) -> HttpResponse:
    """What to do about a forgotten passphrase."""
    return render(request, "access/lupa.html")
