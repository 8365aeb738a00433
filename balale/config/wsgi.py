"""WSGI entry of the web process; it refuses to start under a stronger database role."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balale.config.settings")
application = get_wsgi_application()

from balale.access.startup import refuse_unsafe_start  # noqa: E402  (needs loaded apps)

refuse_unsafe_start()
