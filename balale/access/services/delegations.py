"""The kepala dinas names a stand-in, and ends that early."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from balale.access.models import Assignment, CodeRequest, Delegasi, User
from balale.access.queries.codes import get_code_decider
from balale.access.queries.delegations import is_head, list_candidates
from balale.access.rules.accounts import delegation_problem
from balale.access.rules.policy import Role
from balale.access.services.receipts import write_once
from balale.access.services.versions import bump
from balale.audit import services as audit
from balale.kit.errors import DomainError


def delegate(
    *,
    kunci: UUID,
    user_id: UUID,
    alasan: str,
    keterangan: str,
    hari_terakhir: date,
    by: User,
    on: date,
    now: datetime,
) -> None:
    """Give `user_id` the role of kepala dinas from today to `hari_terakhir`; it is signed out.

    Raises DomainError for another account than those on offer, a period over 90 days, or a
    stand-in who names one. An account that never reached rahasia needs a new code first, which
    the koordinator kasus releases. Audit: role.delegated, account.code_requested.
    """

    def write() -> UUID:
        _check(user_id, hari_terakhir, by=by, on=on)
        user = User.objects.get(pk=user_id)
        needs_code = get_code_decider(user_id) is None
        delegasi = _store(
            user, alasan=alasan, keterangan=keterangan, hari_terakhir=hari_terakhir, by=by,
            on=on, now=now,
        )  # fmt: skip
        fields = {"role": Role.KEPALA_DINAS, "sampai": hari_terakhir.isoformat()}
        audit.record("role.delegated", user, by=by, reason=alasan, fields=fields)
        if needs_code:
            _request_code(user, by=by, now=now)
        _end_sessions(user)
        return delegasi.id

    write_once(kunci=kunci, jenis="delegasi", by=by, write=write)


def end_delegation(
    *, kunci: UUID, base: int | None, delegasi: Delegasi, by: User, on: date, now: datetime
) -> None:
    """End a stand-in's role today; it is signed out. Audit: role.delegation_ended.

    Raises DomainError once it is over, MissingPrecondition, StaleVersion.
    """

    def write() -> UUID:
        bump(Delegasi.objects.visible_to(by), delegasi.pk, base)
        assignment = delegasi.assignment
        if not is_head(by) or assignment.sampai is None or assignment.sampai <= on:
            raise DomainError("Delegasi ini sudah berakhir.")
        mulai = min(assignment.mulai, on - timedelta(days=1))
        Assignment.objects.filter(pk=assignment.pk).update(mulai=mulai, sampai=on)
        Delegasi.objects.filter(pk=delegasi.pk).update(diakhiri_pada=now)
        audit.record("role.delegation_ended", assignment.user, by=by)
        _end_sessions(assignment.user)
        return delegasi.pk

    write_once(kunci=kunci, jenis="delegasi_akhir", by=by, write=write)


def _check(user_id: UUID, hari_terakhir: date, *, by: User, on: date) -> None:
    if not is_head(by):
        raise DomainError("Pemegang delegasi tidak dapat mendelegasikan lagi.")
    if user_id not in {candidate.id for candidate in list_candidates()}:
        raise DomainError("Akun ini tidak dapat menerima delegasi.", field="akun")
    if problem := delegation_problem(hari_terakhir, on=on):
        raise DomainError(problem, field="sampai")


def _store(
    user: User,
    *,
    alasan: str,
    keterangan: str,
    hari_terakhir: date,
    by: User,
    on: date,
    now: datetime,
) -> Delegasi:
    assignment = Assignment(
        user=user,
        role=Role.KEPALA_DINAS,
        wilayah_kode=by.context.wilayah_kode if by.context else "",
        mulai=on,
        sampai=hari_terakhir + timedelta(days=1),
    )
    assignment.save(force_insert=True)
    delegasi = Delegasi(
        assignment=assignment, alasan=alasan, keterangan=keterangan, diberikan_oleh=by,
        diberikan_pada=now,
    )  # fmt: skip
    delegasi.save(force_insert=True)
    return delegasi


def _request_code(user: User, *, by: User, now: datetime) -> None:
    """Ask for a code; one asked for by somebody else, out of sight, serves as well."""
    try:
        with transaction.atomic():
            CodeRequest(user=user, diminta_oleh=by, diminta_pada=now).save(force_insert=True)
    except IntegrityError:
        return
    audit.record("account.code_requested", user, by=by)


def _end_sessions(user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select balale_end_delegate_sessions(%s)", [user.id])
