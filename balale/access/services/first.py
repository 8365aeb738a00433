"""The first accounts of an installation, made on the server, where nobody could sign in yet."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from balale.access.models import Assignment, CodeRequest, StatusPermintaan, User
from balale.access.rules.policy import Role
from balale.access.services.accounts import assign_role, create_user, issue_code
from balale.access.services.codes import release_code
from balale.kit.errors import DomainError

# Whoever of these has a passphrase releases codes on screen; until then the server does.
DECIDERS = (Role.KEPALA_DINAS, Role.KOORDINATOR_KASUS)


@transaction.atomic
def open_first_admin(*, username: str, nama: str, by: User, on: date, now: datetime) -> str:
    """The first admin teknis and the one-time code, returned once. `by` is the system account.

    Raises DomainError when there is one. Audit: account.created, account.role_given,
    account.code_issued.
    """
    if _list_held(on).filter(role=Role.ADMIN_TEKNIS).exists():
        raise DomainError(
            "Sudah ada akun admin teknis. Akun berikutnya dibuat lewat layar Akun."
            " Untuk kode baru, tambahkan --renew."
        )
    user = create_user(username=username, nama=nama, by=by)
    assign_role(user=user, role=Role.ADMIN_TEKNIS, wilayah_kode="", unit="", on=on, by=by)
    return issue_code(user=user, by=by, now=now)


@transaction.atomic
def renew_first_code(*, username: str, by: User, on: date, now: datetime) -> str:
    """A new code for an admin teknis, as when the only one forgot the passphrase."""
    found = _list_held(on).filter(role=Role.ADMIN_TEKNIS, user__username=username.lower()).first()
    if found is None:
        raise DomainError(f"Tidak ada admin teknis dengan akun {username}.")
    return issue_code(user=found.user, by=by, now=now)


def has_decider(*, on: date) -> bool:
    """Whether anybody could release a code on screen. Asked in the role of an admin teknis."""
    ids = list(_list_held(on).filter(role__in=DECIDERS).values_list("user_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from balale_account_states(%s) where frasa_pada is not null)",
            [ids],
        )
        return bool(cursor.fetchone()[0])


@transaction.atomic
def release_first_code(*, username: str, by: User, now: datetime) -> str:
    """Release a code that an admin asked for on screen, while nobody else can yet.

    `by` is the system account in the role that decides. Audit: account.code_released.
    """
    waiting = CodeRequest.objects.filter(
        user__username=username.lower(), status=StatusPermintaan.MENUNGGU
    )
    permintaan = waiting.select_related("user").first()
    if permintaan is None:
        raise DomainError(
            f"Tidak ada kode yang menunggu untuk {username}. Admin teknis memintanya di layar Akun."
        )
    return release_code(permintaan=permintaan, base=permintaan.versi, by=by, now=now)


def _list_held(on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(sampai=None) | Q(sampai__gt=on)).select_related("user")


def is_decided_by(username: str, role: Role) -> bool:
    """Whether a code of this account is released by this role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(bool_or(balale_code_decider(u.id) = %s), false)"
            " from access_user u where u.username = %s",
            [role.value, username.lower()],
        )
        return bool(cursor.fetchone()[0])
