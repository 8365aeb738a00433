"""The lists and the case page. Titles and addresses name the case, never a person."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission, is_allowed
from balale.access.session_rules import SignedInRequest
from balale.cases.queries.cases import count_cases, get_case, get_line, list_cases
from balale.cases.queries.dossier import get_dossier
from balale.cases.rules import Tahap, nomor_kasus
from balale.cases.services.work import record_reading
from balale.cases.views.opening import get_opened_until, is_readable
from balale.kit.text import clean_code
from balale.registry.models import Ppks


def get_case_or_404(request: SignedInRequest, case_id: UUID) -> Ppks:
    """Absent, denied and no longer assigned look the same."""
    kasus = get_case(case_id, request.user)
    if kasus is None:
        raise Http404
    return kasus


def _read_stage(request: SignedInRequest) -> Tahap | None:
    try:
        return Tahap(request.GET.get("tahap", ""))
    except ValueError:
        return None


def _read_cursor(request: SignedInRequest) -> UUID | None:
    try:
        return UUID(hex=clean_code(request.GET.get("sesudah", "")))
    except ValueError:
        return None


@requires(Permission.CASE_WORK)
def daftar(request: SignedInRequest) -> HttpResponse:
    """Cases in sight: the unit's for a coordinator, the own ones for a petugas."""
    is_koordinator = is_allowed(request.user.role, Permission.CASE_INTAKE)
    tahap = _read_stage(request)
    now = timezone.now()
    page = list_cases(request.user, now=now, tahap=tahap, after=_read_cursor(request))
    counts = count_cases(request.user)
    chips = [(each, counts.get(each.value)) for each in Tahap]
    context = {
        "halaman": page,
        "tahap": tahap,
        "chips": chips if is_koordinator else chips[1:],
        "is_koordinator": is_koordinator,
    }
    return render(request, "cases/daftar.html", context)


@requires(Permission.CASE_WORK)
def kasus(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The case; who it is about only for those who gave a reason or were assigned."""
    now = timezone.now()
    row = get_case_or_404(request, case_id)
    is_petugas = is_allowed(request.user.role, Permission.CASE_ASSESS)
    context = {
        "kasus": row,
        "baris": get_line(row, now=now),
        "nomor": nomor_kasus(row.pk),
        "is_petugas": is_petugas,
    }
    if is_readable(request, row, now=now):
        reason = "penugasan" if is_petugas else "pembukaan"
        record_reading(kasus=row, reason=reason, by=request.user)
        context |= {
            "berkas": get_dossier(row),
            "hari_ini": timezone.localdate(now),
            "terbuka_sampai": get_opened_until(request, row, now=now),
        }
    return render(request, "cases/kasus.html", context)
