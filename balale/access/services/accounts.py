"""Every write about accounts: sign-in attempts, activation, roles, locks."""

import hashlib
import hmac
import secrets
from base64 import b64decode
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest

from balale.access import crypto
from balale.access.models import ActivationCode, Assignment, User
from balale.access.queries.accounts import get_retry_at
from balale.access.rules.passphrase import passphrase_problem
from balale.access.rules.policy import POLICY, AreaKind, Role
from balale.audit import services as audit
from balale.kit.errors import DomainError

CODE_DAYS = 14
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Nobody:
    """The actor before sign-in."""

    user_id: None = None
    role: str = ""


@dataclass(frozen=True)
class SignInResult:
    """The account, or when it may be tried again (None: wrong words)."""

    user: User | None
    retry_at: datetime | None = None


def _attempt_keys(username: str, device: str, address: str) -> list[str]:
    """Counted by account and device before network address, since villages share one."""
    return [
        f"akun:{crypto.keyed_digest(username.lower())}",
        f"alat:{crypto.keyed_digest(device)}",
        f"ip:{crypto.keyed_digest(address)}",
    ]


def sign_in(
    *,
    request: HttpRequest,
    username: str,
    passphrase: str,
    device: str,
    address: str,
    now: datetime,
) -> SignInResult:
    """Check a passphrase, with delays after five failures. Audit: account.sign_in[_failed]."""
    keys = _attempt_keys(username, device, address)
    retry_at = get_retry_at(keys[:2])
    if retry_at is not None and retry_at > now:
        return SignInResult(None, retry_at)
    user = authenticate(request, akun=username.strip(), sandi=passphrase)
    if not isinstance(user, User):
        with connection.cursor() as cursor:
            for key in keys:
                cursor.execute("select balale_count_failure(%s, %s)", [key, now])
        audit.record("account.sign_in_failed", by=Nobody(), fields={"account": keys[0]})
        return SignInResult(None)
    with connection.cursor() as cursor:
        cursor.execute("select balale_clear_failures(%s)", [keys[:2]])
    audit.record("account.sign_in", ("access.user", user.id), by=Nobody())
    return SignInResult(user)


def _code_digest(code: str) -> bytes:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.new(b64decode(settings.KEYS["code"]), plain.encode(), hashlib.sha256).digest()


def activate(*, username: str, code: str, passphrase: str, now: datetime) -> None:
    """Take a one-time code and set the passphrase. Audit: account.activated.

    Raises DomainError, with the same words for an unknown name and a wrong code.
    """
    problem = passphrase_problem(passphrase, username=username)
    if problem:
        raise DomainError(problem, field="sandi")
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_activate(%s, %s, %s, %s)",
            [username.strip(), _code_digest(code), make_password(passphrase), now],
        )
        user_id = cursor.fetchone()[0]
    if user_id is None:
        audit.record("account.activation_failed", by=Nobody())
        raise DomainError(
            "Kode tidak cocok atau sudah lewat. Minta kode baru ke kecamatan.", field="kode"
        )
    audit.record("account.activated", ("access.user", user_id), by=Nobody())


@transaction.atomic
def create_user(*, username: str, nama: str, by: User) -> User:
    """A new account, without passphrase. Audit: account.created. Raises DomainError."""
    user = User(username=username.strip().lower(), nama=nama.strip())
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise DomainError("Nama akun ini sudah dipakai. Pilih yang lain.", field="akun") from None
    audit.record("account.created", user, by=by)
    return user


@transaction.atomic
def issue_code(*, user: User, by: User, now: datetime) -> str:
    """A new one-time code, 14 days; earlier unused ones end. Audit: account.code_issued."""
    ActivationCode.objects.filter(user=user, dipakai_pada=None).update(berlaku_sampai=now)
    code = "".join(secrets.choice(_CODE_LETTERS) for _ in range(10))
    ActivationCode(
        user=user,
        digest=_code_digest(code),
        berlaku_sampai=now + timedelta(days=CODE_DAYS),
        dibuat_oleh=by,
    ).save(force_insert=True)
    audit.record("account.code_issued", user, by=by)
    return f"{code[:5]}-{code[5:]}"


@transaction.atomic
def assign_role(
    *, user: User, role: Role, wilayah_kode: str, unit: str, on: date, by: User
) -> Assignment:
    """Give a role in an area; the account is signed out everywhere. Audit: account.role_given."""
    if user.id == by.user_id:
        raise DomainError("Anda tidak dapat mengubah peran sendiri.", field="peran")
    if POLICY[role].area is AreaKind.NONE:
        wilayah_kode = ""
    assignment = Assignment(user=user, role=role, wilayah_kode=wilayah_kode, unit=unit, mulai=on)
    assignment.save(force_insert=True)
    audit.record("account.role_given", user, by=by, fields={"role": role, "wilayah": wilayah_kode})
    end_sessions(user=user, by=by)
    return assignment


@transaction.atomic
def end_role(*, assignment: Assignment, on: date, by: User) -> None:
    """End a role today; signed out everywhere. Audit: account.role_ended."""
    if assignment.user_id == by.user_id:
        raise DomainError("Anda tidak dapat mengakhiri peran sendiri.")
    if assignment.mulai >= on:
        assignment.mulai = on - timedelta(days=1)
    assignment.sampai = on
    assignment.save(update_fields=["mulai", "sampai"])
    audit.record("account.role_ended", assignment.user, by=by, fields={"role": assignment.role})
    end_sessions(user=assignment.user, by=by)


@transaction.atomic
def set_active(*, user: User, is_active: bool, by: User) -> None:
    """Lock or unlock an account. Audit: account.locked / account.unlocked."""
    if user.id == by.user_id:
        raise DomainError("Anda tidak dapat mengunci akun sendiri.")
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    audit.record("account.unlocked" if is_active else "account.locked", user, by=by)
    end_sessions(user=user, by=by)


def end_sessions(*, user: User, by: User) -> None:
    """Sign the account out everywhere, at once."""
    user.epoch += 1
    user.save(update_fields=["epoch"])
    with connection.cursor() as cursor:
        cursor.execute("select balale_end_sessions(%s)", [user.id])
