"""Static files as the live server hands them out: style sheets whole, and to be kept, as in production.

A browser that asks for each of forty imported sheets, on every page and in every window, takes longer over
them than over the page. A test looks at the sheets themselves (`tests/web/test_static_files.py`).
"""

import functools
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kyodo_portal.web.static_files import WHOLE, whole


class _Sheets(dict[str, str]):
    """Every style sheet by its name, read when it is asked for."""

    def __missing__(self, name: str) -> str:
        self[name] = text = Path(str(finders.find(name))).read_text()
        return text


@functools.cache
def sheet(name: str) -> str:
    """A style sheet with all that it imports, as it is while this run goes on."""
    return whole(name, _Sheets())


def watch() -> None:
    """From here on, the live server answers so."""
    serve = StaticFilesHandlerMixin.serve

    def answer(self: StaticFilesHandlerMixin, request: HttpRequest) -> HttpResponseBase:
        name = self.file_path(request.path)
        is_whole = name in WHOLE
        found = HttpResponse(sheet(name), "text/css") if is_whole else serve(self, request)
        found.headers["Cache-Control"] = "max-age=3600"
        return found

    StaticFilesHandlerMixin.serve = answer
