"""The kepala dinas names a stand-in and ends that early; a stand-in only sees it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.forms import DelegasiForm
from balale.access.queries import delegations as queries
from balale.access.rules.policy import Permission
from balale.access.services import delegations as services
from balale.access.services.receipts import get_receipt
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.kit.errors import DomainError, PreconditionError


@requires(Permission.DELEGATE, methods=("GET", "POST"))
def delegasi(request: SignedInRequest) -> HttpResponse:
    """Who stands in, and the form that names somebody.

    A form that came before is answered as then; its account is no longer on offer.
    """
    now, is_sent = timezone.now(), request.method == "POST"
    if is_sent and get_receipt(kunci=parse_key(request.POST.get("kunci")), by=request.user):
        return redirect("access:delegasi")
    form = DelegasiForm(
        request.POST if is_sent else None,
        candidates=queries.list_candidates(),
        is_proven=session_rules.has_fresh_proof(request, now),
    )
    if form.is_valid() and is_proven(request, form, now):
        try:
            return _delegate(request, form, now)
        except PreconditionError:
            raise
        except DomainError as error:
            form.add_domain_error(error)
    return _show(request, form, now)


def _show(request: SignedInRequest, form: DelegasiForm, now: datetime) -> HttpResponse:
    on = timezone.localdate(now)
    page = {
        "form": form,
        "is_head": queries.is_head(request.user),
        "own": queries.get_own_delegation(request.user, on=on),
        "daftar": queries.list_delegations(request.user, on=on),
        "new_key": uuid4,
    }
    return render(request, "access/delegasi.html", page)


def _delegate(request: SignedInRequest, form: DelegasiForm, now: datetime) -> HttpResponse:
    data = form.cleaned_data
    services.delegate(
        kunci=parse_key(request.POST.get("kunci")),
        user_id=UUID(data["akun"]),
        alasan=data["alasan"],
        keterangan=data["keterangan"].strip(),
        hari_terakhir=data["sampai"],
        by=request.user,
        on=timezone.localdate(now),
        now=now,
    )
    messages.success(request, "Delegasi sudah diberikan. Pemakainya memilih peran saat masuk.")
    return redirect("access:delegasi")


@requires(Permission.DELEGATE, methods=("POST",))
def delegasi_akhiri(request: SignedInRequest, delegasi_id: UUID) -> HttpResponse:
    """End a stand-in's role today."""
    row = queries.get_delegation(delegasi_id, request.user)
    if row is None:
        raise Http404
    now = timezone.now()
    try:
        services.end_delegation(
            kunci=parse_key(request.POST.get("kunci")),
            base=parse_version(request.POST.get("versi")),
            delegasi=row,
            by=request.user,
            on=timezone.localdate(now),
            now=now,
        )
        messages.success(request, "Delegasi sudah diakhiri.")
    except PreconditionError:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("access:delegasi")
