"""Moving to another village: the old one proposes, the new one accepts or finds nobody."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Orang, Pindah, StatusPindah
from balale.registry.queries.kelengkapan import list_members
from balale.registry.queries.keluarga import get_kepala_of
from balale.registry.queries.pindah import (
    Sekeluarga,
    get_menunggu,
    get_menunggu_anggota,
    get_sekeluarga,
    list_terhalang,
)
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services import people
from balale.registry.services.acts import Act
from balale.registry.services.kelengkapan import recount
from balale.registry.services.rows import change_row

FASTER = "Pindah ini sudah diputuskan atau dibatalkan. Muat ulang daftarnya."


@dataclass(frozen=True)
class IsianPindah:
    """Where to, when, and the new address as far as it is known.

    `keluarga`: the version of the family that goes along as a whole; empty for the person alone.
    """

    ke_desa: str
    tanggal: date
    alamat: IsianAlamat
    keluarga: str = ""


@transaction.atomic
def propose_transfer(
    *, orang: Orang, base: int, isian: IsianPindah, by: User, on: date, now: datetime
) -> Pindah:
    """Tell the new village that the person, or the family, comes. Nothing moves before it accepts.

    Raises StaleVersion, also where the family is no longer the one that was shown, and
    DomainError. Audit: transfer.proposed.
    """
    if orang.versi != base:
        raise StaleVersion(current=orang)
    sekeluarga = get_sekeluarga(orang, by, on) if isian.keluarga else None
    if isian.keluarga and (sekeluarga is None or sekeluarga.dasar != isian.keluarga):
        raise StaleVersion(current=orang)
    _check_movable(orang, sekeluarga, isian, by=by, on=on)
    stamp = Act(by=by, now=now).stamp_for(orang)
    row = Pindah(
        id=stamp.new_id(),
        orang=orang,
        keluarga=sekeluarga.keluarga if sekeluarga else None,
        ke_desa_id=isian.ke_desa,
        tanggal=isian.tanggal,
        status=StatusPindah.MENUNGGU,
        **stamp.columns(orang.pk),
    )
    Vault().put(row, alamat=json.dumps(asdict(isian.alamat)))
    row.save(force_insert=True)
    fields = {"ke": isian.ke_desa, "orang": sekeluarga.jumlah if sekeluarga else 1}
    audit.record("transfer.proposed", row, by=by, fields=fields)
    return row


def _check_movable(
    orang: Orang, sekeluarga: Sekeluarga | None, isian: IsianPindah, *, by: User, on: date
) -> None:
    if orang.meninggal_pada is not None:
        raise DomainError("Warga ini tercatat meninggal.")
    if isian.ke_desa == orang.desa_id:
        raise DomainError("Pilih desa lain. Ini desa warga sekarang.", field="ke_desa")
    if isian.tanggal > on:
        raise DomainError("Tanggal ini belum terjadi. Periksa lagi.", field="tanggal")
    if get_menunggu(orang, by) is not None:
        raise DomainError("Pindah warga ini sudah menunggu desa tujuan.", code="waiting")
    other = get_menunggu_anggota(sekeluarga, by) if sekeluarga else None
    if other is not None:
        raise DomainError(f"Pindah {other.orang.nama} sudah menunggu desa tujuan.", code="waiting")
    names = list_terhalang(orang, sekeluarga, by)
    if names:
        raise DomainError(say_terhalang(names), code="usulan")
    if sekeluarga is None and get_kepala_of(orang, by) is not None:
        raise DomainError("Warga ini kepala keluarga. Pilih dulu kepala yang baru.", code="kepala")


def say_terhalang(names: Sequence[str]) -> str:
    """Whose proposals stop a move, in words."""
    return f"Masih ada usulan yang menunggu: {', '.join(names)}. Tunggu dulu keputusannya."


@transaction.atomic
def accept_transfer(*, pindah_id: UUID, base: int, by: User, on: date, now: datetime) -> UUID:
    """Take the person, or the whole family, over with entries, answers and history, in one step;
    returns the person.

    Raises StaleVersion when somebody was faster, DomainError. Audit: transfer.accepted.
    """
    hasil = _call("balale_accept_transfer", pindah_id, base, now)
    if hasil == "usulan":
        raise DomainError("Desa asal masih menunggu keputusan usulan. Coba lagi nanti.")
    if hasil == "anggota":
        raise DomainError("Seorang anggota keluarga menunggu desa lain. Hubungi desa asal.")
    if hasil != "ok":
        raise StaleVersion(FASTER)
    row = Pindah.objects.select_related("orang").get(pk=pindah_id)
    moved = _list_moved(row, by)
    vault, act = Vault(), Act(by=by, now=now)
    isian = IsianAlamat(**json.loads(vault.get(row, "alamat")))
    for orang in moved:
        _move_address(orang, isian, on=row.tanggal, act=act, vault=vault)
    recount(moved, by=by)
    fields = {"dari": row.desa_id, "orang": len(moved)}
    audit.record("transfer.accepted", row, by=by, fields=fields)
    return row.orang_id


def _list_moved(row: Pindah, by: User) -> list[Orang]:
    """Those in sight who came and are alive: the person, or everyone of the family."""
    if row.keluarga_id is None:
        return [row.orang]
    members = list_members(row.keluarga_id, by)
    return [orang for orang in members if orang.meninggal_pada is None]


def _move_address(orang: Orang, isian: IsianAlamat, *, on: date, act: Act, vault: Vault) -> None:
    """The old address ends on the day; the new one begins as far as it is known."""
    old = people.get_alamat(orang)
    if old is not None:
        act.change(old, sampai=max(old.mulai, on))
    if isian != IsianAlamat():
        stamp = act.stamp_for(orang)
        people.build_alamat(orang=orang, isian=isian, stamp=stamp, vault=vault, on=on)


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
