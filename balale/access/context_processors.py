"""What every page shows of the account at work, and whether this is LATIHAN."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from balale.access.queries.accounts import get_area_title, is_latihan
from balale.access.rules.policy import POLICY, Role
from balale.access.session_rules import ROLES_KEY
from balale.kit.chrome import NavItem, Who


@lru_cache(maxsize=1)
def _is_latihan(database: str) -> bool:
    return is_latihan()


def page(request: HttpRequest) -> dict[str, object]:
    """`is_latihan`, and `who` (area or name, role) when somebody is signed in."""
    found: dict[str, object] = {
        "is_latihan": _is_latihan(str(settings.DATABASES["default"]["NAME"]))
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.context and user.context.role:
        found["who"] = _who(request, user)
    return found


def _who(request: HttpRequest, user) -> Who:
    policy = POLICY[Role(user.context.role)]
    links = []
    if request.session.get(ROLES_KEY, 1) > 1:
        links.append(NavItem(reverse("access:peran"), "Ganti peran", "refresh"))
    return Who(
        top=get_area_title(user.context.wilayah_kode).replace("Kecamatan", "Kec.") or user.nama,
        bottom=policy.label,
        nama=user.nama,
        sign_out_url=reverse("access:keluar"),
        links=links,
    )
