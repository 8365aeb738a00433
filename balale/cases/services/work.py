"""Who works on a case, what was opened and why, and what was noted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balale.access.ids import new_sealed_id
from balale.access.models import CaseAccess, User
from balale.access.queries.accounts import list_case_staff
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.cases.models import CatatanKasus, JenisCatatan
from balale.cases.queries.cases import TUGAS, has_assessment, list_assignments
from balale.cases.rules import BERJALAN
from balale.cases.services.notes import make_note
from balale.kit.errors import DomainError
from balale.registry.models import Ppks
from balale.registry.rules.status import StatusError, StatusPpks, Syarat, check_transition
from balale.registry.services.rows import Stamp, change_row

_WRITTEN = {JenisCatatan.ASESMEN, JenisCatatan.RUJUKAN, JenisCatatan.TINDAKAN}


def record_reading(*, kasus: Ppks, reason: str, by: User) -> None:
    """The trail line of one look at an opened case. Audit: case.viewed."""
    audit.record("case.viewed", kasus, by=by, reason=reason)


def open_case(*, kasus: Ppks, alasan: str, keterangan: str, by: User) -> None:
    """Leave the reason before a coordinator sees who it is about. Audit: case.opened."""
    audit.record("case.opened", kasus, by=by, reason=f"{alasan}: {keterangan}")


@transaction.atomic
def assign_case(*, kasus: Ppks, versi: int, petugas_id: UUID, by: User, now: datetime) -> None:
    """Give the case to a petugas of the unit; an earlier one's access ends at once.

    Raises DomainError when the account is no petugas of the unit, StaleVersion.
    Audit: case.assigned.
    """
    petugas = next((u for u in list_case_staff(kasus.unit) if u.id == petugas_id), None)
    if petugas is None:
        raise DomainError("Petugas ini bukan dari unit Anda. Pilih lagi.", field="petugas")
    running = list_assignments(kasus.subjek_id)
    if running.filter(user=petugas).exists():
        raise DomainError("Kasus ini sudah ditugaskan kepada petugas itu.", field="petugas")
    change_row(kasus, base=versi, by=by, now=now)
    running.update(sampai_pada=now)
    CaseAccess(
        id=new_sealed_id(),
        subjek_id=kasus.subjek_id,
        user=petugas,
        unit=kasus.unit,
        mulai_pada=now,
        alasan=TUGAS,
        dibuat_oleh_id=by.user_id,
    ).save(force_insert=True)
    audit.record("case.assigned", kasus, by=by, fields={"petugas": str(petugas.id)})


@transaction.atomic
def add_note(*, kasus: Ppks, jenis: str, teks: str, by: User, now: datetime) -> CatatanKasus:
    """A dated note on a case at work. Raises DomainError. Audit: case.noted."""
    if jenis not in _WRITTEN:
        raise DomainError("Pilih jenis catatan dari daftar.", field="jenis")
    if kasus.status not in BERJALAN:
        raise DomainError("Kasus ini sudah selesai. Catatan tidak dapat ditambah.")
    note = _write_note(kasus, jenis=jenis, teks=teks, by=by, now=now)
    audit.record("case.noted", kasus, by=by, fields={"jenis": jenis})
    return note


def _write_note(kasus: Ppks, *, jenis: str, teks: str, by: User, now: datetime) -> CatatanKasus:
    stamp = get_stamp(kasus, by=by, now=now)
    note = make_note(orang_id=kasus.subjek_id, jenis=jenis, teks=teks, stamp=stamp, vault=Vault())
    note.save(force_insert=True)
    return note


def get_stamp(kasus: Ppks, *, by: User, now: datetime) -> Stamp:
    """Area, level and unit of the case for new rows about it."""
    return Stamp(desa_kode=kasus.desa_id, tingkat=kasus.tingkat, unit=kasus.unit, by=by, now=now)


@transaction.atomic
def request_verification(*, kasus: Ppks, versi: int, catatan: str, by: User, now: datetime) -> None:
    """The petugas asks the coordinator to verify; a returned case is proposed again.

    Raises DomainError without an assessment, StaleVersion. Audit: case.verification_requested.
    """
    if not has_assessment(kasus):
        raise DomainError("Tulis dulu catatan asesmen.")
    columns: dict[str, object] = {}
    if kasus.status == StatusPpks.DIKEMBALIKAN:
        try:
            check_transition(
                StatusPpks.DIKEMBALIKAN, StatusPpks.DIAJUKAN, role=by.role,
                syarat=(Syarat.LENGKAP, Syarat.PEMBERITAHUAN), is_rahasia=True,
            )  # fmt: skip
        except StatusError as error:
            raise DomainError(str(error)) from error
        columns = {"status": StatusPpks.DIAJUKAN, "diajukan_pada": now, "kode_alasan": ""}
    elif kasus.status != StatusPpks.DIAJUKAN:
        raise DomainError("Kasus ini sudah selesai.")
    change_row(kasus, base=versi, by=by, now=now, **columns)
    _write_note(kasus, jenis=JenisCatatan.PERMINTAAN, teks=catatan, by=by, now=now)
    audit.record("case.verification_requested", kasus, by=by)
