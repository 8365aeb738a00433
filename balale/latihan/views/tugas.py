"""The six tasks and the certificate, where people train."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError
from balale.kit.paper import print_pdf
from balale.latihan.paper.sertifikat import TEMPLATE, build_sertifikat, make_cetakan
from balale.latihan.queries import tempat
from balale.latihan.queries.tugas import get_kemajuan
from balale.latihan.services.certificate import record_certificate
from balale.latihan.services.reset import begin_anew


@requires(Permission.TRAINING)
def tugas(request: SignedInRequest) -> HttpResponse:
    """Six tasks, ticked by what the account really did; on the real site the way there."""
    if tempat.is_training():
        is_sent = tempat.is_from_real_site(request.user)
        page = {"kemajuan": get_kemajuan(request.user), "is_sent": is_sent}
        return render(request, "latihan/tugas.html", page)
    if not tempat.has_training_beside():
        raise Http404
    page = {"selesai_pada": tempat.get_finished(request.user)}
    return render(request, "latihan/beside.html", page)


@requires(Permission.TRAINING)
def sertifikat(request: SignedInRequest) -> HttpResponse:
    """The certificate as a file for the printer, once all tasks are done.

    Beside a real site it is printed there, where the name is known.
    """
    if tempat.is_from_real_site(request.user):
        raise Http404
    if tempat.is_training():
        selesai_pada = get_kemajuan(request.user).selesai_pada
    else:
        selesai_pada = tempat.get_finished(request.user)
    if selesai_pada is None:
        return redirect("latihan:tugas")
    now = timezone.now()
    cetakan = make_cetakan(request.user, selesai_pada=selesai_pada, now=now)
    data = build_sertifikat(request.user, selesai_pada=selesai_pada)
    record_certificate(nomor=data["nomor"], by=request.user)
    made = print_pdf(TEMPLATE, data, cetakan=cetakan, at=now)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="sertifikat-latihan.pdf"'
    return response


@requires(Permission.TRAINING, methods=("GET", "POST"))
def ulang(request: SignedInRequest) -> HttpResponse:
    """Begin anew, after saying what is lost by it."""
    if not tempat.is_training():
        raise Http404
    masalah = ""
    if request.method == "POST":
        try:
            begin_anew(kunci=parse_key(request.POST.get("kunci")), by=request.user)
        except DomainError as error:
            masalah = str(error)
        else:
            messages.success(request, "Latihan dimulai dari awal.")
            return redirect("latihan:tugas")
    return render(request, "latihan/ulang.html", {"kunci": uuid4(), "masalah": masalah})
