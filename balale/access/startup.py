"""What must hold before the web process answers anybody."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from balale.access.queries.accounts import is_latihan
from balale.access.queries.health_config import REQUIRED_KEYS


def refuse_unsafe_start() -> None:
    """Raise without keys, under too strong a role, or where installation and mode don't fit."""
    if missing := sorted(REQUIRED_KEYS - settings.KEYS.keys()):
        raise ImproperlyConfigured(
            f"The web process needs its key file (BALALE_KEY_FILE); missing: {', '.join(missing)}."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb,
                   exists (select 1 from pg_class c where c.relowner = r.oid)
              from pg_roles r where r.rolname = current_user
            """
        )
        is_strong, owns_tables = cursor.fetchone()
    if is_strong or owns_tables:
        raise ImproperlyConfigured(
            "The web process needs the application role: one that owns nothing "
            "and is bound by row-level security. Check DATABASE_URL."
        )
    if settings.MODE == "demo" and not is_latihan():
        raise ImproperlyConfigured("The demo serves only a database marked LATIHAN.")
    if settings.IS_LATIHAN_SITE and not is_latihan():
        raise ImproperlyConfigured("The site for training serves only a database marked LATIHAN.")
    if settings.IS_PRODUCTION and not settings.IS_LATIHAN_SITE and is_latihan():
        raise ImproperlyConfigured("A database marked LATIHAN can't be served in production.")
    connection.close()
