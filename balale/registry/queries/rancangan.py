"""Drafts of dated data, and announcements, for those who may see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from balale.access.models import User
from balale.access.rules.policy import Permission, is_allowed
from balale.registry.models import Pengumuman, Rancangan, StatusRancangan
from balale.registry.queries.versi import Versi, get_versi_list
from balale.registry.rules.versi import Beda, compare, list_lowered, list_revoke_lowered

TERBUKA = (StatusRancangan.DRAF, StatusRancangan.MENUNGGU)
SINGKAT = 5
DAFTAR_MAKS = 50


@dataclass(frozen=True)
class Perbandingan:
    """A draft beside the version it follows."""

    dasar: Versi | None
    beda: list[Beda]
    turun: list[str]


def list_visible(user: User) -> QuerySet[Rancangan]:
    """Drafts in the asker's sight: all for the pengelola data, for the second person those that
    need one."""
    rows = Rancangan.objects.select_related("dibuat_oleh", "diubah_oleh", "diputus_oleh")
    if is_allowed(user.role, Permission.RULES_EDIT):
        return rows
    if is_allowed(user.role, Permission.LEVEL_APPROVE):
        return rows.filter(perlu_dua=True)
    return rows.none()


def get_rancangan(rancangan_id: UUID, user: User) -> Rancangan | None:
    """One draft in sight; None otherwise."""
    return list_visible(user).filter(pk=rancangan_id).first()


def list_open(user: User) -> QuerySet[Rancangan]:
    """Drafts not yet in force and not thrown away, the latest first."""
    return list_visible(user).filter(status__in=TERBUKA)


def get_open(jenis: str, objek: str, user: User) -> Rancangan | None:
    """The open draft of one thing."""
    return list_open(user).filter(jenis=jenis, objek=objek).first()


def list_refused(user: User) -> QuerySet[Rancangan]:
    """The last drafts that the second person refused."""
    return list_visible(user).filter(status=StatusRancangan.DITOLAK)[:SINGKAT]


def list_coming(user: User, on: date, jenis: str = "", objek: str = "") -> QuerySet[Rancangan]:
    """Published versions, of one thing if named, whose day has not come and none revoked."""
    rows = list_visible(user).filter(status=StatusRancangan.TERBIT, berlaku_mulai__gt=on)
    rows = rows.filter(mencabut=None).exclude(pencabutan_list__status=StatusRancangan.TERBIT)
    if jenis:
        rows = rows.filter(jenis=jenis, objek=objek)
    return rows.order_by("berlaku_mulai", "id")[:DAFTAR_MAKS]


def list_revoked(jenis: str, objek: str, user: User) -> QuerySet[Rancangan]:
    """Revocations of one thing's versions, the latest first."""
    rows = list_visible(user).filter(jenis=jenis, objek=objek, status=StatusRancangan.TERBIT)
    return rows.exclude(mencabut=None)[:DAFTAR_MAKS]


def get_pencabutan(rancangan: Rancangan) -> Rancangan | None:
    """What revokes the published version, or waits to."""
    rows = Rancangan.objects.filter(mencabut=rancangan).select_related("diubah_oleh")
    return rows.filter(status__in=(StatusRancangan.MENUNGGU, StatusRancangan.TERBIT)).first()


def list_waiting(user: User) -> QuerySet[Rancangan]:
    """Drafts that wait for a second person, the oldest first."""
    return list_visible(user).filter(status=StatusRancangan.MENUNGGU).order_by("diubah_pada", "id")


def count_rules_waiting(user: User) -> int:
    """How many drafts wait for this person, who made none of them."""
    rows = list_waiting(user).exclude(dibuat_oleh_id=user.user_id)
    return rows.exclude(diubah_oleh_id=user.user_id).count()


def get_isi_before(rancangan: Rancangan) -> dict[str, Any]:
    """What holds once the published version, the last of its thing, is revoked: the content of
    the one before it, its own where there is none."""
    rows = get_versi_list(rancangan.jenis, rancangan.objek)
    return rows[-2].isi if len(rows) > 1 else rancangan.isi


def list_cabut_turun(rancangan: Rancangan) -> list[str]:
    """Why revoking the published version, the last of its thing, needs a second person."""
    return list_revoke_lowered(rancangan.jenis, rancangan.isi, get_isi_before(rancangan))


def compare_rancangan(rancangan: Rancangan) -> Perbandingan:
    """What the draft changes against the latest version it was made from, or a revocation
    against the version it revokes; nothing once that was revoked.
    """
    rows = get_versi_list(rancangan.jenis, rancangan.objek)
    dasar = next((versi for versi in rows if versi.mulai == rancangan.dasar), None)
    before = dasar.isi if dasar else None
    if rancangan.mencabut_id and before is None:
        return Perbandingan(None, [], [])
    lowered = list_revoke_lowered if rancangan.mencabut_id else list_lowered
    return Perbandingan(
        dasar,
        compare(rancangan.jenis, before, rancangan.isi),
        lowered(rancangan.jenis, before, rancangan.isi),
    )


def list_pengumuman(user: User, on: date) -> list[Pengumuman]:
    """Announcements to the account's role and area on a day, the newest first."""
    kode = user.context.wilayah_kode if user.context else ""
    return [
        row
        for row in Pengumuman.objects.in_force(on)
        if (not row.peran or user.role in row.peran)
        and (not row.wilayah_kode or f"{kode}.".startswith(f"{row.wilayah_kode}."))
    ]
