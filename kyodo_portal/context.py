"""What every page needs: the city, the menu, whether this is a demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kyodo_portal.cities import city


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu; `current` while the person is within it."""

    label: str
    url: str
    current: bool


MENU = (
    ("協働とは", "guide"),
    ("協働事業", "projects:list"),
    ("団体", "groups:list"),
    ("募集", "calls:list"),
    ("評価と報告", "evaluations:list"),
    ("相談する", "consultations:list"),
)


def portal(request: HttpRequest) -> dict[str, object]:
    """The context of every template."""
    items = [(label, reverse(name)) for label, name in MENU]
    return {
        "city": city(),
        "nav": [NavItem(label, url, request.path.startswith(url)) for label, url in items],
        "demonstration": settings.DEBUG,
    }
