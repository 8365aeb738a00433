"""What lowers a guard, for the second person: approved from its day, or refused with a reason."""

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
from balale.desk.forms.aturan import TolakForm
from balale.desk.views.aturan import JENIS
from balale.kit.errors import DomainError
from balale.registry.models import Rancangan, StatusRancangan
from balale.registry.queries import rancangan as queries
from balale.registry.queries.versi import get_objek_name
from balale.registry.services import rancangan as services

_APPROVE = Permission.LEVEL_APPROVE
_RECEIPT = "aturan_putusan"


@requires(_APPROVE)
def persetujuan(request: SignedInRequest) -> HttpResponse:
    """Changes that wait for a second person."""
    waiting = [
        (row, JENIS[row.jenis], get_objek_name(row.jenis, row.isi))
        for row in queries.list_waiting(request.user)
    ]
    return render(request, "desk/aturan/persetujuan.html", {"waiting": waiting})


@requires(_APPROVE, methods=("GET", "POST"))
def putusan(request: SignedInRequest, rancangan_id: UUID) -> HttpResponse:
    """One change, in words before and after; POST approves or refuses it."""
    row = _get_or_404(request, rancangan_id)
    is_refusal = request.POST.get("aksi") == "tolak"
    form = TolakForm(request.POST if is_refusal else None)
    if request.method != "POST":
        return _draw(request, row, form)
    kunci = parse_key(request.POST.get("kunci"))
    if is_refusal and not form.is_valid():
        return _draw(request, row, form)
    try:
        return _decide(request, row, kunci, form if is_refusal else None)
    except DomainError as error:
        return _draw(request, _get_or_404(request, rancangan_id), form, problem=str(error))


def _get_or_404(request: SignedInRequest, rancangan_id: UUID) -> Rancangan:
    row = queries.get_rancangan(rancangan_id, request.user)
    if row is None:
        raise Http404
    return row


def _decide(
    request: SignedInRequest, row: Rancangan, kunci: UUID, refusal: TolakForm | None
) -> HttpResponse:
    base, now = parse_version(request.POST.get("versi")), timezone.now()

    def write() -> UUID:
        if refusal is not None:
            services.refuse_rancangan(
                rancangan=row, base=base, alasan=refusal.cleaned_data["alasan"],
                by=request.user, now=now,
            )  # fmt: skip
        else:
            services.approve_rancangan(
                rancangan=row, base=base, by=request.user, today=timezone.localdate(), now=now
            )
        return row.pk

    write_once(kunci=kunci, jenis=_RECEIPT, by=request.user, write=write)
    words = "Perubahan ditolak." if refusal is not None else "Perubahan disetujui."
    messages.success(request, words)
    return redirect("desk:aturan_persetujuan")


def _draw(
    request: SignedInRequest, row: Rancangan, form: TolakForm, problem: str = ""
) -> HttpResponse:
    own = {row.dibuat_oleh_id, row.diubah_oleh_id}
    page = {
        "rancangan": row, "label": JENIS[row.jenis], "form": form, "problem": problem,
        "nama": get_objek_name(row.jenis, row.isi), "banding": queries.compare_rancangan(row),
        "kunci": new_id(), "is_menunggu": row.status == StatusRancangan.MENUNGGU,
        "is_sendiri": request.user.user_id in own,
    }  # fmt: skip
    return render(request, "desk/aturan/putusan.html", page)
