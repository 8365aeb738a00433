"""Reads of an account's own drafts. Nobody else's are ever shown, not even to their superiors."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from balale.access.models import User
from balale.access.vault import Vault
from balale.registry.models import Draf

Typed = dict[str, list[str]]
DAFTAR_MAKS = 50


@dataclass(frozen=True)
class DrafSingkat:
    """One unfinished entry as its list shows it."""

    id: UUID
    judul: str
    langkah: str
    diubah_pada: datetime
    versi: int


def list_own(user: User) -> QuerySet[Draf]:
    """Every draft of the account in its present area, also finished ones."""
    context = user.context
    if context is None:
        return Draf.objects.none()
    return Draf.objects.filter(user_id=user.user_id, desa__any_of=context.desa)


def list_open(user: User) -> QuerySet[Draf]:
    """Drafts neither sent nor thrown away, the latest first."""
    rows = list_own(user).filter(selesai_pada=None, dibuang_pada=None)
    return rows.order_by("-diubah_pada", "-id")


def get_draf(draf_id: UUID, user: User) -> Draf | None:
    """An own draft, also one that was sent or thrown away; None otherwise.

    One about a known person is gone while that person is out of sight.
    """
    draf = list_own(user).select_related("orang").filter(pk=draf_id).first()
    if draf is not None and draf.orang_id and draf.orang is None:
        return None
    return draf


def read_draf(draf: Draf, vault: Vault) -> Typed:
    """What was typed, as it was typed."""
    text = vault.get(draf, "isi")
    return json.loads(text) if text else {}


def list_draf(user: User, *, limit: int = DAFTAR_MAKS) -> list[DrafSingkat]:
    """Unfinished entries of the account with their titles opened in one batch."""
    rows = list(list_open(user)[:limit])
    vault = Vault()
    vault.fetch(row.subjek_id for row in rows)
    return [
        DrafSingkat(
            id=row.pk,
            judul=vault.get(row, "judul"),
            langkah=row.langkah,
            diubah_pada=row.diubah_pada,
            versi=row.versi,
        )
        for row in rows
    ]
