"""No word is lost with a session: what arrives without its person is kept, and comes back to them.

A form that was drawn for somebody (it carries their mark) and arrives without their session is put by
before anything else is done with it, and its person asked to sign in. The page that she comes back to
is filled with it. Without such a mark nothing is stored, and the words stand on the page that refuses.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext

from kyodo_portal.words.languages import without_prefix
from kyodo_portal.writing.kept.filling import TELLS_APART, Filling
from kyodo_portal.writing.kept.marks import (
    FIELD,
    KEEP_ADDRESS,
    UNMARKED,
    Mark,
    mark_of,
    person_of,
)
from kyodo_portal.writing.kept.shown import (
    SESSION,
    is_shown_again,
    note,
    rows_for,
    texts_on,
    unnote,
)
from kyodo_portal.writing.kept.texts import KeptText, keep, named
from kyodo_portal.writing.of_request import keep_with
from kyodo_portal.writing.typed import words_in, words_typed

GetResponse = Callable[[HttpRequest], HttpResponseBase]

SIGNED_OUT = 401
"""What a page that saves itself is answered when its person is no longer signed in."""

ARRIVED = "arrived"
"""The cookie that names the form that has arrived last, by the end of its mark."""

TAIL = 16


class KeepsTexts:
    """Stands before the check against forgery: a browser that has lost its cookies has lost that
    key too, and the mark says by its signature that the form is one of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with rows_for(request):
            response = self.get_response(request)
        if request.method == "POST":
            return self._after_sending(request, response)
        reads = request.method == "GET" and request.session.accessed and SESSION in request.session
        if reads and isinstance(response, HttpResponse) and _is_page(response):
            _show(request, response, texts_on(request), fills=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method != "POST":
            return None
        person = person_of(request)
        if person is None:
            return None
        mark = mark_of(request)
        if request.user.is_authenticated and request.user.pk == person:
            if mark is not None:
                keep_with(request, form_page=mark.page)
            _send_files_along(request)
            return None
        return None if mark is None else _kept_for(request, mark)

    def _after_sending(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_answered = getattr(request, "is_answered", False)
        if _asks_to_sign_in(response) and not request.user.is_authenticated and not is_answered:
            return _sign_in_first(request)
        if FIELD not in request.POST:
            return response
        if request.user.is_authenticated and SESSION in request.session:
            if _is_saved(request, response):
                _forget_saved(request)
            elif (
                is_shown_again(request)
                and isinstance(response, HttpResponse)
                and _is_page(response)
            ):
                text = keep_own(request)
                _show(request, response, [text] if text else [], fills=False)
        _tell_arrived(request, response)
        return response


def _show(
    request: HttpRequest, response: HttpResponse, texts: list[KeptText], *, fills: bool
) -> None:
    """Put kept texts into the finished page, each with what is said of it; without `fills` the page
    has the words in its form already."""
    content = response.text
    used = set()
    for text in texts:
        place = (text.address, *(tuple(text.fields.get(name, ())) for name in TELLS_APART))
        if place in used:
            continue
        used.add(place)
        made = Filling(
            content, page=request.path, address=text.address, fields=text.fields, fills=fills
        )
        context = {
            "text": text,
            "discard_form": f"discard-{text.pk}",
            "has_form": made.form is not None,
            "homeless": words_in(made.homeless) if made.form else text.words,
        }
        head, before = (
            render_to_string(f"kept/{name}.html", context, request) for name in ("head", "discard")
        )
        way = render_to_string("kept/way.html", context) if fills and made.stands_far else ""
        content = made.with_head(head, before, way)
    response.content = content.encode()
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _is_saved(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a form was saved: it leads on, to somewhere else than to sign in; or a draft that saves
    itself says that it was stored whole."""
    if isinstance(response, JsonResponse) and without_prefix(request.path) != KEEP_ADDRESS:
        return response.status_code == 200 and json.loads(response.content).get("complete") is True
    return response.status_code in (302, 303) and not _asks_to_sign_in(response)


def _forget_saved(request: HttpRequest) -> None:
    """What lay here of a form goes when the form is saved; no question is asked where nothing does."""
    if SESSION not in request.session:
        return
    mark = mark_of(request)
    is_it = Q(pk=named(request)) | Q(mark=mark.digest if mark else "")
    just_kept = [text.pk for text in getattr(request, "kept_texts", ())]
    for text in KeptText.objects.visible_to(request.user).filter(is_it).exclude(pk__in=just_kept):
        unnote(request, text.pk)
        text.delete()


def _tell_arrived(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell the browser which form has arrived, so that it keeps nothing of it (on-this-device.js)."""
    mark = request.POST.get(FIELD, "")
    if mark and response.status_code < 500 and not request.POST.get("autosave"):
        response.set_cookie(
            ARRIVED,
            mark[-TAIL:],
            max_age=600,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _asks_to_sign_in(response: HttpResponseBase) -> bool:
    """Whether the answer is a way to the door, and back from there."""
    if response.status_code != 302:
        return False
    way = urlsplit(response.headers.get("Location", ""))
    doors = (without_prefix(resolve_url(settings.LOGIN_URL)), "/admin/login/")
    return without_prefix(way.path) in doors and "next=" in way.query


def _send_files_along(request: HttpRequest) -> None:
    """What lies here of the form's files goes with it, unless its writer unticked it or chose
    another one."""
    wanted = [key for key in request.POST.getlist("kept_file") if key.isascii() and key.isdigit()]
    if not wanted:
        return
    mine = KeptText.objects.visible_to(request.user).filter(pk=named(request))
    for text in mine.prefetch_related("files"):
        for kept in text.files.all():
            if str(kept.pk) in wanted and kept.field not in request.FILES:
                request.FILES.appendlist(kept.field, kept.as_upload())


def _kept_for(request: HttpRequest, mark: Mark) -> HttpResponseBase | None:
    """The answer to a form whose person is not the one who is signed in now."""
    text = keep(request, mark)
    keep_with(request, is_answered=True)
    if request.POST.get("autosave"):
        told = gettext("ログインが切れています。")
        return JsonResponse({"reason": told, "kept": text is not None}, status=SIGNED_OUT)
    if request.user.is_authenticated:
        return render(request, "kept/of_another.html", {"is_kept": text is not None}, status=403)
    if text is None and words_typed(request):
        return signed_out(request, mark.page)
    if text is not None:
        messages.warning(
            request,
            gettext(
                "ログインが切れていたため、まだ保存していません。書いた内容は預かっています。"
                "ログインすると、書いた内容を入れた画面に戻ります。"
            ),
        )
    return redirect(sign_in_url(mark.page))


def sign_in_url(page: str) -> str:
    """Where one signs in to go on to this page."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}"


def signed_out(request: HttpRequest, page: str) -> HttpResponse:
    """The page that gives back what cannot be kept for anybody."""
    context = {"typed": words_typed(request), "login_url": sign_in_url(page)}
    return render(request, "kept/signed_out.html", context, status=403)


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """A form without a mark that arrived from nobody: its words are given back. Whoever signs in comes
    to the page the form stood on, and not to an address that is only sent to."""
    if request.POST.get("autosave"):
        told = gettext("ログインが切れています。")
        return JsonResponse({"reason": told, "kept": False}, status=SIGNED_OUT)
    page = page_before(request)
    is_door = without_prefix(request.path).startswith(UNMARKED)
    if words_typed(request) and not is_door:
        return signed_out(request, page)
    return redirect(sign_in_url(page))


def page_before(request: HttpRequest) -> str:
    """The page a form stood on, as far as the browser says it; else where it was sent."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc == request.get_host() and before.path:
        return f"{before.path}?{before.query}" if before.query else before.path
    return request.get_full_path()


def keep_own(request: HttpRequest, fields: dict[str, list[str]] | None = None) -> KeptText | None:
    """Keep what the signed-in person sent and what could not be taken now; `fields` where that is not
    all of it."""
    mark = mark_of(request)
    if mark is None or mark.person != request.user.pk:
        return None
    text = keep(request, mark, fields)
    if text is not None:
        note(request, text)
        keep_with(request, kept_texts=[text])
    return text
