"""Arranging a family anew on one page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import MissingPrecondition, parse_key
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.susun import SusunForm
from balale.desk.views.ubah import to_dossier
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Keluarga
from balale.registry.queries.keluarga import get_keluarga_row, get_versi, list_sekarang
from balale.registry.queries.reference import list_kode
from balale.registry.services.arrange import arrange_keluarga

_JENIS = "susun"
BERUBAH = "Susunan keluarga ini baru saja berubah. Periksa lagi isian Anda, lalu simpan."


@requires(Permission.DATA_CHANGE, methods=("GET", "POST"))
def keluarga_susun(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """Where each member goes, and the relation there."""
    keluarga = get_keluarga_row(keluarga_id, request.user)
    if keluarga is None:
        raise Http404
    if request.method != "POST":
        return _draw(request, keluarga, _build_form(request, keluarga))
    kunci = parse_key(request.POST.get("kunci"))
    receipt = get_receipt(kunci=kunci, by=request.user)
    if receipt is not None:
        return redirect(to_dossier(None, keluarga_id, receipt.object_id))
    if not request.POST.get("versi"):
        raise MissingPrecondition
    form = _build_form(request, keluarga)
    return (
        _save(request, keluarga, form, kunci) if form.is_valid() else _draw(request, keluarga, form)
    )


def _build_form(request: SignedInRequest, keluarga: Keluarga) -> SusunForm:
    on = timezone.localdate()
    rows = list_sekarang(keluarga, request.user)
    return SusunForm(request.POST or None, rows=rows, shdk=list(list_kode("shdk", on)), on=on)


def _save(
    request: SignedInRequest, keluarga: Keluarga, form: SusunForm, kunci: UUID
) -> HttpResponse:
    data = form.cleaned_data

    def write() -> UUID:
        return arrange_keluarga(
            keluarga=keluarga, dasar=request.POST["versi"], susunan=form.build(),
            no_kk=data["no_kk"], alasan=data["alasan"], tanggal=data["tanggal"],
            by=request.user, on=form.on, now=timezone.now(),
        ).pk  # fmt: skip

    try:
        outcome = write_once(kunci=kunci, jenis=_JENIS, by=request.user, write=write)
    except StaleVersion:
        form.add_error(None, BERUBAH)
        return _draw(request, keluarga, form, status=409)
    except DomainError as error:
        form.add_domain_error(error)
        return _draw(request, keluarga, form)
    return redirect(to_dossier(None, keluarga.pk, outcome.receipt.object_id))


def _draw(
    request: SignedInRequest, keluarga: Keluarga, form: SusunForm, *, status: int = 200
) -> HttpResponse:
    is_stale = status != 200
    page = {
        "form": form,
        "keluarga": keluarga,
        "versi": get_versi(keluarga, form.rows)
        if is_stale or not form.is_bound
        else request.POST["versi"],
        "kunci": request.POST.get("kunci") or new_id(),
    }
    return render(request, "desk/keluarga/susun.html", page, status=status)
