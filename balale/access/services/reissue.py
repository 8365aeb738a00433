"""A new code by the camat, for an account of a village in the own kecamatan."""

from datetime import datetime, timedelta
from uuid import UUID

from balale.access.models import User
from balale.access.queries.susulan import is_reissued_here
from balale.access.services import accounts
from balale.access.services.account_changes import IssuedCode
from balale.access.services.receipts import write_once
from balale.access.services.versions import MissingPrecondition
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion

JENIS = "kode_kecamatan"


def reissue_code(
    *, kunci: UUID, base: int | None, user: User, by: User, now: datetime
) -> IssuedCode:
    """A new one-time code; the one before ends at once, open sessions when it is used.

    The account itself isn't changed, so its version is compared and stays. Raises
    MissingPrecondition, StaleVersion, DomainError. Audit: account.code_issued,
    account.code_reissued.
    """
    issued: list[str] = []

    def write() -> UUID:
        if base is None:
            raise MissingPrecondition
        if user.versi != base:
            raise StaleVersion(current=user.versi)
        if not user.is_active or not is_reissued_here(user.id):
            raise DomainError("Kode akun ini dibuat oleh admin teknis. Hubungi kabupaten.")
        issued.append(accounts.issue_code(user=user, by=by, now=now))
        area = by.context.wilayah_kode if by.context else ""
        audit.record("account.code_reissued", user, by=by, fields={"wilayah": area})
        return user.id

    outcome = write_once(kunci=kunci, jenis=JENIS, by=by, write=write)
    if outcome.is_replay or not issued:
        return IssuedCode(outcome.receipt.object_id or user.id)
    return IssuedCode(user.id, issued[0], now + timedelta(days=accounts.CODE_DAYS))
