"""The trail in words: accounts by name, records by pseudonym, events and reasons in Indonesian."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.audit.models import TrailLine
from balale.audit.queries import Pelaku, list_actors
from balale.audit.rules import get_kejadian, say_alasan


@dataclass(frozen=True)
class BarisJejak:
    """One line of the trail as an auditor reads it. `catatan` is a pseudonym, or an account."""

    id: UUID
    pada: datetime
    oleh: str
    peran: str
    kata: str
    catatan: str
    alasan: str


@dataclass(frozen=True)
class BarisPelaku:
    """One account over a record, in words."""

    oleh: str
    peran: str
    jumlah: int
    terakhir: datetime


def get_user_by_username(username: str) -> User | None:
    """An account by its name, in any case of letters."""
    return User.objects.filter(username=username.strip().lower()).first()


def list_receipt_objects(nomor: str) -> list[UUID]:
    """What the receipts of a number point to; an auditor's question, empty for all others."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_audit_receipt(%s)", [nomor])
        return [row[0] for row in cursor.fetchall()]


def tell_lines(lines: Sequence[TrailLine]) -> list[BarisJejak]:
    """Lines in words, with one question for all accounts in them."""
    accounts = {line.object_id for line in lines if line.label == "access.user"}
    names = _names({line.user_id for line in lines} | accounts)
    return [_tell(line, names) for line in lines]


def tell_actors(objek: Iterable[UUID]) -> list[BarisPelaku]:
    """Who stands in the trail of a record, in words."""
    actors = list_actors(objek)
    names = _names({actor.user_id for actor in actors})
    return [_tell_actor(actor, names) for actor in actors]


def _names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    rows = User._base_manager.filter(pk__in=[one for one in ids if one])
    return {row.pk: f"{row.nama} ({row.username})" for row in rows}


def _say_peran(role: str) -> str:
    return POLICY[Role(role)].label if role in POLICY else ""


def _say_oleh(user_id: UUID | None, names: dict[UUID, str]) -> str:
    return names.get(user_id, "Akun lama") if user_id else "Belum masuk"


def _tell(line: TrailLine, names: dict[UUID, str]) -> BarisJejak:
    catatan = ""
    if line.object_id:
        is_account = line.label == "access.user"
        catatan = names.get(line.object_id, "") if is_account else ""
        catatan = catatan or crypto.pseudonym(line.object_id)
    return BarisJejak(
        id=line.pk,
        pada=line.at,
        oleh=_say_oleh(line.user_id, names),
        peran=_say_peran(line.role),
        kata=get_kejadian(line.event).kata,
        catatan=catatan,
        alasan=say_alasan(line.reason),
    )


def _tell_actor(actor: Pelaku, names: dict[UUID, str]) -> BarisPelaku:
    oleh = _say_oleh(actor.user_id, names)
    return BarisPelaku(oleh, _say_peran(actor.role), actor.jumlah, actor.terakhir)
