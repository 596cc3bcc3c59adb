"""The page of a long list that an address asks for, and what is said when there is no such page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


class CountedPaginator(Paginator):
    """Pages of records that have been counted already, and are not counted again."""

    def __init__(self, records: Any, per_page: int, *, count: int) -> None:
        super().__init__(records, per_page)
        self.count = count


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
