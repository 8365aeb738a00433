"""A new account, or one whose passphrase is forgotten, sets its passphrase."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import public
from balale.access.forms import AktivasiForm
from balale.access.services import accounts
from balale.kit.errors import DomainError


@public(methods=("GET", "POST"))
def aktivasi(request: HttpRequest) -> HttpResponse:
    """Take the one-time code of the slip and a passphrase typed twice."""
    form = AktivasiForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            accounts.activate(
                username=form.cleaned_data["akun"],
                code=form.cleaned_data["kode"],
                passphrase=form.cleaned_data["sandi"],
                now=timezone.now(),
                device=session_rules.get_device(request),
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect("access:aktif")
    return render(request, "access/aktivasi.html", {"form": form})


@public()
def aktif(request: HttpRequest) -> HttpResponse:
    """The passphrase stands; on to signing in."""
    return render(request, "access/aktif.html")
