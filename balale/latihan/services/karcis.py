"""Making and taking the slips between the real site and the one for training."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from balale.access.context import Context, acting_as
from balale.access.crypto import keyed_digest
from balale.access.ids import new_id
from balale.access.models import Assignment, User
from balale.access.queries.accounts import get_sign_in_record, list_contexts
from balale.access.rules.accounts import SYSTEM_ID
from balale.access.rules.policy import Permission, Role, is_allowed
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.latihan.queries.tempat import PESERTA
from balale.latihan.rules.karcis import (
    BERLAKU_DETIK,
    Karcis,
    KarcisError,
    Tujuan,
    sign,
    verify,
)
from balale.wilayah.queries import expand_desa

_NAMA = "Peserta latihan"


def make_pseudonym(user: User) -> str:
    """What the account is called where it trains: one for each role and area it works in."""
    kode = user.context.wilayah_kode if user.context else ""
    return keyed_digest(f"latihan|{user.id}|{user.role}|{kode}")


def issue_ticket(*, by: User, now: datetime) -> str:
    """A slip that signs this account in where people train, once, for a minute.

    Raises DomainError for a role that has no training. Audit: latihan.started.
    """
    if by.context is None or not is_allowed(by.role, Permission.TRAINING):
        raise DomainError("Peran ini tidak punya tugas latihan.")
    audit.record("latihan.started", by=by)
    return _issue(Tujuan.MASUK, make_pseudonym(by), by, now)


def issue_result(*, by: User, selesai_pada: datetime, now: datetime) -> str:
    """A slip that tells the real site that the account has done its tasks."""
    akun = by.username.removeprefix(PESERTA)
    return _issue(Tujuan.HASIL, akun, by, now, selesai=selesai_pada.isoformat())


def _issue(tujuan: Tujuan, akun: str, by: User, now: datetime, *, selesai: str = "") -> str:
    karcis = Karcis(
        nomor=str(uuid4()), tujuan=tujuan, akun=akun, peran=by.role,
        wilayah=by.context.wilayah_kode if by.context else "",
        sampai=int(now.timestamp()) + BERLAKU_DETIK, selesai=selesai,
    )  # fmt: skip
    return sign(karcis, settings.LATIHAN_KEY)


def _take(text: str, *, tujuan: Tujuan, now: datetime) -> Karcis:
    """Verify a slip and use it up. Raises DomainError in words."""
    try:
        karcis = verify(text, settings.LATIHAN_KEY, tujuan=tujuan, now=int(now.timestamp()))
    except KarcisError as error:
        raise DomainError(str(error)) from error
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_use_ticket(%s, to_timestamp(%s))", [karcis.nomor, karcis.sampai]
        )
        is_first = bool(cursor.fetchone()[0])
    if not is_first:
        raise DomainError("Karcis latihan ini sudah dipakai. Mulai lagi dari beranda.")
    return karcis


@transaction.atomic
def take_ticket(text: str, *, now: datetime) -> tuple[User, list[Context]]:
    """The account of a slip where people train, made when it comes for the first time.

    Raises DomainError for a slip that is forged, late, used, or of a role or area that has no
    training. Audit: account.created, account.sign_in.
    """
    karcis = _take(text, tujuan=Tujuan.MASUK, now=now)
    if karcis.peran not in set(Role) or not is_allowed(karcis.peran, Permission.TRAINING):
        raise DomainError("Peran ini tidak punya tugas latihan.")
    with acting_as(Context(user_id=SYSTEM_ID, role=Role.SISTEM)):
        if not expand_desa(karcis.wilayah):
            raise DomainError("Wilayah ini tidak ada di tempat latihan. Hubungi admin teknis.")
    user = _get_or_make(karcis)
    contexts = list_contexts(user)
    audit.record("account.sign_in", user, by=Context(user_id=None, role=""))
    return user, contexts


def _get_or_make(karcis: Karcis) -> User:
    username = f"{PESERTA}{karcis.akun}"
    record = get_sign_in_record(username)
    if record is not None:
        return record.user
    try:
        with transaction.atomic():
            return _make(username, karcis)
    except IntegrityError:  # Two tabs came at once.
        record = get_sign_in_record(username)
        if record is None:
            raise
        return record.user


def _make(username: str, karcis: Karcis) -> User:
    context = Context(user_id=SYSTEM_ID, role=Role.ADMIN_TEKNIS)
    user = User(id=new_id(), username=username, nama=_NAMA)
    with acting_as(context):
        user.save(force_insert=True)
        Assignment.objects.create(
            user=user, role=karcis.peran, wilayah_kode=karcis.wilayah, mulai=timezone.localdate()
        )
        audit.record("account.created", user, by=context)
    return user


@transaction.atomic
def take_result(text: str, *, by: User, now: datetime) -> datetime:
    """Keep on the account that its tasks are done; the first time stays.

    Raises DomainError for a slip that is forged, late, used or another account's. Audit:
    latihan.finished.
    """
    karcis = _take(text, tujuan=Tujuan.HASIL, now=now)
    at = parse_datetime(karcis.selesai)
    if karcis.akun != make_pseudonym(by):
        raise DomainError("Hasil latihan ini milik akun lain. Masuk dengan akun itu.")
    if at is None or at.tzinfo is None or at > now:
        raise DomainError("Karcis latihan ini rusak. Mulai lagi dari beranda.")
    with connection.cursor() as cursor:
        cursor.execute("select balale_finish_training(%s)", [at])
    audit.record("latihan.finished", by, by=by)
    return at
