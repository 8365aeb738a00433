"""Reads of who stands in for the kepala dinas."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from balale.access.models import Delegasi, User
from balale.access.rules.policy import POLICY, Role


@dataclass(frozen=True)
class Calon:
    """An account of the office that may stand in."""

    id: UUID
    nama: str
    peran: str


@dataclass(frozen=True)
class BarisDelegasi:
    """One delegation with its last day."""

    delegasi: Delegasi
    nama: str
    hari_terakhir: date
    is_berlaku: bool


def is_head(user: User) -> bool:
    """Whether the account is kepala dinas by appointment, not as a stand-in."""
    if user.role != Role.KEPALA_DINAS:
        return False
    with connection.cursor() as cursor:
        cursor.execute("select balale_heads()")
        return cursor.fetchone()[0] is not None


def list_candidates() -> list[Calon]:
    """Accounts the asker may name, by name; none for anybody but a kepala dinas."""
    with connection.cursor() as cursor:
        cursor.execute("select id, nama, role from balale_delegates_to()")
        return [Calon(pk, nama, POLICY[Role(role)].label) for pk, nama, role in cursor.fetchall()]


def list_delegations(user: User, *, on: date) -> list[BarisDelegasi]:
    """Delegations in the asker's sight, those in force first, at most 50."""
    rows = Delegasi.objects.visible_to(user).select_related("assignment__user", "diberikan_oleh")
    return [_to_baris(row, on) for row in rows.order_by("-assignment__sampai", "-id")[:50]]


def get_delegation(delegasi_id: UUID, user: User) -> Delegasi | None:
    """One delegation of others, for the kepala dinas by appointment; None otherwise."""
    if not is_head(user):
        return None
    rows = Delegasi.objects.visible_to(user).select_related("assignment__user")
    return rows.filter(pk=delegasi_id).first()


def get_own_delegation(user: User, *, on: date) -> BarisDelegasi | None:
    """The delegation the account works under in its present role; None without one."""
    if user.context is None or user.role != Role.KEPALA_DINAS:
        return None
    rows = Delegasi.objects.select_related("assignment__user", "diberikan_oleh")
    row = rows.filter(assignment=user.context.assignment_id).first()
    return _to_baris(row, on) if row else None


def _to_baris(row: Delegasi, on: date) -> BarisDelegasi:
    sampai = row.assignment.sampai or on
    return BarisDelegasi(
        delegasi=row,
        nama=row.assignment.user.nama,
        hari_terakhir=sampai - timedelta(days=1),
        is_berlaku=sampai > on,
    )
