"""Identifiers, made by the writer so that a write can be repeated."""

import secrets
import uuid

import uuid_utils

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> uuid.UUID:
    """Time-ordered UUIDv7, for ordinary rows."""
    return uuid.UUID(str(uuid_utils.uuid7()))


def new_sealed_id() -> uuid.UUID:
    """Random UUIDv4, for rahasia rows, whose time must not show."""
    return uuid.uuid4()


def new_receipt_number() -> str:
    """A receipt number that is easy to read out and tells neither order nor count."""
    letters = "".join(secrets.choice(_CROCKFORD) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
