"""Jobs of the room, found by the worker at its start."""

from django.utils import timezone

from balale.access.jobs import scheduled
from balale.access.models import User
from balale.registry.services.review import PORTION, mark_due


@scheduled("registry.mark_due", cron="10 18 * * *")
def mark_due_nightly(by: User) -> bool:
    """At 01.10 WIB, a portion at a time."""
    now = timezone.now()
    return mark_due(by=by, on=timezone.localdate(now), now=now) == PORTION
