"""The menu of each role: at most four places for those in the field, a bar for the office."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from balale.access.models import User
from balale.access.queries.codes import count_waiting_requests
from balale.access.rules.policy import POLICY, AreaKind, Permission, Role, is_allowed
from balale.cases.queries.cases import count_cases
from balale.cases.queries.darurat import count_to_review
from balale.kit.addresses import find_address
from balale.kit.chrome import NavItem
from balale.registry.queries.rancangan import count_rules_waiting
from balale.registry.queries.usulan import count_batch
from balale.verification.queries import count_queue
from balale.verification.refusals import count_refusals


@dataclass(frozen=True)
class Place:
    """One place of the menu, shown to roles with the permission."""

    view: str
    label: str
    icon: str
    permission: Permission
    count: Callable[[User], int] | None = None


def _count_own_cases(user: User) -> int:
    """What the account itself must do next: assign and confirm, or work on."""
    jumlah = count_cases(user)
    if is_allowed(user.role, Permission.CASE_INTAKE):
        return jumlah["baru"] + jumlah["menunggu"]
    return jumlah["dikerjakan"]


PLACES = (
    Place("desk:beranda", "Beranda", "home", Permission.HOME),
    Place("desk:persetujuan", "Persetujuan", "circle-check", Permission.PPKS_APPROVE, count_batch),
    Place("verification:antrean", "Antrean", "hourglass", Permission.PPKS_VERIFY, count_queue),
    Place("cases:daftar", "Kasus", "lock", Permission.CASE_WORK, _count_own_cases),
    Place("cases:tinjauan", "Tinjauan", "shield-lock", Permission.BREAK_REVIEW, count_to_review),
    Place("desk:jejak", "Jejak", "history", Permission.TRAIL_READ),
    Place("desk:warga", "Warga", "users", Permission.ORANG_READ),
    Place("desk:warga_tersamar", "Warga", "users", Permission.ORANG_MASKED),
    Place("desk:kiriman", "Kiriman", "send", Permission.RECEIPT_READ),
    Place(
        "verification:penolakan_list",
        "Penolakan",
        "circle-x",
        Permission.REFUSAL_CONFIRM,
        count_refusals,
    ),
    Place("desk:penetapan", "Penetapan", "check", Permission.PERIOD_LOCK),
    Place("desk:rekap", "Rekap", "chart-bar", Permission.REKAP_READ),
    Place("desk:akun_desa", "Akun", "key", Permission.ACCOUNT_REISSUE),
    Place("access:akun_list", "Akun", "user", Permission.ACCOUNT_MANAGE),
    Place("desk:kesehatan", "Kesehatan", "database", Permission.HEALTH_READ),
    Place("access:kode_list", "Kode", "key", Permission.CODE_RELEASE, count_waiting_requests),
    Place("desk:aturan", "Aturan", "adjustments", Permission.RULES_EDIT),
    Place(
        "desk:aturan_persetujuan",
        "Aturan",
        "scale",
        Permission.LEVEL_APPROVE,
        count_rules_waiting,
    ),
    Place("desk:bantuan", "Bantuan", "help-circle", Permission.HOME),
)


def menu(request: HttpRequest) -> dict[str, object]:
    """`dock` for village roles and the TKSK, `nav` for the others; empty before sign-in.

    Lazy: a page without a menu, such as the failure pages, asks the database for no count.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.role:
        return {}
    places = [place for place in PLACES if is_allowed(user.role, place.permission)]
    is_village = POLICY[Role(user.role)].area is AreaKind.DESA or user.role == Role.TKSK
    items = SimpleLazyObject(partial(_list_items, places, request, user))
    return {"dock" if is_village else "nav": items, "home_url": find_address("desk:beranda")}


def _list_items(places: list[Place], request: HttpRequest, user: User) -> list[NavItem]:
    return [item for place in places if (item := _item(place, request, user))]


def _item(place: Place, request: HttpRequest, user: User) -> NavItem | None:
    try:
        url = find_address(place.view)
    except NoReverseMatch:
        return None
    is_home = url == find_address("desk:beranda")
    is_current = request.path == url or (not is_home and request.path.startswith(url))
    count = place.count(user) if place.count else 0
    return NavItem(url, place.label, place.icon, count, is_current)
