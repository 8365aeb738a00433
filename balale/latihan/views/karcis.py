"""The way from the real site to the training and back, by signed slips."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from balale.access import session_rules
from balale.access.decorators import public, requires
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError
from balale.latihan.queries import tempat
from balale.latihan.queries.tugas import get_kemajuan
from balale.latihan.services import karcis


def _hand_over(url: str, text: str) -> HttpResponse:
    """The browser repeats its POST at the other site, so that no page there acts on a GET."""
    response = HttpResponse(status=307)
    response["Location"] = f"{url}?{urlencode({'karcis': text})}"
    return response


@requires(Permission.TRAINING, methods=("POST",))
def mulai(request: SignedInRequest) -> HttpResponse:
    """From the real site to the training, signed in there."""
    if not tempat.has_training_beside():
        return redirect("latihan:tugas")
    text = karcis.issue_ticket(by=request.user, now=timezone.now())
    return _hand_over(tempat.get_training_url(), text)


@csrf_exempt  # The slip itself is what proves where the visitor comes from.
@public(methods=("POST",))
def masuk(request: HttpRequest) -> HttpResponse:
    """Take a slip of the real site and sign its account in."""
    if not tempat.is_training_beside():
        return _refuse(request, DomainError("Tempat latihan tidak dibuka dari halaman ini."))
    now = timezone.now()
    try:
        user, contexts = karcis.take_ticket(request.GET.get("karcis", ""), now=now)
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


@csrf_exempt  # The slip is signed and names the account that is signed in here.
@requires(Permission.TRAINING, methods=("POST",))
def hasil(request: SignedInRequest) -> HttpResponse:
    """Keep the result of the training on the account at work."""
    if not tempat.has_training_beside():
        return redirect("latihan:tugas")
    try:
        karcis.take_result(request.GET.get("karcis", ""), by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Latihan selesai dan tercatat. Sertifikat Anda siap dicetak.")
    return redirect("latihan:tugas")
