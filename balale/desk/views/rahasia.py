"""The special hand-in: written once, never a draft, never read back (security guide §1)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.services.receipts import get_own_receipt, write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.cases.services.intake import hand_in_case
from balale.desk.forms.rahasia import RahasiaForm
from balale.kit.errors import DomainError

JENIS = "rahasia"


@requires(Permission.RAHASIA_CREATE, methods=("GET", "POST"))
def rahasia(request: SignedInRequest) -> HttpResponse:
    """The form; what was refused stands in the answer again and nowhere else."""
    now = timezone.now()
    form = RahasiaForm(request.POST or None, on=timezone.localdate(now))
    if request.method != "POST":
        return _draw(request, form, uuid4())
    kunci = parse_key(request.POST.get("kunci"))
    if form.is_valid():
        try:
            receipt_id = _store(request, form, kunci, now)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect("desk:rahasia_terkirim", receipt_id)
    return _draw(request, form, kunci)


def _store(request: SignedInRequest, form: RahasiaForm, kunci: UUID, now: datetime) -> UUID:
    def write() -> None:
        hand_in_case(
            isian=form.to_isian(),
            hubungi=form.cleaned_data["hubungi"].strip(),
            is_bahaya=form.cleaned_data["is_bahaya"] == "ya",
            desa_kode=request.user.context.wilayah_kode,
            by=request.user,
            on=form.on,
            now=now,
        )

    return write_once(kunci=kunci, jenis=JENIS, by=request.user, write=write).receipt.id


def _draw(request: SignedInRequest, form: RahasiaForm, kunci: UUID) -> HttpResponse:
    return render(request, "desk/rahasia/isi.html", {"form": form, "kunci": kunci})


@requires(Permission.RECEIPT_READ)
def terkirim(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """Number and time; nothing tells what was sent."""
    receipt = get_own_receipt(receipt_id, by=request.user)
    if receipt is None or receipt.jenis != JENIS:
        raise Http404
    return render(request, "desk/rahasia/terkirim.html", {"receipt": receipt})
