"""Accept, return, refuse, take back: each written once, on the version that was seen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import MissingPrecondition, parse_key
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Keputusan, Usulan
from balale.registry.queries.usulan import get_dasar, get_keputusan, get_parts, is_komunitas
from balale.registry.rules.usulan import parse_dasar
from balale.registry.services import decide
from balale.registry.services.undo import undo_decision
from balale.verification import queries
from balale.verification.forms import KembalikanForm, TerimaForm, TolakForm
from balale.verification.views import antrean

Act = Callable[..., Keputusan]


@requires(Permission.PPKS_VERIFY, methods=("POST",))
def terima(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Accept, then on to the next in the queue."""
    usulan = antrean.get_or_404(request, usulan_id)
    form = TerimaForm(request.POST)
    if not form.is_valid():
        return antrean.draw(request, usulan, form)
    try:
        return _decide(request, usulan, decide.accept_usulan, metode=form.cleaned_data["metode"])
    except DomainError as error:
        return antrean.draw(request, usulan, form, salah=str(error))


@requires(Permission.PPKS_VERIFY, methods=("GET", "POST"))
def kembalikan(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Return to the village with the fields marked."""
    usulan = antrean.get_or_404(request, usulan_id)
    form = KembalikanForm(request.POST or None, is_komunitas=is_komunitas(usulan))
    return _with_reason(request, usulan, form, decide.return_usulan, "verification/kembalikan.html")


@requires(Permission.PPKS_VERIFY, methods=("GET", "POST"))
def tolak(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Propose to refuse, with a reason; the head of office signs too."""
    usulan = antrean.get_or_404(request, usulan_id)
    form = TolakForm(request.POST or None)
    return _with_reason(request, usulan, form, decide.propose_refusal, "verification/tolak.html")


@requires(Permission.PPKS_VERIFY, methods=("POST",))
def urungkan(request: SignedInRequest, keputusan_id: UUID) -> HttpResponse:
    """Take back an own decision; a second tap changes nothing."""
    keputusan = get_keputusan(keputusan_id, request.user)
    if keputusan is None:
        raise Http404
    try:
        undo_decision(keputusan=keputusan, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("verification:riwayat")
    return redirect(antrean.to_url(keputusan.usulan_id, queries.Saring.SEMUA, selesai=keputusan.pk))


def _with_reason(
    request: SignedInRequest,
    usulan: Usulan,
    form: KembalikanForm | TolakForm,
    act: Act,
    template: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, usulan, act, alasan=form.alasan_isi())
        except DomainError as error:
            form.add_domain_error(error)
    _ppks, orang = get_parts(usulan)
    page = {
        "form": form,
        "usulan": usulan,
        "orang": orang,
        "dasar": request.POST.get("versi") or str(get_dasar(usulan)),
        "kunci": request.POST.get("kunci") or new_id(),
        "saring": antrean.read_saring(request),
    }
    return render(request, template, page)


def _decide(request: SignedInRequest, usulan: Usulan, act: Act, **given: Any) -> HttpResponse:
    """Write the decision once and go on; 428 without versions, 409 when somebody was faster.

    Raises DomainError where a rule refuses.
    """
    try:
        kunci = parse_key(request.POST.get("kunci"))
        dasar = parse_dasar(request.POST.get("versi", ""))
        if dasar is None:
            raise MissingPrecondition
        now = timezone.now()

        def write() -> UUID:
            return act(usulan=usulan, dasar=dasar, by=request.user, now=now, **given).pk

        outcome = write_once(kunci=kunci, jenis="keputusan", by=request.user, write=write)
    except StaleVersion:
        return antrean.draw_conflict(request, usulan)
    saring = antrean.read_saring(request)
    berikut = queries.get_next(request.user, saring, usulan=usulan, now=now)
    return redirect(antrean.to_url(berikut, saring, selesai=outcome.receipt.object_id))
