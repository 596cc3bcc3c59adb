"""What holds for every request and every answer: broken text is refused, headers keep people safe."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template import TemplateDoesNotExist, loader
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyodo_portal.web.bodies import refuse_large_body
from kyodo_portal.words import languages, readings
from kyodo_portal.words.foreign import mark_japanese
from kyodo_portal.words.languages import Words

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_BROKEN = _(
    "送られた文字の一部を読み取れませんでした。"
    "前のページに戻り、文字化けしたところや特別な記号を消して、もう一度お試しください。"
)
_TOO_MANY = _(
    "送られた項目や条件の数が多すぎて、読み取れませんでした。"
    "アドレスの「?」から後ろを消すか、条件を減らして、もう一度お試しください。"
)
_URLENCODED = "application/x-www-form-urlencoded"
_FORM_TYPES = {_URLENCODED, "multipart/form-data"}


class RejectBrokenText:
    """Answers 400, with what to do, to text that no person types: NUL, and bytes that are not
    UTF-8 (halves of surrogate pairs among them) in the address or in a form's fields; and to more
    parameters than any page has, in an address or a form.

    Without it PostgreSQL refuses such text with a server error, and SQLite keeps it. The same answer
    is given to the number of a record that SQLite cannot even look for; no page offers one. It is
    given here, before anything else reads the address: Django's own page of the mistake reads it again.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _address_is_broken(request):
            return refuse_broken_text()
        if request.META.get("QUERY_STRING", "").count("&") >= _most_fields():
            return refuse_broken_text(_TOO_MANY)
        try:
            if _form_is_broken(request):
                return refuse_broken_text()
        except (TooManyFieldsSent, TooManyFilesSent):
            return refuse_broken_text(_TOO_MANY)
        except RequestDataTooBig:
            return refuse_large_body(request, int(request.META.get("CONTENT_LENGTH") or 0))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refuse_broken_text() if isinstance(exception, OverflowError) else None


def _most_fields() -> float:
    """The parameters that an address or a form may have."""
    return settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or float("inf")


def refuse_broken_text(reason: Words = _BROKEN) -> HttpResponse:
    """The page for a request that cannot be read: plain Japanese, and no server error."""
    try:
        page = loader.get_template("400.html").render({"reason": reason})
    except TemplateDoesNotExist:
        return HttpResponse(reason, status=400, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=400)


def _is_broken(raw: bytes) -> bool:
    if b"\0" in raw:
        return True
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return False


def _address_is_broken(request: HttpRequest) -> bool:
    # Bytes of the path that are not UTF-8 reach us as harmless text: Django writes them as %FF.
    query = request.META.get("QUERY_STRING", "").encode("latin-1", errors="replace")
    return "\0" in request.path_info or _is_broken(unquote_to_bytes(query))


def _form_is_broken(request: HttpRequest) -> bool:
    if request.method != "POST" or request.content_type not in _FORM_TYPES:
        return False
    try:
        form = request.POST
    except (UnreadablePostError, MultiPartParserError, BadRequest):
        return True  # the browser went away half-way, or the form is no form
    if request.content_type == _URLENCODED and _is_broken(unquote_to_bytes(request.body)):
        return True
    return any("\0" in name or any("\0" in value for value in form.getlist(name)) for name in form)


HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Sent with every answer, errors included, unless a view set the header itself."""

PRIVATE_PATHS = ("/accounts/", "/admin/", "/my/")
"""Addresses that search engines are told to leave alone, whoever asks."""


class SafetyHeaders:
    """Adds the safety headers, and keeps what a signed-in person sees out of every cache and index.

    Who is signed in is read from the session cookie alone: no query, and true also where the
    database is down and the answer is an error page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            response.headers["Cache-Control"] = "private, no-store"
        path = languages.without_prefix(request.path_info)
        if session in request.COOKIES or path.startswith(PRIVATE_PATHS):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class LanguageOfAddress:
    """Answers in the language the address begins with. In やさしい日本語 the ふりがな are put above their
    words, and left out of a JSON answer, which can show none; in English what is Japanese is marked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = languages.of_path(request.path_info)
        with translation.override(language.code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.tag)
        if isinstance(response, HttpResponse) and language != languages.JAPANESE:
            _finish(response, language, shown=readings.are_wanted(request))
        return response


def _finish(response: HttpResponse, language: languages.Language, *, shown: bool) -> None:
    content_type = response.headers.get("Content-Type", "")
    if content_type.startswith("text/html") and language == languages.ENGLISH:
        made = mark_japanese(response.text)
    elif content_type.startswith("text/html"):
        made = readings.with_readings(response.text, shown=shown)
    elif content_type.startswith("application/json"):
        made = readings.without_readings(response.text)
    else:
        return
    response.content = made.encode()
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
