"""Codes of accounts that reach rahasia, for the person who releases or refuses them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.forms import BuktiForm, TolakKodeForm
from balale.access.queries import codes
from balale.access.rules.policy import Permission
from balale.access.services import account_changes
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.kit.errors import DomainError


@requires(Permission.CODE_RELEASE)
def kode_list(request: SignedInRequest) -> HttpResponse:
    waiting = codes.list_waiting_requests(request.user, on=timezone.localdate())
    return render(request, "access/kode_list.html", {"waiting": waiting})


@requires(Permission.CODE_RELEASE)
def kode(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    return _show(request, _get_or_404(request, request_id))


def _get_or_404(request: SignedInRequest, request_id: UUID) -> codes.WaitingRequest:
    asked = codes.get_request(request_id, request.user, on=timezone.localdate())
    if asked is None:
        raise Http404
    return asked


def _show(
    request: SignedInRequest,
    asked: codes.WaitingRequest,
    *,
    code_form: BuktiForm | None = None,
    refusal: TolakKodeForm | None = None,
) -> HttpResponse:
    has_proof = session_rules.has_fresh_proof(request, timezone.now())
    context = {
        "asked": asked,
        "form": code_form or refusal,
        "code_form": code_form or BuktiForm(is_proven=has_proof, prefix="kode"),
        "refusal": refusal or TolakKodeForm(),
        "new_key": uuid4,
    }
    return render(request, "access/kode_minta.html", context)


@requires(Permission.CODE_RELEASE, methods=("POST",))
def kode_release(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Release the code; the answer shows it, once."""
    asked, now = _get_or_404(request, request_id), timezone.now()
    has_proof = session_rules.has_fresh_proof(request, now)
    form = BuktiForm(request.POST, is_proven=has_proof, prefix="kode")
    if not (form.is_valid() and is_proven(request, form, now)):
        return _show(request, asked, code_form=form)
    try:
        issued = account_changes.release_code(
            kunci=parse_key(request.POST.get("kunci")),
            base=parse_version(request.POST.get("versi")),
            permintaan=asked.permintaan,
            by=request.user,
            now=now,
        )
    except DomainError as error:
        form.add_domain_error(error)
        return _show(request, asked, code_form=form)
    context = {"akun": asked.permintaan.user, "issued": issued}
    return render(request, "access/kode_lepas.html", context)


@requires(Permission.CODE_RELEASE, methods=("POST",))
def kode_refuse(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Refuse the request, with a reason for the administrator."""
    asked = _get_or_404(request, request_id)
    form = TolakKodeForm(request.POST)
    kunci = parse_key(request.POST.get("kunci"))
    if not form.is_valid():
        return _show(request, asked, refusal=form)
    account_changes.refuse_code(
        kunci=kunci,
        base=parse_version(request.POST.get("versi")),
        permintaan=asked.permintaan,
        alasan=form.cleaned_data["alasan"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, "Permintaan ditolak. Alasannya tercatat.")
    return redirect("access:kode_list")
