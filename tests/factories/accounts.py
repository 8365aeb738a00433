"""Accounts for tests, written under the application role as an invented admin teknis."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.middleware import ASSIGNMENT_KEY
from balale.access.models import Assignment, User
from balale.access.queries.accounts import list_contexts
from balale.access.rules.policy import POLICY, Role
from balale.access.services import accounts
from balale.access.session_rules import PROOF_KEY
from balale.access.session_store import IDLE_SECONDS
from balale.audit.models import TrailLine

ADMIN = Context(user_id=UUID("01900000-0000-7000-8000-000000000001"), role=Role.ADMIN_TEKNIS)
FRASA = "hujan turun di ladang lada sejak subuh"
_number = count(1)


def make_user(
    role: str | Role,
    wilayah_kode: str = "",
    unit: str = "",
    *,
    nama: str = "Petrus Saban",
    username: str = "",
    is_active: bool = True,
) -> User:
    """An account in one role, its context set as the middleware would set it."""
    user = User(username=username or f"akun{next(_number)}.uji", nama=nama, is_active=is_active)
    with acting_as(ADMIN):
        user.save(force_insert=True)
    give_role(user, role, wilayah_kode, unit)
    user.context = list_contexts(user)[0]
    return user


def give_role(user: User, role: str | Role, wilayah_kode: str = "", unit: str = "") -> Assignment:
    """One more role for an account, in force since yesterday."""
    assignment = Assignment(
        user=user,
        role=Role(role),
        wilayah_kode=wilayah_kode,
        unit=unit,
        mulai=timezone.localdate() - timedelta(days=1),
    )
    with acting_as(ADMIN):
        assignment.save(force_insert=True)
    return assignment


def set_passphrase(user: User, passphrase: str = FRASA) -> None:
    """Give a passphrase without a code, as only LATIHAN allows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_latihan_password(%s, %s)", [user.id, make_password(passphrase)]
        )


def sign_in(client: Client, user: User) -> Client:
    """A real session for `user` in the role of its context, without the cost of a passphrase."""
    client.force_login(user, backend="balale.access.backend.UserBackend")
    session = client.session
    session[IDLE_SECONDS] = POLICY[Role(user.context.role)].idle_minutes * 60
    session[PROOF_KEY] = int(timezone.now().timestamp())
    session[ASSIGNMENT_KEY] = str(user.context.assignment_id)
    session.save()
    return client


def list_trail(event: str) -> list[TrailLine]:
    """The trail's lines of one event, oldest first, read as an auditor."""
    with acting_as(Context(user_id=None, role=Role.AUDITOR)):
        return list(TrailLine.objects.filter(event=event).order_by("at"))


def issue_code(user: User) -> str:
    """A one-time code for an account, from an admin made for it."""
    admin = make_user(Role.ADMIN_TEKNIS)
    with acting_as(admin.context):
        return accounts.issue_code(user=user, by=admin, now=timezone.now())
