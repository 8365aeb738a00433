"""The coordinator's decision on a case: verified, returned or refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.cases.queries.cases import get_keadaan, list_assessor_ids
from balale.cases.rules import Tahap, get_tahap
from balale.cases.services.work import get_stamp
from balale.kit.errors import DomainError
from balale.registry.models import Keputusan, Ppks, StatusUsulan, Usulan
from balale.registry.rules.status import (
    StatusError,
    StatusPpks,
    Syarat,
    check_segregation,
    check_transition,
)
from balale.registry.services.rows import change_row

LANGKAH = "pengesahan"


@dataclass(frozen=True)
class _Decision:
    """What is decided: the new status, the word for it, and where its proposal goes."""

    ke: StatusPpks
    hasil: str
    usulan: StatusUsulan
    event: str


_VERIFY = _Decision(StatusPpks.DIVERIFIKASI, "disahkan", StatusUsulan.DITERAPKAN, "case.verified")
_RETURN = _Decision(
    StatusPpks.DIKEMBALIKAN, "dikembalikan", StatusUsulan.DIKEMBALIKAN, "case.returned"
)
_REFUSE = _Decision(StatusPpks.DITOLAK, "ditolak", StatusUsulan.DITOLAK, "case.refused")


@transaction.atomic
def verify_case(
    *, kasus: Ppks, versi: int, metode: str, catatan: str, by: User, now: datetime
) -> None:
    """Verify an assessed case; never by who entered or assessed it.

    Raises DomainError, StaleVersion. Audit: case.verified.
    """
    _check_asked(kasus)
    if by.user_id in list_assessor_ids(kasus):
        raise DomainError("Anda menulis asesmennya. Orang lain harus mengesahkan.")
    _decide(
        _VERIFY, kasus, versi=versi, catatan=catatan, by=by, now=now, metode=metode,
        met=(Syarat.METODE, Syarat.TANGGAL),
    )  # fmt: skip


@transaction.atomic
def return_case(
    *, kasus: Ppks, versi: int, alasan: str, catatan: str, by: User, now: datetime
) -> None:
    """Send a case back to its petugas with a note.

    Raises DomainError, StaleVersion. Audit: case.returned.
    """
    _check_asked(kasus)
    _decide(_RETURN, kasus, versi=versi, catatan=catatan, by=by, now=now, alasan=alasan)


@transaction.atomic
def refuse_case(
    *, kasus: Ppks, versi: int, alasan: str, catatan: str, by: User, now: datetime
) -> None:
    """Refuse a case with a reason. Raises DomainError, StaleVersion. Audit: case.refused."""
    _decide(_REFUSE, kasus, versi=versi, catatan=catatan, by=by, now=now, alasan=alasan)


def _check_asked(kasus: Ppks) -> None:
    if get_tahap(get_keadaan(kasus)) is not Tahap.MENUNGGU:
        raise DomainError("Petugas belum meminta pengesahan.")


def _decide(
    decision: _Decision,
    kasus: Ppks,
    *,
    versi: int,
    catatan: str,
    by: User,
    now: datetime,
    alasan: str = "",
    metode: str = "",
    met: Collection[Syarat] = (),
) -> None:
    before = StatusPpks(kasus.status)
    met = {*met, Syarat.CATATAN} if catatan else set(met)
    try:
        check_segregation(entered_by=kasus.dibuat_oleh_id, verified_by=by.user_id)
        check_transition(
            before, decision.ke, role=by.role, syarat=met, alasan=alasan, is_rahasia=True
        )
    except StatusError as error:
        raise DomainError(str(error)) from error
    change_row(kasus, base=versi, by=by, now=now, status=decision.ke, kode_alasan=alasan)
    usulan = Usulan.objects.filter(ppks=kasus).order_by("-diusulkan_pada").first()
    if usulan is None:
        raise DomainError("Usulan kasus ini tidak ditemukan.")
    change_row(usulan, base=usulan.versi, by=by, now=now, status=decision.usulan)
    stamp = get_stamp(kasus, by=by, now=now)
    row = Keputusan(
        id=stamp.new_id(),
        usulan=usulan,
        langkah=LANGKAH,
        hasil=decision.hasil,
        kode_alasan=alasan,
        metode=metode,
        status_sebelum=before,
        oleh_id=by.user_id,
        sebagai=by.role,
        pada=now,
        **stamp.columns(kasus.subjek_id),
    )
    Vault().put(row, catatan=catatan)
    row.save(force_insert=True)
    audit.record(decision.event, kasus, by=by, fields={"alasan": alasan} if alasan else {})
