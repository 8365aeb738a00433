"""Real data is served only by a system in which every demand holds."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from balale.access.rules.health import list_faults
from balale.desk.queries import list_start_findings


def refuse_faulty_start() -> None:
    """Raise in production with each fault and how to mend it."""
    if not settings.IS_PRODUCTION:
        return
    faults = list_faults(list_start_findings())
    connection.close()
    if faults:
        raise ImproperlyConfigured(
            " ".join(f"{each.judul}: {each.kata} {each.saran}" for each in faults)
        )
