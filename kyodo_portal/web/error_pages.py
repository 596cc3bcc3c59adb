"""In the demonstration too: the portal's own pages for what is not found and cannot be read.

While `DEBUG` is on Django answers 404 and 400 with pages for whoever writes code. The demonstration is
looked at by people who do not, and is to be judged by what citizens see. An error of the code (500)
keeps Django's page: there somebody has something to mend, unless the database is away (503). 403 is the
portal's own in any case.
"""

import errno
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, get_resolver, resolve

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class OwnErrorPages:
    """The last of the middleware, and only while `DEBUG` is on: answers as Django does without it,
    before Django makes its technical page. An address that leads nowhere is found here already,
    because no middleware is told of it; that an address only lacks its last slash is still seen
    (`CommonMiddleware` looks at the 404)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            resolve(request.path_info)
        except Resolver404 as nowhere:
            return error_page(request, 404, nowhere)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return error_page(request, 404, exception)
        if isinstance(exception, SuspiciousOperation | BadRequest | MultiPartParserError):
            return error_page(request, 400, exception)
        if is_outage(exception):
            return error_page(request, 500, exception)
        return None


def is_outage(exception: BaseException | None) -> bool:
    """Whether the database cannot be reached, or the disk takes no more: it passes, and nothing is wrong
    with what was sent.

    A server that dies in the middle of an answer is told by the driver as a plain `DatabaseError`, and
    sometimes past Django's own names. A session that could not be written then looks like one that
    somebody has ended.
    """
    if isinstance(exception, SessionInterrupted):
        exception = _root(exception)
    if isinstance(exception, OSError):
        return exception.errno in (errno.ENOSPC, errno.EDQUOT)
    wrapper: Any = connection
    driver = wrapper.Database
    is_away = isinstance(
        exception,
        (OperationalError, InterfaceError, driver.OperationalError, driver.InterfaceError),
    )
    return is_away or type(exception) in (DatabaseError, driver.DatabaseError)


def _root(exception: BaseException) -> BaseException:
    """What happened first of what led to this."""
    while exception.__context__ is not None:
        exception = exception.__context__
    return exception


def error_page(request: HttpRequest, status: int, exception: Exception) -> HttpResponse:
    """What the address tables say is shown with this status (`handler404`, `handler400`, `handler500`)."""
    handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
    return handler(request, exception=exception)
