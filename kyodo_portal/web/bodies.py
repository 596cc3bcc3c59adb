"""How much a request may send: more than its address takes is refused before any of it is read.

Texts are small. Only an address whose view is marked `takes_files` is sent files as well, and takes
more. What a server in front has read already it has read; the portal's own (`kyodo_portal.web.serving`)
asks the same question before it reads, and never holds the body of such a request.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import TemplateDoesNotExist, loader
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from kyodo_portal.words.languages import in_japanese, without_prefix

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., Any])

MEGABYTE = 1024 * 1024
TEXTS = 3 * MEGABYTE
"""Bytes of a form without files: what Django reads of its fields, and how they are wrapped."""

TEXTS_AND_FILES = 64 * MEGABYTE
"""Bytes of a form with files: ten photos as phones take them. One file may be 20 MB at most
(`cities.checks.city`); a larger one
still comes through within this, so that the form can say which it is."""


def takes_files(view: View) -> View:
    """Mark a view as one that is sent files."""
    view.takes_files = True  # type: ignore[attr-defined] # a mark, like login_not_required
    return view


def most_taken_by(path: str) -> int:
    """The bytes of the largest body that is read at an address, in whatever language it is."""
    try:
        with in_japanese():
            view = resolve(without_prefix(path)).func
    except Resolver404:
        return TEXTS
    return TEXTS_AND_FILES if getattr(view, "takes_files", False) else TEXTS


def is_too_large(path: str, size: int) -> bool:
    """Whether a body of so many bytes is refused at this address."""
    return size > TEXTS and size > most_taken_by(path)


class RefuseLargeBodies:
    """Answers 413 to a body that is larger than its address takes, by the length that is announced;
    of a body whose length nobody announced Django reads nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = _announced(request)
        if is_too_large(request.path_info, size):
            return refuse_large_body(request, size)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def refuse_large_body(request: HttpRequest, size: int) -> HttpResponse:
    """The page for more than is taken: says how much that was, how much may be sent, and what to do.
    The request is not read, and its connection ends with the answer."""
    reason = gettext(
        "送られた内容が大きすぎるため（約{size}MB）、受け取る前に止めました。"
        "一度に送れるのは、ファイルを合わせて{most}MBまでです。"
        "前のページに戻り、ファイルを小さくするか、いくつかに分けて、もう一度送ってください。"
    ).format(size=max(1, round(size / MEGABYTE)), most=most_taken_by(request.path_info) // MEGABYTE)
    try:
        page = loader.get_template("413.html").render({"reason": reason})
        answer = HttpResponse(page, status=413)
    except TemplateDoesNotExist:
        answer = HttpResponse(reason, status=413, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer
