"""Receipts: the same form sent twice is stored once and answered the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from balale.access.ids import new_receipt_number
from balale.access.models import Receipt
from balale.access.services.versions import MissingPrecondition


class Writer(Protocol):
    @property
    def user_id(self) -> UUID: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Outcome:
    """The receipt of a write and whether this was a replay of an earlier one."""

    receipt: Receipt
    is_replay: bool


def get_receipt(*, kunci: UUID, by: Writer) -> Receipt | None:
    """The receipt this account got for the key, if any."""
    return Receipt.objects.filter(user_id=by.user_id, kunci=kunci).first()


def get_own_receipt(receipt_id: UUID, *, by: Writer) -> Receipt | None:
    """One receipt of this account; None for any other."""
    return Receipt.objects.filter(pk=receipt_id, user_id=by.user_id).first()


@transaction.atomic
def write_once(*, kunci: UUID, jenis: str, by: Writer, write: Callable[[], UUID | None]) -> Outcome:
    """Run `write` once for (account, key); a replay returns the first receipt unchanged.

    `write` returns the id the receipt may point to, or None (rahasia). It runs after
    the receipt is stored, so two tabs at once store one; if it fails, so does the receipt.
    Raises MissingPrecondition for a key that stood on another kind of form.
    """
    earlier = get_receipt(kunci=kunci, by=by)
    if earlier is not None:
        return _replay(earlier, jenis)
    receipt = Receipt(
        user_id=by.user_id,
        kunci=kunci,
        nomor=new_receipt_number(),
        jenis=jenis,
        pada=timezone.now(),
    )
    try:
        with transaction.atomic():
            receipt.save(force_insert=True)
    except IntegrityError:
        return _replay(Receipt.objects.get(user_id=by.user_id, kunci=kunci), jenis)
    object_id = write()
    if object_id is not None:
        receipt.object_id = object_id
        receipt.save(update_fields=["object_id"])
    return Outcome(receipt, is_replay=False)


def _replay(receipt: Receipt, jenis: str) -> Outcome:
    if receipt.jenis != jenis:
        raise MissingPrecondition
    return Outcome(receipt, is_replay=True)
