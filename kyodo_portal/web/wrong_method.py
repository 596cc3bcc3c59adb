"""An address that is only sent to, opened by a browser; and a page that nothing is sent to.

Whoever signs in again, goes back in the history, or opens a tab of yesterday may come to an address that
has no page of its own. They are led to the page of the thing; programs are told that it is the wrong
method (405), and so is whoever sends something to a page that takes nothing, with their words given back.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from kyodo_portal.writing.kept.marks import found_at
from kyodo_portal.writing.typed import words_typed

GetResponse = Callable[[HttpRequest], HttpResponseBase]

WRONG_METHOD = 405


class LedToThePage:
    """Answers in the place of Django's empty 405."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != WRONG_METHOD:
            return response
        page = page_of(request.path)
        if request.method == "GET" and page and "text/html" in request.headers.get("Accept", ""):
            return redirect(page)
        told = render(
            request,
            "405.html",
            {"typed": words_typed(request), "page": page},
            status=WRONG_METHOD,
        )
        told.headers["Allow"] = response.headers.get("Allow", "")
        return told


def page_of(address: str) -> str:
    """The nearest address above this one at which something stands."""
    steps = address.rstrip("/").split("/")
    for end in range(len(steps) - 1, 1, -1):
        above = "/".join(steps[:end]) + "/"
        if found_at(above) is not None:
            return above
    return "/"
