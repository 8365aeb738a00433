"""Proposals to change what stands: the list, one with its differences, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.kit.errors import DomainError
from balale.registry.models import StatusUsulan
from balale.registry.queries.perubahan import (
    UsulanUbah,
    get_undoable,
    get_usulan_ubah,
    list_usulan_ubah,
)
from balale.registry.services import acts, proposal
from balale.registry.services.reveal import record_views
from balale.verification.forms import TolakUbahForm

_JENIS = "usulan_ubah"


@requires(Permission.PPKS_VERIFY)
def perubahan_list(request: SignedInRequest) -> HttpResponse:
    """What waits, the oldest first."""
    baris = list_usulan_ubah(request.user, timezone.localdate())
    return render(request, "verification/perubahan_list.html", {"baris": baris})


@requires(Permission.PPKS_VERIFY)
def perubahan(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """One proposal, both sides of every changed field."""
    return _draw(request, _get_or_404(request, usulan_id), TolakUbahForm())


@requires(Permission.PPKS_VERIFY, methods=("POST",))
def perubahan_terima(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Apply it, once."""
    found = _get_or_404(request, usulan_id)
    now = timezone.now()

    def write(base: int) -> UUID:
        return proposal.accept_change(
            usulan=found.usulan, base=base, by=request.user, on=timezone.localdate(now), now=now
        ).pk

    return _decide(request, found, write, "Perubahan diterima dan tersimpan.", TolakUbahForm())


@requires(Permission.PPKS_VERIFY, methods=("POST",))
def perubahan_tolak(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Refuse it with words; the old data stay."""
    found = _get_or_404(request, usulan_id)
    form = TolakUbahForm(request.POST)
    if not form.is_valid():
        return _draw(request, found, form)

    def write(base: int) -> UUID:
        return proposal.refuse_change(
            usulan=found.usulan, base=base, alasan=form.alasan_isi(), by=request.user,
            now=timezone.now(),
        ).pk  # fmt: skip

    return _decide(request, found, write, "Perubahan ditolak. Data lama tetap.", form)


@requires(Permission.PPKS_VERIFY, methods=("POST",))
def perubahan_urungkan(request: SignedInRequest, usulan_id: UUID) -> HttpResponse:
    """Take an own acceptance back; the proposal waits again."""
    found = _get_or_404(request, usulan_id)
    act = get_undoable(found.usulan, request.user)
    if act is None:
        raise Http404
    try:
        acts.undo_act(perubahan=act, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Diurungkan. Usulan ini menunggu lagi.")
    return redirect("verification:perubahan", usulan_id)


def _get_or_404(request: SignedInRequest, usulan_id: UUID) -> UsulanUbah:
    found = get_usulan_ubah(usulan_id, request.user, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _decide(
    request: SignedInRequest, found: UsulanUbah, write, words: str, form: TolakUbahForm
) -> HttpResponse:
    """Write the decision once; 428 without version or key, 409 when somebody was faster."""
    kunci = parse_key(request.POST.get("kunci"))
    if get_receipt(kunci=kunci, by=request.user) is None:
        base = require_version(request.POST.get("versi"))
        try:
            write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=lambda: write(base))
        except DomainError as error:
            form.salah = str(error)
            return _draw(request, found, form)
    messages.success(request, words)
    return redirect("verification:perubahan", found.usulan.pk)


def _draw(request: SignedInRequest, found: UsulanUbah, form: TolakUbahForm) -> HttpResponse:
    usulan, ppks = found.usulan, found.usulan.ppks
    is_terbatas = ppks is not None and ppks.tingkat == Tingkat.TERBATAS
    record_views(entri=[ppks] if ppks is not None and is_terbatas else [], by=request.user)
    page = {
        "u": found,
        "form": form,
        "kunci": new_id(),
        "is_menunggu": usulan.status == StatusUsulan.MENUNGGU_VERIFIKASI,
        "may_undo": get_undoable(usulan, request.user) is not None,
    }
    return render(request, "verification/perubahan.html", page)
