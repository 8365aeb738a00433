"""Sheets of a visit: a family's home and assets, a person's own data, six questions of ability."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.ids import new_id
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, parse_version
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.stored import list_typed
from balale.kit.errors import DomainError
from balale.registry.models import Formulir, Keluarga, Lembar, Orang
from balale.registry.queries import pendataan as queries
from balale.registry.queries.berubah import Berubah, list_ended_lembar
from balale.registry.queries.entry import get_subject
from balale.registry.queries.keluarga import get_keluarga_row
from balale.registry.services import pendataan as services

_BOTH = ("GET", "POST")


@requires(Permission.PPKS_ENTER, methods=_BOTH)
def rumah_aset(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """The home and assets of a family."""
    return _show(request, get_keluarga_row(keluarga_id, request.user), Lembar.RUMAH_ASET)


@requires(Permission.PPKS_ENTER, methods=_BOTH)
def perorangan(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """What DTSEN asks of a person and no other page has."""
    return _show(request, get_subject(orang_id, request.user), Lembar.PERORANGAN)


@requires(Permission.PPKS_ENTER, methods=_BOTH)
def kemampuan(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """The six questions of the Washington Group."""
    return _show(request, get_subject(orang_id, request.user), Lembar.KEMAMPUAN)


def _show(
    request: SignedInRequest, pemilik: Orang | Keluarga | None, lembar: Lembar
) -> HttpResponse:
    if pemilik is None:
        raise Http404
    on, user = timezone.localdate(), request.user
    formulir = queries.get_formulir_lembar(lembar, on, asked=request.POST.get("formulir", ""))
    disalin = request.method == "GET" and "salin" in request.GET
    typed = _copy(request, formulir, pemilik) if disalin else None
    form = KategoriForm(formulir, request.POST or typed, on=on)
    berubah = _list_berubah(request, formulir)
    if request.method == "POST" and form.is_valid() and not berubah:
        try:
            return _save(request, form, pemilik)
        except DomainError as error:
            form.add_domain_error(error)
    page = {
        "form": form, "formulir": formulir, "disalin": disalin, "pemilik": pemilik,
        "isi": queries.list_lembar([lembar], pemilik, user=user, on=on)[0],
        "is_orang": isinstance(pemilik, Orang), "kunci": new_id(),
        "versi": queries.count_visits(lembar, pemilik, user=user), "berubah": berubah,
    }  # fmt: skip
    return render(request, "desk/pendataan/isi.html", page)


def _list_berubah(request: SignedInRequest, formulir: Formulir) -> list[Berubah]:
    """Answers typed under a form that ended too long ago; the person is told before saving."""
    asked = request.POST.get("formulir", "")
    is_other = asked and asked != str(formulir.pk)
    return list_ended_lembar(formulir, dict(request.POST.lists())) if is_other else []


def _copy(request: SignedInRequest, formulir: Formulir, pemilik: Orang | Keluarga) -> QueryDict:
    """The last answers as they are typed; reading those of a person leaves a line."""
    answers = queries.list_salinan(formulir, pemilik, user=request.user, vault=Vault())
    last = queries.get_last(formulir.lembar, pemilik, user=request.user)
    if last is not None and isinstance(pemilik, Orang):
        services.record_view(last, by=request.user)
    return list_typed(formulir, answers)


def _save(request: SignedInRequest, form: KategoriForm, pemilik: Orang | Keluarga) -> HttpResponse:
    kunci = parse_key(request.POST.get("kunci"))
    base = parse_version(request.POST.get("versi"))

    def write() -> UUID:
        return services.record_pendataan(
            formulir=form.formulir, pemilik=pemilik, base=base, jawaban=form.answers(),
            by=request.user, on=timezone.localdate(), now=timezone.now(),
        ).pk  # fmt: skip

    write_once(kunci=kunci, jenis="pendataan", by=request.user, write=write)
    messages.success(request, f"{form.formulir.get_lembar_display()} tersimpan.")
    page = "desk:warga_detail" if isinstance(pemilik, Orang) else "desk:keluarga"
    return redirect(page, pemilik.pk)
