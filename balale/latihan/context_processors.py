"""The strip under the yellow frame: how far the account at work is in its training."""

from functools import partial

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from balale.access.models import User
from balale.latihan.queries.tugas import get_kemajuan, has_tasks, is_open


def strip(request: HttpRequest) -> dict[str, object]:
    """`latihan`: a Kemajuan, for roles that train where invented people are."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not has_tasks(user) or not is_open():
        return {}
    return {"latihan": SimpleLazyObject(partial(get_kemajuan, user))}
