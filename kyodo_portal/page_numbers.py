"""The page of a long list that an address asks for, and what is said when there is no such page."""

from django.core.paginator import Page
from django.http import HttpRequest


def page_asked(request: HttpRequest) -> int:
    """The page named in the address, in digits of any width; what is no number, and what lies before
    the first page, is the first."""
    return max(1, _number(request) or 1)


def page_missed(request: HttpRequest, page: Page) -> str:
    """What the address names as its page where another one is shown instead; else empty."""
    asked = request.GET.get("page", "").strip()
    return asked[:50] if asked and _number(request) != page.number else ""


def _number(request: HttpRequest) -> int | None:
    try:
        return int(request.GET.get("page", ""))
    except ValueError:
        return None
