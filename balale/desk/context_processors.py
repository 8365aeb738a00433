"""The menu of each role: at most four places for village roles, a bar for the office."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from balale.access.rules.policy import POLICY, AreaKind, Permission, Role, is_allowed
from balale.kit.chrome import NavItem


@dataclass(frozen=True)
class Place:
    """One place of the menu, shown to roles with the permission."""

    view: str
    label: str
    icon: str
    permission: Permission


PLACES = (
    Place("desk:beranda", "Beranda", "home", Permission.HOME),
    Place("desk:persetujuan", "Persetujuan", "circle-check", Permission.PPKS_APPROVE),
    Place("verification:antrean", "Antrean", "hourglass", Permission.PPKS_VERIFY),
    Place("cases:daftar", "Kasus", "lock", Permission.CASE_WORK),
    Place("desk:warga", "Warga", "users", Permission.ORANG_READ),
    Place("desk:kiriman", "Kiriman", "send", Permission.RECEIPT_READ),
    Place("desk:penetapan", "Penetapan", "check", Permission.PERIOD_LOCK),
    Place("access:akun_list", "Akun", "user", Permission.ACCOUNT_MANAGE),
    Place("desk:bantuan", "Bantuan", "help-circle", Permission.HOME),
)


def menu(request: HttpRequest) -> dict[str, object]:
    """`dock` for village roles, `nav` for the others; empty before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.role:
        return {}
    places = [place for place in PLACES if is_allowed(user.role, place.permission)]
    items = [item for place in places if (item := _item(place, request))]
    is_village = POLICY[Role(user.role)].area is AreaKind.DESA
    return {"dock" if is_village else "nav": items, "home_url": reverse("desk:beranda")}


def _item(place: Place, request: HttpRequest) -> NavItem | None:
    try:
        url = reverse(place.view)
    except NoReverseMatch:
        return None
    is_current = request.path == url or (url != "/" and request.path.startswith(url))
    return NavItem(url, place.label, place.icon, current=is_current)
