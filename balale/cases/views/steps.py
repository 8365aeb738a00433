"""The steps on a case: what each asks and what it does. `langkah` takes them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.cases import forms
from balale.cases.services import decisions, work
from balale.cases.views.langkah import Step, take_step

_METHODS = ("GET", "POST")


@requires(Permission.CASE_INTAKE, methods=_METHODS)
def buka(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """A coordinator says why before seeing who it is about."""
    step = Step("Buka berkas", "Buka berkas", forms.BukaForm, _open, is_blind=True,
                is_opening=True)  # fmt: skip
    return take_step(request, case_id, step)


def _open(*, versi: int, now: datetime, **given: Any) -> None:
    """A reason changes nothing on the case, so any version will do."""
    work.open_case(**given)


@requires(Permission.CASE_INTAKE, methods=_METHODS)
def tugaskan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """A coordinator gives the case to a petugas, without having to read it."""
    step = Step("Tugaskan petugas", "Tugaskan", forms.TugaskanForm, _assign,
                "Petugas sudah ditugaskan.", is_blind=True)  # fmt: skip
    return take_step(request, case_id, step)


def _assign(*, petugas: UUID, **given: Any) -> None:
    work.assign_case(petugas_id=petugas, **given)


@requires(Permission.CASE_ASSESS, methods=_METHODS)
def catatan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The petugas writes down what was found or done."""
    step = Step("Tambah catatan", "Simpan catatan", forms.CatatanForm, _note,
                "Catatan tersimpan.")  # fmt: skip
    return take_step(request, case_id, step)


def _note(*, versi: int, **given: Any) -> None:
    """A note is added beside what stands, so any version will do."""
    work.add_note(**given)


@requires(Permission.CASE_ASSESS, methods=_METHODS)
def minta(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The petugas asks the coordinator to verify."""
    step = Step("Minta pengesahan", "Minta pengesahan", forms.MintaForm,
                work.request_verification, "Permintaan terkirim kepada koordinator.")  # fmt: skip
    return take_step(request, case_id, step)


@requires(Permission.CASE_INTAKE, methods=_METHODS)
def sahkan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The coordinator verifies the case."""
    step = Step("Sahkan kasus", "Sahkan", forms.SahkanForm, decisions.verify_case,
                "Kasus sudah disahkan.")  # fmt: skip
    return take_step(request, case_id, step)


@requires(Permission.CASE_INTAKE, methods=_METHODS)
def kembalikan(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The coordinator sends the case back to its petugas."""
    step = Step("Kembalikan kepada petugas", "Kembalikan", forms.KembalikanForm,
                decisions.return_case, "Kasus kembali kepada petugas.", is_danger=True)  # fmt: skip
    return take_step(request, case_id, step)


@requires(Permission.CASE_INTAKE, methods=_METHODS)
def tolak(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """The coordinator refuses the case, with a reason."""
    step = Step("Tolak kasus", "Tolak kasus", forms.TolakForm, decisions.refuse_case,
                "Kasus ditolak. Alasannya tercatat.", is_danger=True)  # fmt: skip
    return take_step(request, case_id, step)
