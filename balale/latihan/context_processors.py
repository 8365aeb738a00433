"""The strip under the yellow frame: how far the account at work is in its training."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from balale.access.models import User
from balale.latihan.queries.tugas import get_kemajuan, has_tasks, is_open


def strip(request: HttpRequest) -> dict[str, object]:
    """`latihan`: a Kemajuan, where invented people are; `latihan_dulu`: the address that leads
    there from the real site. Both for roles that train only."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not has_tasks(user):
        return {}
    if settings.LATIHAN_KEY and not settings.IS_LATIHAN_SITE:
        return {"latihan_dulu": reverse("latihan:tugas")}
    return {"latihan": SimpleLazyObject(partial(get_kemajuan, user))} if is_open() else {}
