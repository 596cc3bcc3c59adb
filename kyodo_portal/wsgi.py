"""The portal as a WSGI application, for any server: `kyodo_portal.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyodo_portal.settings")

application = get_wsgi_application()
