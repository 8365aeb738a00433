"""Reads of accounts. Those before sign-in go through named definer functions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from balale.access.context import Context
from balale.access.models import Assignment, User
from balale.access.rules.policy import POLICY, Role
from balale.kit.remembered import remembered
from balale.wilayah.queries import list_desa, list_kecamatan

_KECAMATAN_DOTS = 2


@dataclass(frozen=True)
class SignInRecord:
    """What sign-in needs of an account: `password` is the stored hash or empty."""

    user: User
    password: str


def _user(row: tuple) -> User:
    user = User(id=row[0], username=row[1], nama=row[2], is_active=row[3], epoch=row[4])
    user._state.adding = False
    return user


def get_user_by_id(user_id: UUID) -> User | None:
    """The active account of a session; readable without a context."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_user_by_id(%s)", [user_id])
        row = cursor.fetchone()
    return _user(row) if row else None


def get_sign_in_record(username: str) -> SignInRecord | None:
    """The account and its hash for a typed name (case-insensitive); None when unknown."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_sign_in_record(%s)", [username])
        row = cursor.fetchone()
    return SignInRecord(_user(row), row[5] or "") if row else None


@dataclass(frozen=True)
class Start:
    """What every request begins with. Without a role nothing is remembered: `stamp` is None."""

    contexts: list[Context]
    stamp: datetime | None


def list_contexts(user: User) -> list[Context]:
    """Every role the account holds today, oldest first, with its desa codes expanded."""
    return get_start(user).contexts


def get_start(user: User) -> Start:
    """The roles, and the stamp of the reference data as it stands, in one trip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, role, wilayah_kode, unit, desa, balale_reference_stamp()"
            " from balale_assignments(%s)",
            [user.id],
        )
        rows = cursor.fetchall()
    contexts = [
        Context(
            user_id=user.id,
            role=role,
            wilayah_kode=wilayah_kode,
            desa=tuple(desa or ()),
            tingkat=tuple(sorted(POLICY[Role(role)].reads)),
            unit=unit,
            assignment_id=assignment_id,
        )
        for assignment_id, role, wilayah_kode, unit, desa, _ in rows
    ]
    return Start(contexts, rows[0][-1] if rows else None)


@dataclass(frozen=True)
class Brake:
    """What failures in a row ask for: wait until `retry_at`, or a new code (`is_stopped`)."""

    retry_at: datetime | None
    is_stopped: bool


def get_brake(kunci: list[str]) -> Brake:
    """The strictest brake on any of the counted keys."""
    with connection.cursor() as cursor:
        # "infinity" is the stop; Python has no such time.
        cursor.execute(
            "select nullif(at, 'infinity'), coalesce(at = 'infinity', false)"
            " from balale_retry_at(%s) as at",
            [kunci],
        )
        return Brake(*cursor.fetchone())


def is_latihan() -> bool:
    """True where this database holds invented people only."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_is_latihan()")
        return bool(cursor.fetchone()[0])


def list_area_codes() -> frozenset[str]:
    """Codes of every kecamatan and desa."""
    desa = list_desa().values_list("kode", flat=True)
    return frozenset([*desa, *list_kecamatan().values_list("kode", flat=True)])


@remembered
def get_area_title(kode: str) -> str:
    """Desa Suka Maju or Kecamatan Teriak, for the code of one; "" for any other."""
    if kode.count(".") == _KECAMATAN_DOTS:
        kecamatan = list_kecamatan(kode).filter(kode=kode).first()
        return f"Kecamatan {kecamatan.nama}" if kecamatan else ""
    desa = list_desa(kode).filter(kode=kode).first() if kode.count(".") > _KECAMATAN_DOTS else None
    return desa.sebutan if desa else ""


def get_user(user_id: UUID) -> User | None:
    """An account the asker may see."""
    return User.objects.filter(pk=user_id).first()


def list_case_staff(unit: str) -> list[User]:
    """Petugas kasus of one unit, by name. Readable by a koordinator of that unit."""
    ids = Assignment.objects.filter(role=Role.PETUGAS_KASUS, unit=unit, sampai=None)
    return list(User.objects.filter(pk__in=ids.values("user_id"), is_active=True).order_by("nama"))
