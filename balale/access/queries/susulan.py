"""Reads for following up the villages: accounts and their state, never a person in need."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from balale.access.models import Assignment, User
from balale.access.queries.directory import list_last_codes, list_moments
from balale.access.rules.accounts import judge_state
from balale.access.rules.policy import Role
from balale.access.rules.susulan import AkunDesa, BarisDesa, judge_desa
from balale.wilayah.queries import list_desa
from balale.wilayah.rules import KODE_KABUPATEN

PERAN_DESA = (Role.OPERATOR_DESA, Role.KEPALA_DESA)


def list_baris_desa(
    user: User, *, berisi: Collection[str], on: date, now: datetime
) -> list[BarisDesa]:
    """Every village the asker follows. `berisi`: codes of villages that have a record."""
    by_desa = _map_akun(on, now)
    rows = []
    for desa in list_desa(get_area(user)):
        akun = by_desa.get(desa.kode, [])
        seen = [one.state.masuk_pada for one in akun if one.state.masuk_pada]
        rows.append(
            BarisDesa(
                kode=desa.kode,
                desa=desa.sebutan,
                kecamatan=desa.kecamatan.nama,
                akun=akun,
                kurang=judge_desa(akun, has_data=desa.kode in berisi),
                terakhir_pada=max(seen, default=None),
            )
        )
    return rows


def get_area(user: User) -> str:
    """The area followed up: the own kecamatan, or for an admin teknis the regency."""
    return (user.context.wilayah_kode if user.context else "") or KODE_KABUPATEN


def get_akun_desa(user_id: UUID, *, on: date, now: datetime) -> AkunDesa | None:
    """An account whose code the camat may make anew; None for any other."""
    if not is_reissued_here(user_id):
        return None
    found = [one for akun in _map_akun(on, now, user_id).values() for one in akun]
    return found[0] if found else None


def is_reissued_here(user_id: UUID) -> bool:
    """Whether the account works for villages of the asker's kecamatan and for nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_reissues(%s)", [user_id])
        return bool(cursor.fetchone()[0])


def _map_akun(on: date, now: datetime, user_id: UUID | None = None) -> dict[str, list[AkunDesa]]:
    """Open accounts of villages in sight, by the village's code."""
    held = Assignment.objects.filter(
        Q(sampai=None) | Q(sampai__gt=on), mulai__lte=on, role__in=PERAN_DESA, user__is_active=True
    )
    if user_id is not None:
        held = held.filter(user_id=user_id)
    rows = list(held.select_related("user").order_by("wilayah_kode", "-role", "user__nama"))
    ids = [row.user_id for row in rows]
    moments, codes = list_moments(ids), list_last_codes(ids)
    found: dict[str, list[AkunDesa]] = {}
    for row in rows:
        frasa_pada, masuk_pada = moments.get(row.user_id, (None, None))
        state = judge_state(
            is_active=row.user.is_active,
            frasa_pada=frasa_pada,
            masuk_pada=masuk_pada,
            kode_sampai=codes.get(row.user_id),
            now=now,
        )
        one = AkunDesa(
            row.user_id, row.user.nama, row.user.username, row.user.versi, Role(row.role), state,
            row.user.selesai_latihan_pada,
        )  # fmt: skip
        found.setdefault(row.wilayah_kode, []).append(one)
    return found
