"""Messages between two pages, in a cookie of this host alone."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class HostCookieStorage(CookieStorage):
    """Named so that browsers take it from this host over https only."""

    cookie_name = settings.COOKIE_PREFIX + "messages"
