"""What people read where something is refused, or cannot be done now."""

import sys
from contextlib import suppress

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views import defaults

from kyodo_portal.web.error_pages import is_outage
from kyodo_portal.web.keeping import keep_own, page_before
from kyodo_portal.words.languages import without_prefix
from kyodo_portal.writing.kept.marks import UNMARKED, found_at
from kyodo_portal.writing.typed import words_typed

DOORS = ("account_login", "account_signup", "account_request_login_code")

RETRY_AFTER = "60"
"""Seconds after which a browser or a search engine may ask again where the portal cannot answer now."""


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why this may not be done now, with the words that were typed still there to be copied: the
    thing may have moved on while somebody wrote."""
    if request.POST.get("autosave"):
        return JsonResponse({"reason": str(exception or "")}, status=403)
    context = {"reason": str(exception or ""), "typed": words_typed(request)}
    return render(request, "403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key against forgery is missing or old: says so and that nothing was done, and
    gives the words back. Where the form carries its person's mark, the way back leads to the form
    filled with them. Whoever has signed in meanwhile, in another tab, goes on from a door."""
    is_door = without_prefix(request.path).startswith(UNMARKED)
    if is_door and request.user.is_authenticated and _leads_in(request):
        return redirect(_next_of(request))
    text = keep_own(request) if request.user.is_authenticated else None
    if request.POST.get("autosave"):
        told = (
            gettext(
                "画面が古くなっています。書いた内容は預かりました。画面を開きなおしてください。"
            )
            if text
            else gettext(
                "画面が古くなっています。書いた内容を写してから、画面を開きなおしてください。"
            )
        )
        return JsonResponse({"reason": told, "kept": text is not None}, status=403)
    context = {
        "typed": "" if is_door else words_typed(request),
        "is_kept": text is not None,
        "page": text.page if text else page_before(request),
    }
    return render(request, "403_csrf.html", context, status=403)


def _leads_in(request: HttpRequest) -> bool:
    """Whether this is a door, and not one of the steps behind it."""
    found = found_at(request.path)
    return found is not None and found.url_name in DOORS


def _next_of(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else "my"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came cannot be read (400); or its session could not be written because the database went away."""
    return (
        broken(request, 503) if is_outage(exception) else defaults.bad_request(request, exception)
    )


def server_error(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something broke (500), or the database cannot be reached or the disk is full (503): says which, and gives the words
    back. Made without the database, and without anything else that may have broken."""
    is_down = is_outage(exception or sys.exc_info()[1])
    return broken(request, 503 if is_down else 500)


def broken(request: HttpRequest, status: int) -> HttpResponse:
    """The page of such an answer."""
    typed = ""
    with suppress(OSError, SuspiciousOperation, MultiPartParserError):
        typed = words_typed(request)
    page = render_to_string(f"{status}.html", {"typed": typed})
    headers = {"Cache-Control": "no-store"} | (
        {"Retry-After": RETRY_AFTER} if status == 503 else {}
    )
    return HttpResponse(page, status=status, headers=headers)
