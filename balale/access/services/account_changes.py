"""Changes of an account as its pages send them: once a key, on the version that was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from balale.access.models import Assignment, User
from balale.access.queries.directory import get_place_names, list_taken_usernames
from balale.access.rules.accounts import suggest_username
from balale.access.rules.policy import Role
from balale.access.services import accounts
from balale.access.services.receipts import write_once
from balale.access.services.versions import bump
from balale.kit.errors import DomainError


@dataclass(frozen=True)
class IssuedCode:
    """A one-time code in clear, once: `code` is empty when the same form came again."""

    user_id: UUID
    code: str = ""
    berlaku_sampai: datetime | None = None


@dataclass(frozen=True)
class Post:
    """What a new account is to do: role, area code and unit as chosen."""

    role: Role
    wilayah_kode: str
    unit: str


def open_account(
    *, kunci: UUID, nama: str, username: str, post: Post, by: User, on: date, now: datetime
) -> IssuedCode:
    """A new account with its role and first code. Without `username` a free one is made.

    Raises DomainError. Audit: account.created, account.role_given, account.code_issued.
    """
    codes: list[str] = []

    def write() -> UUID:
        name = username.strip() or _free_username(nama=nama, post=post)
        user = accounts.create_user(username=name, nama=nama, by=by)
        accounts.assign_role(
            user=user,
            role=post.role,
            wilayah_kode=post.wilayah_kode,
            unit=post.unit,
            on=on,
            by=by,
        )
        codes.append(accounts.issue_code(user=user, by=by, now=now))
        return user.id

    return _issued("akun", kunci=kunci, by=by, now=now, codes=codes, write=write)


def renew_code(*, kunci: UUID, base: int | None, user: User, by: User, now: datetime) -> IssuedCode:
    """A new one-time code; the one before ends. Audit: account.code_issued."""
    codes: list[str] = []

    def write() -> UUID:
        bump(User.objects.all(), user.pk, base)
        if user.id == by.user_id:
            raise DomainError("Anda tidak dapat membuat kode untuk akun sendiri.")
        if not user.is_active:
            raise DomainError("Akun ini terkunci. Buka dulu kuncinya.")
        codes.append(accounts.issue_code(user=user, by=by, now=now))
        return user.id

    return _issued("kode", kunci=kunci, by=by, now=now, codes=codes, write=write)


def give_role(*, kunci: UUID, base: int | None, user: User, post: Post, by: User, on: date) -> None:
    """One more role for an account. Raises DomainError. Audit: account.role_given."""

    def write() -> UUID:
        bump(User.objects.all(), user.pk, base)
        return accounts.assign_role(
            user=user,
            role=post.role,
            wilayah_kode=post.wilayah_kode,
            unit=post.unit,
            on=on,
            by=by,
        ).id

    write_once(kunci=kunci, jenis="peran", by=by, write=write)


def close_role(
    *, kunci: UUID, base: int | None, assignment: Assignment, by: User, on: date
) -> None:
    """End one role today. Raises DomainError. Audit: account.role_ended."""

    def write() -> UUID:
        bump(User.objects.all(), assignment.user_id, base)
        accounts.end_role(assignment=assignment, on=on, by=by)
        return assignment.id

    write_once(kunci=kunci, jenis="peran", by=by, write=write)


def set_locked(*, kunci: UUID, base: int | None, user: User, is_locked: bool, by: User) -> None:
    """Lock or open an account. Raises DomainError. Audit: account.locked, account.unlocked."""

    def write() -> UUID:
        bump(User.objects.all(), user.pk, base)
        accounts.set_active(user=user, is_active=not is_locked, by=by)
        return user.id

    write_once(kunci=kunci, jenis="kunci", by=by, write=write)


def _issued(
    jenis: str,
    *,
    kunci: UUID,
    by: User,
    now: datetime,
    codes: list[str],
    write: Callable[[], UUID],
) -> IssuedCode:
    outcome = write_once(kunci=kunci, jenis=jenis, by=by, write=write)
    user_id = outcome.receipt.object_id
    if outcome.is_replay or user_id is None:
        return IssuedCode(user_id or UUID(int=0))
    return IssuedCode(user_id, codes[0], now + timedelta(days=accounts.CODE_DAYS))


def _free_username(*, nama: str, post: Post) -> str:
    """sukamaju.sungaibetung for an operator, kades.… for the village head, else the name."""
    place = get_place_names(post.wilayah_kode)
    if place and post.role is Role.KEPALA_DESA:
        stem = suggest_username("kades", *place)
    else:
        stem = suggest_username(*(place or nama.split()[:2]))
    stem = stem if len(stem) >= 3 else suggest_username("akun", stem)
    taken = list_taken_usernames(stem)
    names = [stem, *(f"{stem}.{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
