"""An operator leaves: the role ends, a successor takes over, and open drafts go along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from balale.access.context import Context, acting_as
from balale.access.crypto import Unreadable
from balale.access.models import Assignment, User
from balale.access.queries.accounts import list_contexts
from balale.access.queries.codes import get_code_decider
from balale.access.queries.directory import get_user_by_name
from balale.access.rules.policy import Role
from balale.access.services import accounts
from balale.access.services.account_changes import IssuedCode, Post, suggest_free_username
from balale.access.services.receipts import write_once
from balale.access.services.versions import bump
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.registry.models import Draf, Isian
from balale.registry.queries.draf import Typed, list_open, read_draf

JENIS = "serah_terima"


@dataclass(frozen=True)
class Serahan:
    """What was handed over. `dipindah` is unknown when the same form came again."""

    issued: IssuedCode
    dipindah: int | None = None


@dataclass(frozen=True)
class Penerus:
    """Who takes over: a new account for `nama`, or the one that is called `username`."""

    nama: str = ""
    username: str = ""


def hand_over(
    *,
    kunci: UUID,
    base: int | None,
    assignment: Assignment,
    penerus: Penerus,
    by: User,
    on: date,
    now: datetime,
) -> Serahan:
    """End an operator's role today and give it, with the open drafts, to a successor.

    A draft with an answer that opens a rahasia entry is not handed on: it ends emptied, and
    nothing shown or counted tells of it. Receipts stay with whoever sent them, records with the
    village. Raises MissingPrecondition, StaleVersion, DomainError. Audit: account.handed_over,
    draf.discarded, and those of the account's changes.
    """
    codes: list[str] = []
    moved: list[int] = []

    def write() -> UUID:
        dari, desa = assignment.user, assignment.wilayah_kode
        bump(User.objects.all(), dari.pk, base)
        context = _get_context(assignment)
        user = _find_or_open(penerus, assignment=assignment, by=by, on=on, now=now, codes=codes)
        keep, drop = _sort_drafts(dari, context)
        _move(dari, user, desa, keep=keep, drop=drop, now=now)
        for pk in drop:
            audit.record("draf.discarded", ("registry.draf", pk), by=by)
        fields = {"dari": str(dari.id), "desa": desa, "draf": len(keep)}
        audit.record("account.handed_over", user, by=by, fields=fields)
        accounts.end_role(assignment=assignment, on=on, by=by)
        moved.append(len(keep))
        return user.id

    outcome = write_once(kunci=kunci, jenis=JENIS, by=by, write=write)
    user_id = outcome.receipt.object_id or UUID(int=0)
    if outcome.is_replay or not codes:
        return Serahan(IssuedCode(user_id), moved[0] if moved else None)
    until = now + timedelta(days=accounts.CODE_DAYS)
    return Serahan(IssuedCode(user_id, codes[0], until), moved[0])


def _get_context(assignment: Assignment) -> Context:
    """The departing operator's own sight. Raises DomainError where the role is no operator's."""
    found = [c for c in list_contexts(assignment.user) if c.assignment_id == assignment.pk]
    if assignment.role != Role.OPERATOR_DESA or not found:
        raise DomainError("Peran ini sudah berakhir, atau bukan peran operator desa.")
    return found[0]


def _find_or_open(
    penerus: Penerus,
    *,
    assignment: Assignment,
    by: User,
    on: date,
    now: datetime,
    codes: list[str],
) -> User:
    """The successor's account in the role; a new one gets its first code."""
    desa = assignment.wilayah_kode
    if penerus.username:
        user = _find(penerus.username, assignment.user, by)
    else:
        post = Post(Role.OPERATOR_DESA, desa, "")
        name = suggest_free_username(nama=penerus.nama, post=post)
        user = accounts.create_user(username=name, nama=penerus.nama, by=by)
    held = Assignment.objects.filter(user=user, role=Role.OPERATOR_DESA, wilayah_kode=desa)
    if not held.filter(mulai__lte=on, sampai=None).exists():
        accounts.assign_role(
            user=user, role=Role.OPERATOR_DESA, wilayah_kode=desa, unit="", on=on, by=by
        )
    if not penerus.username:
        codes.append(accounts.issue_code(user=user, by=by, now=now))
    return user


def _find(username: str, dari: User, by: User) -> User:
    user = get_user_by_name(username)
    if user is None or not user.is_active:
        raise DomainError("Nama akun ini tidak ada, atau terkunci.", field="akun")
    if user.id in (dari.id, by.user_id):
        raise DomainError("Pilih akun orang lain.", field="akun")
    if get_code_decider(user.id):
        raise DomainError("Akun ini memegang peran kantor. Buat akun baru.", field="akun")
    return user


def _sort_drafts(dari: User, context: Context) -> tuple[list[UUID], list[UUID]]:
    """(drafts to hand on, drafts to end). They are opened in their owner's name, unseen."""
    secret = set(
        Isian.objects.filter(daftar__kode_list__picu_rahasia=True).values_list(
            "kode", "daftar__kode_list__kode"
        )
    )
    keep: list[UUID] = []
    drop: list[UUID] = []
    with acting_as(context):
        dari.context = context
        rows, vault = list(list_open(dari)), Vault()
        vault.fetch(row.subjek_id for row in rows)
        for row in rows:
            (drop if _is_secret(row, vault, secret) else keep).append(row.pk)
    return keep, drop


def _is_secret(draf: Draf, vault: Vault, secret: Iterable[tuple[str, str]]) -> bool:
    try:
        typed: Typed = read_draf(draf, vault)
    except Unreadable:
        return True
    told = {(name.rpartition("-")[2], value) for name, values in typed.items() for value in values}
    return not told.isdisjoint(secret)


def _move(
    dari: User, kepada: User, desa: str, *, keep: list[UUID], drop: list[UUID], now: datetime
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_hand_over_drafts(%s, %s, %s, %s::uuid[], %s::uuid[], %s)",
            [dari.id, kepada.id, desa, keep, drop, now],
        )
