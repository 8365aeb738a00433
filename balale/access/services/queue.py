"""Upkeep by the system account: unfinished jobs are resumed, what has run out is forgotten."""

from django.db import connection, transaction

from balale.access.models import User
from balale.audit import services as audit


@transaction.atomic
def resume_jobs(*, silent_seconds: int, by: User) -> int:
    """Give back the jobs of workers without a sign of life. Audit: job.resumed, when any."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_resume_jobs(%s)", [silent_seconds])
        count = int(cursor.fetchone()[0])
    if count:
        audit.record("job.resumed", by=by, fields={"jumlah": count})
    return count


@transaction.atomic
def forget_spent(*, by: User) -> int:
    """Ended sessions, old counters of failed sign-ins, failed jobs of long ago.

    Returns how many sessions went. Audit: session.forgotten, when any did.
    """
    with connection.cursor() as cursor:
        cursor.execute("select balale_forget_spent()")
        count = int(cursor.fetchone()[0])
    if count:
        audit.record("session.forgotten", by=by, fields={"jumlah": count})
    return count
