"""The WSGI application: every page; served alone by any WSGI server, or beside `/live/` by
site_config.asgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")

application = get_wsgi_application()
