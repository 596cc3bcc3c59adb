"""The portal itself as an app: the record of acts, the outbox, the components, the admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class KyodoPortalConfig(AppConfig):
    """Loads every app's `flows` at start, so that a mistake in a table of moves stops the start;
    and the system checks, the search, the answers, the figures, the reminders, the long work, the news
    of each, and what of it can be hidden."""

    name = "kyodo_portal"
    verbose_name = "ポータル"

    def ready(self) -> None:
        autodiscover_modules(
            *("flows", "checks", "search", "answers", "figures", "reminders", "jobs", "news"),
            *("moderated", "leaving"),
        )


class PortalAdminConfig(AdminConfig):
    """Django's admin with the portal's own site: queues on the first page, sign-in by allauth."""

    default_site = "kyodo_portal.staff.site.PortalAdminSite"
