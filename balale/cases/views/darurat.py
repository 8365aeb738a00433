"""Breaking the glass: the case is named by its number, read for fifteen minutes, never decided."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest, has_fresh_proof
from balale.access.views.proof import is_proven
from balale.cases.forms import DaruratForm
from balale.cases.queries.cases import get_line
from balale.cases.queries.darurat import get_emergency_case, get_own_opening, list_running
from balale.cases.queries.dossier import get_dossier
from balale.cases.rules import nomor_kasus
from balale.cases.services.darurat import TIDAK_DIKENAL, break_glass, record_emergency_reading
from balale.kit.errors import DomainError


@requires(Permission.CASE_BREAK, methods=("GET", "POST"))
def darurat(request: SignedInRequest) -> HttpResponse:
    """The number, the reason, and the passphrase unless it was given just now."""
    now = timezone.now()
    is_fresh = has_fresh_proof(request, now)
    if request.method != "POST":
        return _draw(request, DaruratForm(is_proven=is_fresh))
    kunci = parse_key(request.POST.get("kunci"))
    form = DaruratForm(request.POST, is_proven=is_fresh)
    if form.is_valid() and is_proven(request, form, now):
        opened = _break(request, form, kunci)
        if opened is not None:
            return redirect("cases:darurat_kasus", opened)
    return _draw(request, form)


def _break(request: SignedInRequest, form: DaruratForm, kunci: UUID) -> UUID | None:
    """The opening, or None with the refusal in the form."""
    given = {name: form.cleaned_data[name] for name in ("nomor", "alasan", "keterangan")}
    try:
        opened = break_glass(kunci=kunci, by=request.user, now=timezone.now(), **given)
    except DomainError as error:
        form.add_domain_error(error)
        return None
    if opened is None:
        form.add_error("nomor", TIDAK_DIKENAL)
    return opened


def _draw(request: SignedInRequest, form: DaruratForm) -> HttpResponse:
    running = list_running(request.user, now=timezone.now())
    terbuka = [(buka, nomor_kasus(buka.kasus_id)) for buka in running]
    context = {"form": form, "kunci": uuid4(), "terbuka": terbuka}
    return render(request, "cases/darurat.html", context)


@requires(Permission.CASE_BREAK)
def darurat_kasus(request: SignedInRequest, buka_id: UUID) -> HttpResponse:
    """The opened case, for reading alone; once the time is over, back to the form."""
    now = timezone.now()
    buka = get_own_opening(buka_id, request.user)
    if buka is None:
        raise Http404
    kasus = get_emergency_case(buka, now=now)
    if kasus is None:
        messages.warning(request, "Waktu 15 menit sudah habis. Kasus tertutup lagi.")
        return redirect("cases:darurat")
    record_emergency_reading(kasus=kasus, by=request.user)
    context = {
        "buka": buka,
        "kasus": kasus,
        "baris": get_line(kasus, now=now),
        "berkas": get_dossier(kasus),
        "hari_ini": timezone.localdate(now),
    }
    return render(request, "cases/darurat_kasus.html", context)
