"""The answers of a case, edited by its petugas with the category's own form."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.access.vault import Vault
from balale.cases.queries.cases import get_case, get_line
from balale.cases.queries.dossier import read_answers
from balale.cases.services.answers import change_answers
from balale.cases.services.work import record_reading
from balale.desk.forms.kategori import KategoriForm
from balale.kit.errors import DomainError
from balale.registry.models import Ppks


@requires(Permission.CASE_ASSESS, methods=("GET", "POST"))
def jawaban(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The form with what is stored; a version that was overtaken is refused."""
    kasus = get_case(case_id, request.user)
    if kasus is None:
        raise Http404
    if request.method != "POST":
        record_reading(kasus=kasus, reason="penugasan", by=request.user)
        return _draw(request, kasus, _stored(kasus), uuid4(), kasus.versi)
    form = KategoriForm(kasus.formulir, request.POST)
    try:
        kunci = parse_key(request.POST.get("kunci"))
        versi = require_version(request.POST.get("versi"))
        if form.is_valid():
            _write(request, kasus, form, kunci, versi)
            return redirect("cases:kasus", case_id)
    except DomainError as error:
        form.add_domain_error(error)
    return _draw(request, kasus, form, kunci, versi)


def _stored(kasus: Ppks) -> KategoriForm:
    values = read_answers(kasus, vault=Vault())
    initial = {kode: given if len(given) > 1 else given[0] for kode, given in values.items()}
    form = KategoriForm(kasus.formulir, initial=initial)
    for isian in form.isian_list:
        if isian.jenis == isian.Jenis.PILIHAN_BANYAK and isian.kode in values:
            form.initial[isian.kode] = values[isian.kode]
    return form


def _write(
    request: SignedInRequest, kasus: Ppks, form: KategoriForm, kunci: UUID, versi: int
) -> None:
    def write() -> None:
        change_answers(
            kasus=kasus, versi=versi, jawaban=form.answers(), by=request.user, now=timezone.now()
        )

    write_once(kunci=kunci, jenis="kasus", by=request.user, write=write)
    messages.success(request, "Jawaban tersimpan.")


def _draw(
    request: SignedInRequest, kasus: Ppks, form: KategoriForm, kunci: UUID, versi: int
) -> HttpResponse:
    baris = get_line(kasus, now=timezone.now())
    context = {"baris": baris, "form": form, "kunci": kunci, "versi": versi}
    return render(request, "desk/kasus/jawaban.html", context)
