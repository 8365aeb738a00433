"""Reads of proposed refusals: what waits for the second signature, and what was signed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from balale.access.models import User
from balale.access.vault import Vault
from balale.kit.chrome import MOST_SHOWN
from balale.registry.models import Keputusan, StatusUsulan, Usulan
from balale.registry.queries.rincian import BarisKeputusan, to_baris_keputusan
from balale.registry.queries.usulan import (
    BarisUsulan,
    fetch_usulan,
    list_keputusan,
    list_usulan,
    to_baris,
)
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI, Hasil, Langkah

LIST_MAKS = 200


def list_waiting(user: User, *, on: date) -> list[BarisUsulan]:
    """Refusals that wait for the head of office, the oldest first, at most 200."""
    rows = list_usulan(user).filter(status=StatusUsulan.MENUNGGU_PENOLAKAN)
    found = fetch_usulan(rows.order_by("diubah_pada", "pk"), user, LIST_MAKS)
    return to_baris(found, user=user, on=on)


def count_refusals(user: User) -> int:
    """How many wait, counted up to what a menu shows."""
    rows = list_usulan(user).filter(status=StatusUsulan.MENUNGGU_PENOLAKAN)
    return rows[: MOST_SHOWN + 1].count()


def get_refusal(usulan_id: UUID, user: User) -> Usulan | None:
    """A proposal that was to be refused, also when it is decided by now; None for all others."""
    rows = list_usulan(user).filter(pk=usulan_id, keputusan__hasil=Hasil.USUL_TOLAK)
    return rows.distinct().first()


def get_proposal(usulan: Usulan, user: User) -> BarisKeputusan | None:
    """Who wants to refuse, and why; None where it was taken back."""
    rows = Keputusan.objects.visible_to(user).filter(
        usulan=usulan, hasil=Hasil.USUL_TOLAK, dibatalkan_pada__isnull=True
    )
    usul = rows.select_related("oleh").order_by("-pada").first()
    return to_baris_keputusan(usul, Vault()) if usul else None


def list_decided(user: User, *, now: datetime) -> list[Keputusan]:
    """The asker's own signatures of the last thirty days, newest first."""
    since = now - timedelta(days=BATAS_URUNGKAN_HARI)
    return list_keputusan(user, since=since, langkah=Langkah.PENOLAKAN)
