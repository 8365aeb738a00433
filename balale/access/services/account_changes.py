"""Changes of an account as its pages send them: once a key, on the version that was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from balale.access.models import Assignment, CodeRequest, User
from balale.access.queries.codes import get_code_decider
from balale.access.queries.directory import get_place_names, list_taken_usernames
from balale.access.rules.accounts import suggest_username
from balale.access.rules.policy import Role
from balale.access.services import accounts, codes
from balale.access.services.receipts import write_once
from balale.access.services.versions import bump
from balale.kit.errors import DomainError


@dataclass(frozen=True)
class IssuedCode:
    """A one-time code in clear, once: `code` is empty when the same form came again, or where
    a second person releases it."""

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

    Raises DomainError. Audit: account.created, account.role_given, account.code_issued or
    account.code_requested.
    """
    issued: list[str] = []

    def write() -> UUID:
        name = username.strip() or suggest_free_username(nama=nama, post=post)
        user = accounts.create_user(username=name, nama=nama, by=by)
        accounts.assign_role(
            user=user,
            role=post.role,
            wilayah_kode=post.wilayah_kode,
            unit=post.unit,
            on=on,
            by=by,
        )
        _issue_or_request(issued, user=user, by=by, now=now)
        return user.id

    return _issued("akun", kunci=kunci, by=by, now=now, issued=issued, write=write)


def renew_code(*, kunci: UUID, base: int | None, user: User, by: User, now: datetime) -> IssuedCode:
    """A new one-time code; the one before ends. Of an account that reaches rahasia it is only
    asked for. Raises DomainError. Audit: account.code_issued or account.code_requested.
    """
    issued: list[str] = []

    def write() -> UUID:
        bump(User.objects.all(), user.pk, base)
        if user.id == by.user_id:
            raise DomainError("Anda tidak dapat membuat kode untuk akun sendiri.")
        if not user.is_active:
            raise DomainError("Akun ini terkunci. Buka dulu kuncinya.")
        _issue_or_request(issued, user=user, by=by, now=now)
        return user.id

    return _issued("kode", kunci=kunci, by=by, now=now, issued=issued, write=write)


def give_role(
    *,
    kunci: UUID,
    base: int | None,
    user: User,
    post: Post,
    by: User,
    on: date,
    now: datetime,
) -> None:
    """One more role for an account. Raises DomainError. Audit: account.role_given.

    The first role that reaches rahasia ends the passphrase (access/walls.sql), since whoever
    made the account may know it; so a code is asked for. Audit: account.code_requested.
    """

    def write() -> UUID:
        bump(User.objects.all(), user.pk, base)
        was_open = get_code_decider(user.id) is None
        assignment_id = accounts.assign_role(
            user=user,
            role=post.role,
            wilayah_kode=post.wilayah_kode,
            unit=post.unit,
            on=on,
            by=by,
        ).id
        if was_open and get_code_decider(user.id) and not codes.is_waiting(user):
            codes.request_code(user=user, by=by, now=now)
        return assignment_id

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


def release_code(
    *, kunci: UUID, base: int | None, permintaan: CodeRequest, by: User, now: datetime
) -> IssuedCode:
    """Make the code that was asked for. Audit: account.code_issued, account.code_released."""
    issued: list[str] = []

    def write() -> UUID:
        issued.append(codes.release_code(permintaan=permintaan, base=base, by=by, now=now))
        return permintaan.user_id

    return _issued("lepas", kunci=kunci, by=by, now=now, issued=issued, write=write)


def refuse_code(
    *,
    kunci: UUID,
    base: int | None,
    permintaan: CodeRequest,
    alasan: str,
    by: User,
    now: datetime,
) -> None:
    """Refuse what was asked for. Audit: account.code_refused."""

    def write() -> UUID:
        codes.refuse_code(permintaan=permintaan, base=base, alasan=alasan, by=by, now=now)
        return permintaan.user_id

    write_once(kunci=kunci, jenis="tolak", by=by, write=write)


def _issue_or_request(issued: list[str], *, user: User, by: User, now: datetime) -> None:
    if get_code_decider(user.id):
        codes.request_code(user=user, by=by, now=now)
    else:
        issued.append(accounts.issue_code(user=user, by=by, now=now))


def _issued(
    jenis: str,
    *,
    kunci: UUID,
    by: User,
    now: datetime,
    issued: list[str],
    write: Callable[[], UUID],
) -> IssuedCode:
    outcome = write_once(kunci=kunci, jenis=jenis, by=by, write=write)
    user_id = outcome.receipt.object_id
    if outcome.is_replay or user_id is None or not issued:
        return IssuedCode(user_id or UUID(int=0))
    return IssuedCode(user_id, issued[0], now + timedelta(days=accounts.CODE_DAYS))


def suggest_free_username(*, nama: str, post: Post) -> str:
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
