"""Recording a death; where the head of a family died, a new head is asked for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.meninggal import MeninggalForm
from balale.desk.views.ubah import to_dossier
from balale.kit.errors import DomainError
from balale.registry.models import Orang
from balale.registry.queries.keluarga import get_kepala_of
from balale.registry.queries.people import get_orang
from balale.registry.services.death import record_death

_JENIS = "meninggal"


@requires(Permission.DATA_CHANGE, methods=("GET", "POST"))
def warga_meninggal(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """When and from whom it is known; written at once."""
    orang = get_orang(orang_id, request.user)
    if orang is None:
        raise Http404
    form = MeninggalForm(request.POST or None, on=timezone.localdate())
    if request.method == "POST":
        kunci = parse_key(request.POST.get("kunci"))
        receipt = get_receipt(kunci=kunci, by=request.user)
        if receipt is not None:
            return redirect(to_dossier(orang_id, None, receipt.object_id))
        base = require_version(request.POST.get("versi"))
        if form.is_valid():
            try:
                return _save(request, orang, form, kunci, base)
            except DomainError as error:
                form.add_domain_error(error)
    return _draw(request, orang, form)


def _save(
    request: SignedInRequest, orang: Orang, form: MeninggalForm, kunci: UUID, base: int
) -> HttpResponse:
    def write() -> UUID:
        return record_death(
            orang=orang, base=base, kabar=form.build(), by=request.user, on=form.on,
            now=timezone.now(),
        ).pk  # fmt: skip

    outcome = write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=write)
    keluarga = get_kepala_of(orang, request.user)
    if keluarga is None:
        return redirect(to_dossier(orang.pk, None, outcome.receipt.object_id))
    messages.success(request, "Tercatat meninggal. Pilih kepala keluarga yang baru.")
    return redirect("desk:keluarga_susun", keluarga.pk)


def _draw(request: SignedInRequest, orang: Orang, form: MeninggalForm) -> HttpResponse:
    page = {
        "form": form,
        "orang": orang,
        "versi": request.POST.get("versi") or orang.versi,
        "kunci": request.POST.get("kunci") or new_id(),
        "is_kepala": get_kepala_of(orang, request.user) is not None,
    }
    return render(request, "desk/keluarga/meninggal.html", page)
