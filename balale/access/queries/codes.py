"""Reads of requested codes: what waits for whom, and how a request ended."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection

from balale.access.models import CodeRequest, StatusPermintaan, User
from balale.access.queries.directory import RoleLine, list_roles_now
from balale.access.rules.policy import POLICY, Role


@dataclass(frozen=True)
class WaitingRequest:
    """A request with the account's roles in words."""

    permintaan: CodeRequest
    roles: list[RoleLine] = field(default_factory=list)


def get_code_decider(user_id: UUID) -> Role | None:
    """The role that must release a code for this account; None where nobody needs to."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_code_decider(%s)", [user_id])
        found = cursor.fetchone()[0]
    return Role(found) if found else None


def get_decider_label(user_id: UUID) -> str:
    """Kepala dinas, or Koordinator kasus; "" where nobody needs to release a code."""
    decider = get_code_decider(user_id)
    return POLICY[decider].label if decider else ""


def count_waiting_requests(user: User) -> int:
    return CodeRequest.objects.visible_to(user).filter(status=StatusPermintaan.MENUNGGU).count()


def list_waiting_requests(user: User, *, on: date) -> list[WaitingRequest]:
    """Requests that wait for this account's decision, oldest first."""
    waiting = CodeRequest.objects.visible_to(user).filter(status=StatusPermintaan.MENUNGGU)
    rows = list(waiting.select_related("user", "diminta_oleh").order_by("diminta_pada", "id"))
    roles = list_roles_now([row.user_id for row in rows], on=on) if rows else {}
    return [WaitingRequest(row, roles.get(row.user_id, [])) for row in rows]


def get_request(request_id: UUID, user: User, *, on: date) -> WaitingRequest | None:
    """One request, decided or not, that is this account's to decide; None out of sight."""
    found = CodeRequest.objects.visible_to(user).filter(pk=request_id)
    row = found.select_related("user", "diminta_oleh", "diputus_oleh").first()
    if row is None:
        return None
    return WaitingRequest(row, list_roles_now([row.user_id], on=on).get(row.user_id, []))


def get_last_request(user_id: UUID) -> CodeRequest | None:
    """The newest request for an account, as the administrator's page shows it."""
    found = CodeRequest.objects.filter(user_id=user_id).select_related("diputus_oleh")
    return found.order_by("-diminta_pada", "-id").first()
