"""The way from the real site to the training and back, by signed slips."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from balale.access import session_rules
from balale.access.decorators import public, requires
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError
from balale.latihan.queries import tempat
from balale.latihan.queries.tugas import get_kemajuan
from balale.latihan.services import karcis


def _hand_over(url: str, text: str) -> HttpResponse:
    """To the other site's page, where a button takes the slip under that site's own token."""
    return HttpResponseRedirect(f"{url}?{urlencode({'karcis': text})}")


@requires(Permission.TRAINING, methods=("POST",))
def mulai(request: SignedInRequest) -> HttpResponse:
    """From the real site to the training, signed in there."""
    if not tempat.has_training_beside():
        return redirect("latihan:tugas")
    text = karcis.issue_ticket(by=request.user, now=timezone.now())
    return _hand_over(tempat.get_training_url(), text)


@public(methods=("GET", "POST"))
def masuk(request: HttpRequest) -> HttpResponse:
    """Take a slip of the real site and sign its account in."""
    if not tempat.is_training_beside():
        return _refuse(request, DomainError("Tempat latihan tidak dibuka dari halaman ini."))
    if request.method != "POST":
        return render(request, "latihan/masuk.html", {"karcis": request.GET.get("karcis", "")})
    now = timezone.now()
    try:
        user, contexts = karcis.take_ticket(request.POST.get("karcis", ""), now=now)
    except DomainError as error:
        return _refuse(request, error)
    session_rules.start(request, user, contexts, now)
    return redirect("latihan:tugas")


def _refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    page = {"masalah": str(error), "kembali": tempat.get_real_url("desk:beranda")}
    return render(request, "latihan/ditolak.html", page)


@requires(Permission.TRAINING, methods=("POST",))
def selesai(request: SignedInRequest) -> HttpResponse:
    """From the training back to the real site, with the result."""
    kemajuan = get_kemajuan(request.user)
    if not tempat.is_from_real_site(request.user) or kemajuan.selesai_pada is None:
        return redirect("latihan:tugas")
    text = karcis.issue_result(
        by=request.user, selesai_pada=kemajuan.selesai_pada, now=timezone.now()
    )
    return _hand_over(tempat.get_real_url("latihan:hasil"), text)


@requires(Permission.TRAINING, methods=("GET", "POST"))
def hasil(request: SignedInRequest) -> HttpResponse:
    """Keep the result of the training on the account at work."""
    if not tempat.has_training_beside():
        return redirect("latihan:tugas")
    if request.method != "POST":
        return render(request, "latihan/hasil.html", {"karcis": request.GET.get("karcis", "")})
    try:
        karcis.take_result(request.POST.get("karcis", ""), by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Latihan selesai dan tercatat. Sertifikat Anda siap dicetak.")
    return redirect("latihan:tugas")
