"""What an entry's person or family needs, brought up to date."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission, Tingkat
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.kebutuhan import Bentrok, KebutuhanForm, list_pilihan_kebutuhan
from balale.kit.errors import StaleVersion
from balale.registry.models import Ppks
from balale.registry.queries import kebutuhan as queries
from balale.registry.queries.reference import get_kategori
from balale.registry.services import kebutuhan as services
from balale.registry.services.reveal import record_views


@requires(Permission.PPKS_ENTER, methods=("GET", "POST"))
def kebutuhan(request: SignedInRequest, ppks_id: UUID) -> HttpResponse:
    """The needs of one running entry: what, how badly, and what is met by now."""
    ppks = queries.get_running(ppks_id, request.user)
    if ppks is None:
        raise Http404
    form = _build_form(request, ppks)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, ppks, form)
        except StaleVersion:
            return _draw_bentrok(request, ppks)
    versi = request.POST.get("versi") or queries.get_versi(ppks, user=request.user)
    return _draw(request, ppks, form, versi=versi)


def _build_form(request: SignedInRequest, ppks: Ppks) -> KebutuhanForm:
    return KebutuhanForm(
        request.POST or None,
        pilihan=list_pilihan_kebutuhan(timezone.localdate()),
        rows=queries.list_rows([ppks], user=request.user),
    )


def _draw_bentrok(request: SignedInRequest, ppks: Ppks) -> HttpResponse:
    """409: what was typed, beside what somebody else saved meanwhile."""
    form = _build_form(request, ppks)
    form.is_valid()
    versi = queries.get_versi(ppks, user=request.user)
    kept = form.with_stored()
    return _draw(request, ppks, kept, versi=versi, bentrok=form.list_bentrok(), status=409)


def _draw(
    request: SignedInRequest, ppks: Ppks, form: KebutuhanForm, *, status: int = 200,
    versi: int | str, bentrok: list[Bentrok] | None = None,
) -> HttpResponse:  # fmt: skip
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=request.user)
    page = {
        "form": form, "ppks": ppks, "versi": versi, "bentrok": bentrok,
        "kategori": get_kategori(ppks.kategori_id, timezone.localdate()).nama,
        "kunci": new_id(), "is_bentrok": bentrok is not None,
    }  # fmt: skip
    return render(request, "desk/kebutuhan/ubah.html", page, status=status)


def _save(request: SignedInRequest, ppks: Ppks, form: KebutuhanForm) -> HttpResponse:
    kunci = parse_key(request.POST.get("kunci"))

    def write() -> UUID:
        services.change_kebutuhan(
            ppks=ppks, base=parse_version(request.POST.get("versi")), isian=form.build(),
            by=request.user, on=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip
        return ppks.pk

    write_once(kunci=kunci, jenis="kebutuhan", by=request.user, write=write)
    messages.success(request, "Kebutuhan tersimpan.")
    if ppks.orang_id is not None:
        return redirect("desk:warga_detail", ppks.orang_id)
    if ppks.komunitas_id is not None:
        return redirect("desk:komunitas", ppks.komunitas_id)
    return redirect("desk:keluarga", ppks.keluarga_id)
