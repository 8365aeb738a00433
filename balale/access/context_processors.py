"""What every page shows of the account at work, and whether this is LATIHAN."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from balale.access.queries.accounts import is_latihan
from balale.access.rules.policy import POLICY, Role
from balale.wilayah.queries import get_desa


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
        policy = POLICY[Role(user.context.role)]
        place = get_desa(user.context.wilayah_kode).sebutan if policy.area == "desa" else ""
        found["who"] = {"top": place or user.nama, "bottom": policy.label, "nama": user.nama}
    return found
