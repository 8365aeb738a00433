"""Accounts of the villages, for who follows them up; and a new code from the kecamatan."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balale.access import session_rules
from balale.access.decorators import requires
from balale.access.forms import BuktiForm
from balale.access.queries.accounts import get_area_title, get_user
from balale.access.queries.susulan import get_akun_desa, get_area, list_baris_desa
from balale.access.rules.policy import Permission, is_allowed
from balale.access.rules.susulan import AkunDesa, BarisDesa, Susulan
from balale.access.services.reissue import reissue_code
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.views.proof import is_proven
from balale.desk.forms.susulan import SusulanForm
from balale.desk.paper.head import TEMPLATES, make_cetakan, read_kertas
from balale.desk.paper.susulan import build_susulan
from balale.kit.errors import DomainError
from balale.kit.paper import print_pdf
from balale.registry.queries.susulan import list_desa_berisi
from balale.registry.services.paper import record_print
from balale.wilayah.queries import expand_desa, list_kecamatan

JUDUL = "Akun desa dan tindak lanjut"


@requires(Permission.ACCOUNT_FOLLOW)
def akun_desa(request: SignedInRequest) -> HttpResponse:
    """Every village of the area with its accounts and what it still lacks."""
    rows, form = _list_rows(request, timezone.now())
    context = {
        "baris": form.narrow(rows),
        "form": form,
        "jumlah": _count(rows),
        "semua": len(rows),
        "tempat": _name_area(request),
        "may_reissue": is_allowed(request.user.role, Permission.ACCOUNT_REISSUE),
        "is_admin": is_allowed(request.user.role, Permission.ACCOUNT_MANAGE),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/akun_desa/akun_desa.html", context)


def _list_rows(request: SignedInRequest, now: datetime) -> tuple[list[BarisDesa], SusulanForm]:
    area = get_area(request.user)
    berisi = list_desa_berisi(expand_desa(area))
    rows = list_baris_desa(request.user, berisi=berisi, on=timezone.localdate(now), now=now)
    kecamatan = [(one.kode, one.nama) for one in list_kecamatan(area)]
    return rows, SusulanForm(request.GET, kecamatan=kecamatan)


def _count(rows: Sequence[BarisDesa]) -> list[tuple[Susulan, int]]:
    return [(one, sum(one in row.kurang for row in rows)) for one in Susulan]


def _name_area(request: SignedInRequest) -> str:
    return get_area_title(get_area(request.user)) or "Kabupaten Bengkayang"


@requires(Permission.ACCOUNT_FOLLOW)
def akun_desa_cetak(request: SignedInRequest) -> HttpResponse:
    """The list as it is narrowed on the screen."""
    now = timezone.now()
    rows, form = _list_rows(request, now)
    shown, kertas = form.narrow(rows), read_kertas(request.GET.get("kertas", ""))
    cetakan = make_cetakan(
        request.user, judul=JUDUL, kertas=kertas, now=now, kode=get_area(request.user)
    )
    record_print(dokumen="akun_desa", kertas=kertas, by=request.user, jumlah=len(shown))
    data = build_susulan(shown, saringan=form.kata, tempat=_name_area(request))
    made = print_pdf(TEMPLATES / "susulan.typ", data, cetakan=cetakan, at=now)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="akun-desa.pdf"'
    return response


@requires(Permission.ACCOUNT_REISSUE, methods=("GET", "POST"))
def akun_desa_kode(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """A new code for an operator or village head of the own kecamatan, shown once."""
    now = timezone.now()
    akun = get_akun_desa(user_id, on=timezone.localdate(now), now=now)
    if akun is None:
        raise Http404
    form = BuktiForm(
        request.POST if request.method == "POST" else None,
        is_proven=session_rules.has_fresh_proof(request, now),
    )
    if not (form.is_valid() and is_proven(request, form, now)):
        return _show_kode(request, akun, form)
    return _reissue(request, akun, form, now)


def _reissue(
    request: SignedInRequest, akun: AkunDesa, form: BuktiForm, now: datetime
) -> HttpResponse:
    user = get_user(akun.id)
    if user is None:
        raise Http404
    try:
        issued = reissue_code(
            kunci=parse_key(request.POST.get("kunci")),
            base=parse_version(request.POST.get("versi")),
            user=user,
            by=request.user,
            now=now,
        )
    except DomainError as error:
        form.add_domain_error(error)
        return _show_kode(request, akun, form)
    return render(request, "desk/akun_desa/kode.html", {"akun": user, "issued": issued})


def _show_kode(request: SignedInRequest, akun: AkunDesa, form: BuktiForm) -> HttpResponse:
    context = {"akun": akun, "form": form, "new_key": uuid4}
    return render(request, "desk/akun_desa/kode_buat.html", context)
