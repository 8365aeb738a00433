"""The configuration as one file: downloaded whole, read in all or nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key
from balale.access.session_rules import SignedInRequest
from balale.desk.forms.aturan import BerkasForm
from balale.desk.views.aturan import JENIS, RECEIPT
from balale.kit.errors import DomainError
from balale.registry.queries.versi import get_objek_name
from balale.registry.rules.konfigurasi import BERKAS_MAKS
from balale.registry.services.berkas import (
    export_configuration,
    import_configuration,
    read_configuration,
)

_EDIT = Permission.RULES_EDIT


@requires(_EDIT, methods=("POST",))
def unduh(request: SignedInRequest) -> HttpResponse:
    """The file. It names no person."""
    on = timezone.localdate()
    text = export_configuration(by=request.user, on=on)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="konfigurasi-balale-{on}.json"'
    response["Cache-Control"] = "no-store"
    return response


@requires(_EDIT, methods=("GET", "POST"))
def berkas(request: SignedInRequest) -> HttpResponse:
    """Choose a file, see what it changes, take all of it or nothing."""
    if request.method != "POST":
        return _draw(request, BerkasForm())
    if request.POST.get("aksi") == "terapkan":
        return _apply(request)
    form = BerkasForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, form)
    raw = form.cleaned_data["berkas"].read(BERKAS_MAKS + 1)
    return _draw_changes(request, form, raw)


def _draw_changes(request: SignedInRequest, form: BerkasForm, raw: bytes) -> HttpResponse:
    try:
        changes = read_configuration(raw, today=timezone.localdate())
    except DomainError as error:
        form.add_domain_error(error)
        return _draw(request, form)
    page = {
        "perubahan": [
            (one, JENIS[one.jenis], get_objek_name(one.jenis, one.isi)) for one in changes
        ],
        "isi": raw.decode("utf-8-sig"), "kunci": new_id(),
    }  # fmt: skip
    return render(request, "desk/aturan/berkas_beda.html", page)


def _apply(request: SignedInRequest) -> HttpResponse:
    kunci = parse_key(request.POST.get("kunci"))
    raw = request.POST.get("isi", "").encode("utf-8", "replace")

    def write() -> None:
        terbit, menunggu = import_configuration(
            raw=raw, by=request.user, today=timezone.localdate(), now=timezone.now()
        )
        words = f"{terbit} versi terbit."
        tail = f" {menunggu} menunggu kepala dinas." if menunggu else ""
        messages.success(request, words + tail)

    try:
        write_once(kunci=kunci, jenis=RECEIPT, by=request.user, write=write)
    except DomainError as error:
        form = BerkasForm({})
        form.full_clean()
        form.errors.clear()
        form.add_domain_error(error)
        return _draw(request, form)
    return redirect("desk:aturan")


def _draw(request: SignedInRequest, form: BerkasForm) -> HttpResponse:
    return render(request, "desk/aturan/berkas.html", {"form": form, "kunci": new_id()})
