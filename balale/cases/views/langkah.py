"""How every step on a case is taken: a form, written once, then back to the case."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.cases.forms import KasusForm
from balale.cases.queries.cases import get_line
from balale.cases.views.kasus import get_case_or_404
from balale.cases.views.opening import is_readable, mark_opened
from balale.kit.errors import DomainError
from balale.registry.models import Ppks


@dataclass(frozen=True)
class Step:
    """What a step asks, what it does, and the words around it.

    `run` gets kasus, versi, by, now and what the form holds. A step that `is_blind` may be
    taken by who hasn't read the case; one that `is_opening` opens it to be read.
    """

    judul: str
    tombol: str
    form: type[KasusForm]
    run: Callable[..., object]
    pesan: str = ""
    is_danger: bool = False
    is_blind: bool = False
    is_opening: bool = False


def take_step(request: SignedInRequest, case_id: UUID, step: Step) -> HttpResponse:
    """Show the step's form, or do it once and go back to the case."""
    kasus = get_case_or_404(request, case_id)
    if not step.is_blind and not is_readable(request, kasus, now=timezone.now()):
        messages.warning(request, "Buka dulu berkasnya.")
        return redirect("cases:kasus", case_id)
    form = step.form(request.POST or None, kasus=kasus)
    if request.method != "POST":
        return _draw(request, kasus, step, form, uuid4(), kasus.versi)
    try:
        kunci = parse_key(request.POST.get("kunci"))
        versi = require_version(request.POST.get("versi"))
        if form.is_valid():
            _write(request, kasus, step, form, kunci, versi)
            return redirect("cases:kasus", case_id)
    except DomainError as error:
        form.add_domain_error(error)
    return _draw(request, kasus, step, form, kunci, versi)


def _write(
    request: SignedInRequest, kasus: Ppks, step: Step, form: KasusForm, kunci: UUID, versi: int
) -> None:
    now = timezone.now()

    def write() -> None:
        step.run(kasus=kasus, versi=versi, by=request.user, now=now, **form.cleaned_data)

    write_once(kunci=kunci, jenis="kasus", by=request.user, write=write)
    if step.is_opening:
        mark_opened(request, kasus, now=now)
    if step.pesan:
        messages.success(request, step.pesan)


def _draw(
    request: SignedInRequest, kasus: Ppks, step: Step, form: KasusForm, kunci: UUID, versi: int
) -> HttpResponse:
    baris = get_line(kasus, now=timezone.now())
    context = {"baris": baris, "step": step, "form": form, "kunci": kunci, "versi": versi}
    return render(request, "cases/langkah.html", context)
