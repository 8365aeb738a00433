"""Codes of accounts that reach rahasia: asked for by one person, released by another."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from balale.access.models import CodeRequest, StatusPermintaan, User
from balale.access.services.accounts import issue_code
from balale.access.services.versions import bump
from balale.audit import services as audit
from balale.kit.errors import DomainError


def is_waiting(user: User) -> bool:
    """Whether a request for this account still waits, as the administrator may see."""
    return CodeRequest.objects.filter(user=user, status=StatusPermintaan.MENUNGGU).exists()


@transaction.atomic
def request_code(*, user: User, by: User, now: datetime) -> CodeRequest:
    """Ask for a code that a second person releases. Audit: account.code_requested.

    Raises DomainError while an earlier request waits.
    """
    if is_waiting(user):
        raise DomainError("Kode sudah diminta dan masih menunggu persetujuan.")
    asked = CodeRequest(user=user, diminta_oleh=by, diminta_pada=now)
    asked.save(force_insert=True)
    audit.record("account.code_requested", user, by=by)
    return asked


@transaction.atomic
def release_code(*, permintaan: CodeRequest, base: int | None, by: User, now: datetime) -> str:
    """Make the code that was asked for; it is shown to `by` alone.

    Audit: account.code_issued, account.code_released. Raises DomainError for a locked account.
    """
    bump(_waiting(by), permintaan.pk, base)
    if not permintaan.user.is_active:
        raise DomainError("Akun ini terkunci. Tolak permintaannya, atau minta kuncinya dibuka.")
    code = issue_code(user=permintaan.user, by=by, now=now)
    _decide(permintaan, StatusPermintaan.DILEPAS, by=by, now=now)
    audit.record("account.code_released", permintaan.user, by=by)
    return code


@transaction.atomic
def refuse_code(
    *, permintaan: CodeRequest, base: int | None, alasan: str, by: User, now: datetime
) -> None:
    """Refuse the request, in words for the administrator. Audit: account.code_refused."""
    bump(_waiting(by), permintaan.pk, base)
    _decide(permintaan, StatusPermintaan.DITOLAK, by=by, now=now, alasan=alasan)
    audit.record("account.code_refused", permintaan.user, by=by, reason=alasan)


def take_notices(*, user: User, now: datetime) -> list[CodeRequest]:
    """Releases that the holder of the account has not been told of; told from now on."""
    untold = CodeRequest.objects.filter(
        user=user, status=StatusPermintaan.DILEPAS, diberitahukan_pada=None
    )
    rows = list(untold.select_related("diminta_oleh", "diputus_oleh").order_by("diputus_pada"))
    if rows:
        untold.update(diberitahukan_pada=now)
    return rows


def _waiting(by: User) -> QuerySet[CodeRequest]:
    """What `by` may still decide; anything else counts as changed by somebody else."""
    return CodeRequest.objects.visible_to(by).filter(status=StatusPermintaan.MENUNGGU)


def _decide(
    permintaan: CodeRequest,
    status: StatusPermintaan,
    *,
    by: User,
    now: datetime,
    alasan: str = "",
) -> None:
    waiting = CodeRequest.objects.filter(pk=permintaan.pk, status=StatusPermintaan.MENUNGGU)
    waiting.update(status=status, diputus_oleh=by, diputus_pada=now, alasan=alasan)
