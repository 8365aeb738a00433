"""WSGI entry of the web process; it refuses to start where its promises can't hold."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balale.config.settings")
application = get_wsgi_application()

from balale.access.startup import refuse_unsafe_start  # noqa: E402  (needs loaded apps)
from balale.desk.health import refuse_faulty_start  # noqa: E402

refuse_unsafe_start()
refuse_faulty_start()

# Everything is read before the workers part, and set aside, so that they share it: a collector
# that walks it would copy it into each of them, and take its time for nothing.
reverse("desk:beranda")
gc.collect()
gc.freeze()
