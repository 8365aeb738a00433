"""Jobs of the room, found by the worker at its start."""

from balale.access.jobs import scheduled
from balale.access.models import User
from balale.access.services.queue import forget_spent, resume_jobs

# How long a worker may be silent before its unfinished jobs are given to another.
SILENT_SECONDS = 60


@scheduled("access.forget_spent", cron="40 18 * * *")
def forget_spent_nightly(by: User) -> bool:
    """At 01.40 WIB."""
    forget_spent(by=by)
    return False


@scheduled("access.resume", cron="* * * * *")
def resume(by: User) -> bool:
    """Every minute."""
    resume_jobs(silent_seconds=SILENT_SECONDS, by=by)
    return False
