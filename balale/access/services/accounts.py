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
from django.db.models import F, Q
from django.http import HttpRequest

from balale.access import crypto
from balale.access.models import ActivationCode, Assignment, User
from balale.access.queries.accounts import get_brake, list_area_codes
from balale.access.rules.accounts import place_role, username_problem
from balale.access.rules.passphrase import passphrase_problem
from balale.access.rules.policy import Role
from balale.audit import services as audit
from balale.kit.errors import DomainError

CODE_DAYS = 14
CODE_LENGTH = 10
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Nobody:
    """The actor before sign-in."""

    user_id: None = None
    role: str = ""


@dataclass(frozen=True)
class SignInResult:
    """The account; or when it may be tried again, or that it is stopped; or wrong words."""

    user: User | None
    retry_at: datetime | None = None
    is_stopped: bool = False


def _actor(someone: object) -> User | Nobody:
    """Who acts: the account at work, if the browser has one, else nobody yet."""
    return someone if isinstance(someone, User) and someone.context else Nobody()


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
    brake = get_brake(keys[:2])
    if brake.is_stopped or (brake.retry_at is not None and brake.retry_at > now):
        return SignInResult(None, brake.retry_at, brake.is_stopped)
    user = authenticate(request, akun=username.strip(), sandi=passphrase)
    if not isinstance(user, User):
        _count_failures(keys, now)
        by = _actor(request.user)
        audit.record("account.sign_in_failed", by=by, fields={"account": keys[0]})
        return SignInResult(None)
    _clear_failures(keys[:2])
    audit.record("account.sign_in", user, by=_actor(request.user))
    return SignInResult(user)


def prove_again(
    *, request: HttpRequest, user: User, passphrase: str, device: str, now: datetime
) -> bool:
    """Whether the person at work still knows the passphrase. Counted like a sign-in.

    Audit: account.proof_failed.
    """
    keys = _attempt_keys(user.username, device, "")[:2]
    brake = get_brake(keys)
    if brake.is_stopped or (brake.retry_at is not None and brake.retry_at > now):
        return False
    found = authenticate(request, akun=user.username, sandi=passphrase)
    if isinstance(found, User) and found.id == user.id:
        _clear_failures(keys)
        return True
    _count_failures(keys, now)
    audit.record("account.proof_failed", user, by=user)
    return False


def record_session(event: str, *, by: User, role: str = "") -> None:
    """What someone signed in did with the session: account.sign_out, account.role_chosen."""
    audit.record(event, by, by=by, fields={"role": role} if role else {})


def _count_failures(keys: list[str], now: datetime) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("select balale_count_failure(%s, %s)", [key, now])


def _clear_failures(keys: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select balale_clear_failures(%s)", [keys])


def _code_digest(code: str) -> bytes:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hmac.new(b64decode(settings.KEYS["code"]), plain.encode(), hashlib.sha256).digest()


def activate(
    *,
    username: str,
    code: str,
    passphrase: str,
    now: datetime,
    device: str = "",
    by: object = None,
) -> None:
    """Take a one-time code and set the passphrase. Audit: account.activated.

    Raises DomainError, with the same words for an unknown name and a wrong code. A new
    passphrase lifts the stop that failed sign-ins put on the account.
    """
    problem = passphrase_problem(passphrase, username=username)
    if problem:
        raise DomainError(problem, field="sandi")
    counted = [f"kode:{crypto.keyed_digest(username.strip().lower())}"]
    brake = get_brake(counted)
    if brake.is_stopped or (brake.retry_at is not None and brake.retry_at > now):
        raise DomainError("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.", "kode")
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_activate(%s, %s, %s, %s)",
            [username.strip(), _code_digest(code), make_password(passphrase), now],
        )
        user_id = cursor.fetchone()[0]
    if user_id is None:
        _count_failures(counted, now)
        audit.record("account.activation_failed", by=_actor(by))
        raise DomainError(
            "Kode tidak cocok atau sudah lewat. Minta kode baru ke kecamatan.", field="kode"
        )
    _clear_failures([*counted, *_attempt_keys(username.strip(), device, "")[:2]])
    audit.record("account.activated", ("access.user", user_id), by=_actor(by))


@transaction.atomic
def create_user(*, username: str, nama: str, by: User) -> User:
    """A new account, without passphrase. Audit: account.created. Raises DomainError."""
    username = username.strip().lower()
    if problem := username_problem(username):
        raise DomainError(problem, field="akun")
    user = User(username=username, nama=nama.strip())
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
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
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
    """Give a role in an area; the account is signed out everywhere. Audit: account.role_given.

    Raises DomainError where the area or unit doesn't fit the role.
    """
    if user.id == by.user_id:
        raise DomainError("Anda tidak dapat mengubah peran sendiri.", field="peran")
    place = place_role(role, wilayah_kode, unit, known=list_area_codes())
    if place.problem:
        raise DomainError(place.problem, field=place.field)
    same = Assignment.objects.filter(
        user=user, role=role, wilayah_kode=place.wilayah_kode, unit=place.unit
    )
    if same.filter(Q(sampai=None) | Q(sampai__gt=on)).exists():
        raise DomainError("Akun ini sudah punya peran itu di sana.", field="peran")
    assignment = Assignment(
        user=user, role=role, wilayah_kode=place.wilayah_kode, unit=place.unit, mulai=on
    )
    assignment.save(force_insert=True)
    fields = {"role": role, "wilayah": place.wilayah_kode, "unit": place.unit}
    audit.record("account.role_given", user, by=by, fields=fields)
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
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    audit.record("account.unlocked" if is_active else "account.locked", user, by=by)
    end_sessions(user=user, by=by)


def end_sessions(*, user: User, by: User) -> None:
    """Sign the account out everywhere, at once."""
    User.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)
    with connection.cursor() as cursor:
        cursor.execute("select balale_end_sessions(%s)", [user.id])
