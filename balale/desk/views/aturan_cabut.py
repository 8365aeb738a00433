"""Revoking a published version whose first day has not come, with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.aturan import CabutForm
from balale.desk.views.aturan import JENIS, RECEIPT
from balale.kit.errors import DomainError
from balale.registry.models import Rancangan, StatusRancangan
from balale.registry.queries import rancangan as queries
from balale.registry.queries.versi import get_objek_name, get_versi_list
from balale.registry.services import rancangan as services


@requires(Permission.RULES_EDIT, methods=("GET", "POST"))
def cabut(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """What holds again once the version is revoked; POST revokes it, or asks a second person."""
    row = queries.get_rancangan(rancangan_id, request.user)
    if row is None or row.mencabut_id or row.status != StatusRancangan.TERBIT:
        raise Http404
    form = CabutForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _draw(request, row, form)
    kunci = parse_key(request.POST.get("kunci"))
    if not form.is_valid():
        return _draw(request, row, form)
    try:
        return _revoke(request, row, kunci, form.cleaned_data["sebab"])
    except DomainError as error:
        return _draw(request, row, form, problem=str(error))


def _revoke(request: SignedInRequest, row: Rancangan, kunci: UUID, sebab: str) -> HttpResponse:
    base = parse_version(request.POST.get("versi"))

    def write() -> UUID:
        is_waiting = services.revoke_rancangan(
            rancangan=row, base=base, sebab=sebab, by=request.user, today=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip
        words = (
            "Terkirim ke kepala dinas. Menunggu persetujuan." if is_waiting else "Versi dicabut."
        )
        messages.success(request, words)
        return row.pk

    write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=write)
    return redirect("desk:aturan_pratinjau", row.pk)


def _draw(
    request: SignedInRequest, row: Rancangan, form: CabutForm, problem: str = ""
) -> HttpResponse:
    rows = get_versi_list(row.jenis, row.objek)
    page = {
        "rancangan": row, "label": JENIS[row.jenis], "nama": get_objek_name(row.jenis, row.isi),
        "form": form, "problem": problem, "kunci": new_id(), "turun": queries.list_cabut_turun(row),
        "sebelum": rows[-2] if len(rows) > 1 else None,
    }  # fmt: skip
    return render(request, "desk/aturan/cabut.html", page)
