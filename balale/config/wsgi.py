"""WSGI entry of the web process; it refuses to start where its promises can't hold."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balale.config.settings")
application = get_wsgi_application()

from balale.access.startup import refuse_unsafe_start  # noqa: E402  (needs loaded apps)
from balale.desk.health import refuse_faulty_start  # noqa: E402

refuse_unsafe_start()
refuse_faulty_start()
