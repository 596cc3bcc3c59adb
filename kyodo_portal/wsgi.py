"""The portal as a WSGI application, for any server: `kyodo_portal.wsgi:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyodo_portal.settings")
django.setup(set_prefix=False)

from kyodo_portal.cities import city  # noqa: E402 - the settings had to be read first
from kyodo_portal.web.handler import PortalHandler  # noqa: E402

city()  # a broken profile is told now, and not to the first visitor
application = PortalHandler()
