"""Answers that many visitors share: a public page that one visitor has been given is kept for a
minute and given to the next, without asking the database; until somebody does anything by which the
public sees something else (`kyodo_portal.web.public_mark`).

Only whoever comes without any cookie shares: she has signed in nowhere, chosen nothing, and is
shown what everybody is shown. Whoever brings a cookie gets a page of her own.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeGuard

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kyodo_portal.web import public_mark

GetResponse = Callable[[HttpRequest], HttpResponseBase]

LARGEST = 150_000
"""Bytes of an answer that is kept; larger ones would push too many others out."""


class SharedAnswers:
    """Keeps whole answers for `SHARED_ANSWER_SECONDS` (0: never), by their full address and the mark
    of what is public, each process for itself. The mark is read before the answer is made: an answer
    that was overtaken while it was made is kept where nobody looks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.SHARED_ANSWER_SECONDS or not _is_shareable(request):
            return self.get_response(request)
        mark = public_mark.current()
        if mark is None:
            return self.get_response(request)
        answers = caches["answers"]
        # As it was asked for: `/a/../b` is not `/b`.
        address = f"{mark} {request.scheme}://{request.get_host()}{request.get_full_path()}"
        key = sha256(address.encode()).hexdigest()
        kept = answers.get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if _is_for_everybody(response):
            kept = (response.content, dict(response.headers))
            answers.set(key, kept, settings.SHARED_ANSWER_SECONDS)
        return response


def _is_shareable(request: HttpRequest) -> bool:
    return (
        request.method == "GET" and not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
    )


def _is_for_everybody(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """A page as it is, which gives nobody a cookie and says nothing against being kept."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and len(response.content) <= LARGEST
    )
