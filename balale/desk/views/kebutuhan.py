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
from balale.desk.forms.kebutuhan import KebutuhanForm, list_pilihan_kebutuhan
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
    on = timezone.localdate()
    form = KebutuhanForm(
        request.POST or None,
        pilihan=list_pilihan_kebutuhan(on),
        rows=queries.list_rows([ppks], user=request.user),
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, ppks, form)
    record_views(entri=[ppks] if ppks.tingkat == Tingkat.TERBATAS else [], by=request.user)
    page = {
        "form": form, "ppks": ppks, "kategori": get_kategori(ppks.kategori_id, on).nama,
        "kunci": new_id(), "versi": queries.get_versi(ppks, user=request.user),
    }  # fmt: skip
    return render(request, "desk/kebutuhan/ubah.html", page)


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
