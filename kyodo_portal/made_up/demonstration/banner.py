"""The line above every page that says: this is a city of the demonstration."""

from django.conf import settings
from django.http import HttpRequest

from groups.models import User
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS


def banner(_: HttpRequest) -> dict[str, object]:
    """Whether a page says so: during development, where the demonstration has been loaded. A city that
    tries its own profile on an empty database is not told that its people are made up."""
    return {"demonstration": bool(settings.DEBUG) and _lies_here()}


def _lies_here() -> bool:
    emails = [account.email for account in ACCOUNTS]
    return User.objects.filter(email__in=emails).exists()
