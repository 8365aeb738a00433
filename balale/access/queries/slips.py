"""Reads for accounts in bulk: the places there are, who holds what, who never began."""

from datetime import date

from django.db.models import Q, QuerySet

from balale.access.models import Assignment, User
from balale.access.queries.directory import list_moments
from balale.access.rules.policy import Role
from balale.access.rules.slips import (
    PERAN_SLIP,
    Baris,
    Tempat,
    judge_daftar,
    read_daftar,
)
from balale.wilayah.queries import list_desa, list_kecamatan
from balale.wilayah.rules import is_inside


def judge_list(text: str, *, on: date) -> list[Baris]:
    """Every line of a pasted list with what it comes to today."""
    return judge_daftar(read_daftar(text), tempat=list_tempat(), dipegang=map_holders(on))


def list_tempat() -> list[Tempat]:
    """Every kecamatan and desa."""
    desa = [Tempat(d.kode, d.nama, d.sebutan, d.kecamatan.nama) for d in list_desa()]
    return [Tempat(k.kode, "", "", k.nama) for k in list_kecamatan()] + desa


def map_holders(on: date) -> dict[tuple[Role, str], str]:
    """Who holds each role that slips are printed for, by role and area."""
    held = _in_force(on).filter(user__is_active=True).order_by("-mulai", "-id")
    rows = held.values_list("role", "wilayah_kode", "user__nama")
    return {(Role(role), kode): nama for role, kode, nama in rows}


def list_missing(on: date, peran: Role = Role.OPERATOR_DESA) -> list[Tempat]:
    """Desa without anybody in the role."""
    held = map_holders(on)
    return [one for one in list_tempat() if one.desa and (peran, one.kode) not in held]


def list_unopened(*, wilayah: str, peran: Role, on: date) -> list[tuple[User, Tempat]]:
    """Open accounts in the role that never set a passphrase, with their place.

    An account that holds a role beside those of slips is left to its own page.
    """
    places = {one.kode: one for one in list_tempat() if is_inside(one.kode, wilayah)}
    others = Assignment.objects.filter(_valid(on)).exclude(role__in=PERAN_SLIP)
    held = _in_force(on).filter(role=peran, wilayah_kode__in=places, user__is_active=True)
    held = held.exclude(user_id__in=others.values("user_id")).select_related("user")
    rows = list(held.order_by("wilayah_kode", "id"))
    moments = list_moments([row.user_id for row in rows])
    begun = {user_id for user_id, (frasa_pada, _masuk) in moments.items() if frasa_pada}
    return [(row.user, places[row.wilayah_kode]) for row in rows if row.user_id not in begun]


def _in_force(on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(_valid(on), mulai__lte=on, role__in=PERAN_SLIP)


def _valid(on: date) -> Q:
    return Q(sampai=None) | Q(sampai__gt=on)
