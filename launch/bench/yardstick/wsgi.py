"""Started by gunicorn with as many workers and threads as the registry itself."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launch.bench.yardstick.settings")
application = get_wsgi_application()
