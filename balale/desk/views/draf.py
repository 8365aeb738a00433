"""Own drafts: go on, throw away, bring back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.services.versions import parse_version
from balale.access.session_rules import SignedInRequest
from balale.registry.queries import draf as queries
from balale.registry.services import draf as services


@requires(Permission.PPKS_ENTER)
def draf_list(request: SignedInRequest) -> HttpResponse:
    """Unfinished entries of this account."""
    dibuang = None
    if request.GET.get("dibuang"):
        dibuang = request.session.get("draf_dibuang")
    context = {"drafs": queries.list_draf(request.user), "dibuang": dibuang}
    return render(request, "desk/entry/draf_list.html", context)


@requires(Permission.PPKS_ENTER, methods=("POST",))
def draf_buang(request: SignedInRequest, draf_id: UUID) -> HttpResponse:
    """Throw a draft away; the list offers to bring it back."""
    draf = queries.get_draf(draf_id, request.user)
    if draf is None:
        raise Http404
    base = parse_version(request.POST.get("versi"))
    services.discard_draf(draf=draf, base=base, by=request.user, now=timezone.now())
    request.session["draf_dibuang"] = str(draf.pk)
    return redirect(f"{reverse('desk:draf_list')}?dibuang=1")


@requires(Permission.PPKS_ENTER, methods=("POST",))
def draf_pulihkan(request: SignedInRequest, draf_id: UUID) -> HttpResponse:
    """Bring a draft back."""
    draf = queries.get_draf(draf_id, request.user)
    if draf is None:
        raise Http404
    services.restore_draf(draf=draf, by=request.user, now=timezone.now())
    messages.success(request, "Draf kembali ke daftar.")
    return redirect("desk:draf_list")
