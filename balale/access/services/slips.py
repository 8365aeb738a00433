"""Many accounts at once, each with its one-time code for a printed slip."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from balale.access.models import User
from balale.access.queries.slips import judge_list, list_unopened
from balale.access.rules.policy import POLICY, Role
from balale.access.rules.slips import PERAN_SLIP, Baris, Keadaan, Tempat
from balale.access.services import accounts
from balale.access.services.account_changes import Post, suggest_free_username
from balale.access.services.receipts import write_once
from balale.audit import services as audit
from balale.kit.errors import DomainError

JENIS_DAFTAR = "akun_daftar"
JENIS_ULANG = "slip_ulang"


@dataclass(frozen=True)
class Slip:
    """One account with its code in clear: exists in the answer that made it, and nowhere else."""

    user_id: UUID
    username: str
    nama: str
    peran: Role
    tempat: Tempat
    kode: str
    berlaku_sampai: datetime
    telepon: str = ""

    @property
    def sebutan_peran(self) -> str:
        return POLICY[self.peran].label


@transaction.atomic
def open_accounts(*, kunci: UUID, text: str, by: User, on: date, now: datetime) -> list[Slip]:
    """An account with role and code for every new line of the list; no others are touched.

    The list is judged again behind a lock, so that two lists at once make no village two
    operators. Nothing comes of the same key twice. Raises DomainError where no line is new.
    Audit: account.created, account.role_given, account.code_issued each; accounts.opened once.
    """
    made: list[Slip] = []

    def write() -> None:
        _lock()
        new = [line for line in judge_list(text, on=on) if line.keadaan is Keadaan.BARU]
        if not new:
            raise DomainError("Tidak ada baris baru. Tidak ada akun yang dibuat.", "daftar")
        made.extend(_open(line, by=by, on=on, now=now) for line in new)
        audit.record("accounts.opened", by=by, fields={"jumlah": len(made)})

    write_once(kunci=kunci, jenis=JENIS_DAFTAR, by=by, write=write)
    return sort_slips(made)


@transaction.atomic
def renew_slips(
    *, kunci: UUID, wilayah: str, peran: Role, by: User, on: date, now: datetime
) -> list[Slip]:
    """New codes for accounts that never set a passphrase; the codes before them end.

    Raises DomainError where there are none. Audit: account.code_issued each; slips.renewed once.
    """
    made: list[Slip] = []

    def write() -> None:
        _lock()
        waiting = list_unopened(wilayah=wilayah, peran=peran, on=on)
        if not waiting:
            raise DomainError("Semua akun di sini sudah aktif. Tidak ada slip baru.")
        for user, tempat in waiting:
            code = accounts.issue_code(user=user, by=by, now=now)
            made.append(_slip(user, user.nama, peran, tempat, code, now))
        fields = {"jumlah": len(made), "wilayah": wilayah, "peran": peran}
        audit.record("slips.renewed", by=by, fields=fields)

    write_once(kunci=kunci, jenis=JENIS_ULANG, by=by, write=write)
    return sort_slips(made)


def sort_slips(slips: Iterable[Slip]) -> list[Slip]:
    """In the order they are handed out: by kecamatan, desa, role."""
    return sorted(slips, key=lambda slip: (slip.tempat.kecamatan, slip.tempat.kode, slip.peran))


def _lock() -> None:
    """Lists are worked off one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('balale.slips'))")


def _open(line: Baris, *, by: User, on: date, now: datetime) -> Slip:
    peran, tempat = line.peran, line.tempat
    if peran not in PERAN_SLIP or tempat is None:
        raise DomainError("Peran ini tidak dibuat lewat daftar.", field="daftar")
    name = suggest_free_username(nama=line.nama, post=Post(peran, tempat.kode, ""))
    user = accounts.create_user(username=name, nama=line.nama, by=by)
    accounts.assign_role(user=user, role=peran, wilayah_kode=tempat.kode, unit="", on=on, by=by)
    code = accounts.issue_code(user=user, by=by, now=now)
    return _slip(user, line.nama, peran, tempat, code, now, line.telepon)


def _slip(
    user: User, nama: str, peran: Role, tempat: Tempat, code: str, now: datetime, telepon: str = ""
) -> Slip:
    until = now + timedelta(days=accounts.CODE_DAYS)
    return Slip(user.id, user.username, nama, peran, tempat, code, until, telepon)
