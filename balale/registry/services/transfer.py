"""Moving to another village: the old one proposes, the new one accepts or finds nobody."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Orang, Pindah, StatusPindah, StatusUsulan, Usulan
from balale.registry.queries.keluarga import get_kepala_of
from balale.registry.queries.pindah import get_menunggu
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services import people
from balale.registry.services.acts import Act
from balale.registry.services.rows import change_row

_WAITING = (StatusUsulan.MENUNGGU_KEPALA_DESA, StatusUsulan.MENUNGGU_VERIFIKASI)
FASTER = "Pindah ini sudah diputuskan atau dibatalkan. Muat ulang daftarnya."


@dataclass(frozen=True)
class IsianPindah:
    """Where to, when, and the new address as far as it is known."""

    ke_desa: str
    tanggal: date
    alamat: IsianAlamat


@transaction.atomic
def propose_transfer(
    *, orang: Orang, base: int, isian: IsianPindah, by: User, on: date, now: datetime
) -> Pindah:
    """Tell the new village that the person comes. Nothing moves before it accepts.

    Raises StaleVersion, DomainError. Audit: transfer.proposed.
    """
    if orang.versi != base:
        raise StaleVersion(current=orang)
    _check_movable(orang, isian, by=by, on=on)
    stamp = Act(by=by, now=now).stamp_for(orang)
    row = Pindah(
        id=stamp.new_id(),
        orang=orang,
        ke_desa_id=isian.ke_desa,
        tanggal=isian.tanggal,
        status=StatusPindah.MENUNGGU,
        **stamp.columns(orang.pk),
    )
    Vault().put(row, alamat=json.dumps(asdict(isian.alamat)))
    row.save(force_insert=True)
    audit.record("transfer.proposed", row, by=by, fields={"ke": isian.ke_desa})
    return row


def _check_movable(orang: Orang, isian: IsianPindah, *, by: User, on: date) -> None:
    if orang.meninggal_pada is not None:
        raise DomainError("Warga ini tercatat meninggal.")
    if isian.ke_desa == orang.desa_id:
        raise DomainError("Pilih desa lain. Ini desa warga sekarang.", field="ke_desa")
    if isian.tanggal > on:
        raise DomainError("Tanggal ini belum terjadi. Periksa lagi.", field="tanggal")
    if get_menunggu(orang, by) is not None:
        raise DomainError("Pindah warga ini sudah menunggu desa tujuan.", code="waiting")
    if Usulan.objects.visible_to(by).filter(orang=orang, status__in=_WAITING).exists():
        raise DomainError("Masih ada usulan yang menunggu. Tunggu keputusannya.", code="usulan")
    if get_kepala_of(orang, by) is not None:
        raise DomainError("Warga ini kepala keluarga. Pilih dulu kepala yang baru.", code="kepala")


@transaction.atomic
def accept_transfer(*, pindah_id: UUID, base: int, by: User, on: date, now: datetime) -> UUID:
    """Take the person over with entries, answers and history, in one step; returns the person.

    Raises StaleVersion when somebody was faster, DomainError. Audit: transfer.accepted.
    """
    hasil = _call("balale_accept_transfer", pindah_id, base, now)
    if hasil == "usulan":
        raise DomainError("Desa asal masih menunggu keputusan usulan. Coba lagi nanti.")
    if hasil != "ok":
        raise StaleVersion(FASTER)
    row = Pindah.objects.select_related("orang").get(pk=pindah_id)
    _move_address(row, Act(by=by, now=now))
    audit.record("transfer.accepted", row, by=by, fields={"dari": row.desa_id})
    return row.orang_id


def _move_address(row: Pindah, act: Act) -> None:
    """The old address ends on the day; the new one begins as far as it is known."""
    vault = Vault()
    old = people.get_alamat(row.orang)
    if old is not None:
        act.change(old, sampai=max(old.mulai, row.tanggal))
    isian = IsianAlamat(**json.loads(vault.get(row, "alamat")))
    if isian != IsianAlamat():
        stamp = act.stamp_for(row.orang)
        people.build_alamat(orang=row.orang, isian=isian, stamp=stamp, vault=vault, on=row.tanggal)


@transaction.atomic
def refuse_transfer(*, pindah_id: UUID, base: int, by: User, now: datetime) -> None:
    """The new village doesn't find the person; everything stays with the old one.

    Raises StaleVersion. Audit: transfer.not_found.
    """
    if not _call("balale_refuse_transfer", pindah_id, base, now):
        raise StaleVersion(FASTER)
    audit.record("transfer.not_found", ("registry.pindah", pindah_id), by=by)


@transaction.atomic
def cancel_transfer(*, pindah: Pindah, base: int, by: User, now: datetime) -> None:
    """The old village takes its proposal back while it waits.

    Raises StaleVersion. Audit: transfer.cancelled.
    """
    if pindah.status != StatusPindah.MENUNGGU:
        raise StaleVersion(FASTER, current=pindah)
    change_row(pindah, base=base, by=by, now=now, status=StatusPindah.DIBATALKAN)
    audit.record("transfer.cancelled", pindah, by=by)


def _call(function: str, pindah_id: UUID, base: int, now: datetime) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s, %s, %s)", [pindah_id, base, now])
        return cursor.fetchone()[0]
