"""The steps on a case: one form each, written once, then back to the case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.models import User
from balale.access.rules.policy import Permission
from balale.access.services.receipts import write_once
from balale.access.services.versions import parse_key, require_version
from balale.access.session_rules import SignedInRequest
from balale.cases import forms
from balale.cases.queries.cases import get_line
from balale.cases.services import decisions, work
from balale.cases.views.kasus import get_case_or_404
from balale.cases.views.opening import is_readable, mark_opened
from balale.kit.errors import DomainError
from balale.registry.models import Ppks

Run = Callable[..., object]
Form = forms.KasusForm


@dataclass(frozen=True)
class Step:
    """What a step asks, what it does, and the words around it."""

    judul: str
    tombol: str
    form: type[Form]
    run: Run
    pesan: str
    is_danger: bool = False
    is_blind: bool = False


def _open(*, kasus: Ppks, versi: int, by: User, now: datetime, **said) -> None:
    work.open_case(kasus=kasus, by=by, **said)


def _assign(*, kasus: Ppks, versi: int, by: User, now: datetime, petugas: UUID) -> None:
    work.assign_case(kasus=kasus, versi=versi, petugas_id=petugas, by=by, now=now)


def _note(*, kasus: Ppks, versi: int, by: User, now: datetime, **said) -> None:
    work.add_note(kasus=kasus, by=by, now=now, **said)


BUKA = Step("Buka berkas", "Buka berkas", forms.BukaForm, _open,
            "", is_blind=True)  # fmt: skip
TUGASKAN = Step("Tugaskan petugas", "Tugaskan", forms.TugaskanForm, _assign,
                "Petugas sudah ditugaskan.", is_blind=True)  # fmt: skip
CATATAN = Step("Tambah catatan", "Simpan catatan", forms.CatatanForm, _note,
               "Catatan tersimpan.")  # fmt: skip
MINTA = Step("Minta pengesahan", "Minta pengesahan", forms.MintaForm, work.request_verification,
             "Permintaan terkirim kepada koordinator.")  # fmt: skip
SAHKAN = Step("Sahkan kasus", "Sahkan", forms.SahkanForm, decisions.verify_case,
              "Kasus sudah disahkan.")  # fmt: skip
KEMBALIKAN = Step("Kembalikan kepada petugas", "Kembalikan", forms.KembalikanForm,
                  decisions.return_case, "Kasus kembali kepada petugas.",
                  is_danger=True)  # fmt: skip
TOLAK = Step("Tolak kasus", "Tolak kasus", forms.TolakForm, decisions.refuse_case,
             "Kasus ditolak. Alasannya tercatat.", is_danger=True)  # fmt: skip


def _take(request: SignedInRequest, case_id: UUID, step: Step) -> HttpResponse:
    """Show the step's form, or do it once and go back to the case."""
    kasus = get_case_or_404(request, case_id)
    if not step.is_blind and not is_readable(request, kasus, now=timezone.now()):
        messages.warning(request, "Buka dulu berkasnya.")
        return redirect("cases:kasus", case_id)
    form = step.form(request.POST or None, kasus=kasus, user=request.user)
    if request.method != "POST":
        return _draw(request, kasus, step, form, uuid4(), kasus.versi)
    try:
        kunci = parse_key(request.POST.get("kunci"))
        versi = require_version(request.POST.get("versi"))
        if form.is_valid():
            _write(request, kasus, step, form, kunci, versi)
            return redirect("cases:kasus", case_id)
    except DomainError as error:
        form.add_domain_error(error)
    return _draw(request, kasus, step, form, kunci, versi)


def _write(
    request: SignedInRequest,
    kasus: Ppks,
    step: Step,
    form: forms.KasusForm,
    kunci: UUID,
    versi: int,
) -> None:
    now = timezone.now()

    def write() -> None:
        step.run(kasus=kasus, versi=versi, by=request.user, now=now, **form.cleaned_data)

    write_once(kunci=kunci, jenis="kasus", by=request.user, write=write)
    if step is BUKA:
        mark_opened(request, kasus, now=now)
    if step.pesan:
        messages.success(request, step.pesan)


def _draw(
    request: SignedInRequest,
    kasus: Ppks,
    step: Step,
    form: forms.KasusForm,
    kunci: UUID,
    versi: int,
) -> HttpResponse:
    baris = get_line(kasus, now=timezone.now())
    context = {"baris": baris, "step": step, "form": form, "kunci": kunci, "versi": versi}
    return render(request, "cases/langkah.html", context)


@requires(Permission.CASE_INTAKE, methods=("GET", "POST"))
def buka(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, BUKA)


@requires(Permission.CASE_INTAKE, methods=("GET", "POST"))
def tugaskan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, TUGASKAN)


@requires(Permission.CASE_INTAKE, methods=("GET", "POST"))
def sahkan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, SAHKAN)


@requires(Permission.CASE_INTAKE, methods=("GET", "POST"))
def kembalikan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, KEMBALIKAN)


@requires(Permission.CASE_INTAKE, methods=("GET", "POST"))
def tolak(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, TOLAK)


@requires(Permission.CASE_ASSESS, methods=("GET", "POST"))
def catatan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, CATATAN)


@requires(Permission.CASE_ASSESS, methods=("GET", "POST"))
def minta(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    return _take(request, case_id, MINTA)
