"""Versions and keys that every change carries: missing is refused (428), stale is refused (409)."""

from uuid import UUID

from django.db import models
from django.db.models import F

from balale.kit.errors import PreconditionError, StaleVersion

_INTEGER_DIGITS = 9


class MissingPrecondition(PreconditionError):
    """The form named no version (or no key of its own), so nothing may be written: HTTP 428."""

    status = 428

    def __init__(self) -> None:
        super().__init__(
            "Halaman ini sudah lama. Buka ulang, lalu ulangi perubahan Anda.",
            code="missing_precondition",
        )


def parse_version(text: str | None) -> int | None:
    """The posted version; None when it is missing or no number, which `bump` then refuses."""
    text = (text or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _INTEGER_DIGITS
    return int(text) if is_number else None


def require_version(text: str | None) -> int:
    """The posted version. Raises MissingPrecondition when there is none."""
    version = parse_version(text)
    if version is None:
        raise MissingPrecondition
    return version


def parse_key(text: str | None) -> UUID:
    """The posted idempotency key. Raises MissingPrecondition when there is none."""
    try:
        return UUID((text or "").strip())
    except ValueError:
        raise MissingPrecondition from None


def bump(queryset: models.QuerySet, pk: object, base: int | None) -> int:
    """Raise `versi` of one row by one, only if it is still `base`; returns the new version.

    The conditional update locks the row until the transaction ends. Raises
    MissingPrecondition without a base, StaleVersion (with the row's version now,
    None when the row is out of sight) when somebody was faster.
    """
    if base is None:
        raise MissingPrecondition
    if queryset.filter(pk=pk, versi=base).update(versi=F("versi") + 1):
        return base + 1
    raise StaleVersion(current=queryset.filter(pk=pk).values_list("versi", flat=True).first())
