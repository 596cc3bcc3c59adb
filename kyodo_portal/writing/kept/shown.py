"""Which kept texts the page being made is to show again.

Which pages have one stands in the session since its person signed in, so that no page asks the
database for what is not there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest

from kyodo_portal.writing.kept.marks import KEPT
from kyodo_portal.writing.kept.texts import KeptText, is_of_page
from kyodo_portal.writing.of_request import keep_with
from kyodo_portal.writing.sent import number_in

SESSION = "kept_texts"
"""The session's list of keys and pages of what lies here for its person."""

_rows: ContextVar[Callable[[str], int] | None] = ContextVar("rows", default=None)


@receiver(user_logged_in)
def remember(request: HttpRequest, user: Any, **_: Any) -> None:
    """Whoever signs in takes along which of their pages have a kept text."""
    lies_here = KeptText.objects.visible_to(user).values_list("pk", "page")
    if found := [list(each) for each in lies_here]:
        request.session[SESSION] = found


def note(request: HttpRequest, text: KeptText) -> None:
    """Something of this session's own person has been kept just now."""
    others = [each for each in request.session.get(SESSION, []) if each[0] != text.pk]
    request.session[SESSION] = [[text.pk, text.page], *others]


def unnote(request: HttpRequest, pk: int) -> None:
    """It lies here no longer."""
    if SESSION in request.session:
        kept = [each for each in request.session[SESSION] if each[0] != pk]
        request.session[SESSION] = kept


def is_shown_again(request: HttpRequest) -> bool:
    """Whether what is sent came from a kept text: refused, it is kept and shown anew, with its files."""
    return KEPT in request.POST and SESSION in request.session


def texts_on(request: HttpRequest) -> list[KeptText]:
    """The kept texts of the page being read, the newest first; asked for once."""
    known: list[KeptText] | None = getattr(request, "kept_texts", None)
    if known is None:
        known = _texts_on(request)
        keep_with(request, kept_texts=known)
    return known


def _texts_on(request: HttpRequest) -> list[KeptText]:
    page = request.get_full_path()
    noted = request.session.get(SESSION, []) if request.method == "GET" else []
    keys = [key for key, written in noted if is_of_page(written, page)]
    if not keys or not request.user.is_authenticated:
        return []
    lies_here = KeptText.objects.visible_to(request.user).filter(pk__in=keys)
    return list(lies_here.prefetch_related("files"))


@contextmanager
def rows_for(request: HttpRequest) -> Iterator[None]:
    """While an answer is made, tables of rows on its page are as long as a kept text needs them."""

    def asked(prefix: str) -> int:
        name = f"{prefix}-{TOTAL_FORM_COUNT}"
        sent = [text.fields.get(name, [""])[-1] for text in texts_on(request)]
        return max((number_in({name: count}, name) for count in sent), default=0)

    token = _rows.set(asked)
    try:
        yield
    finally:
        _rows.reset(token)


def rows_wanted(prefix: str) -> int:
    """How many rows a kept text of the page being made has in the table of this prefix."""
    asked = _rows.get()
    return asked(prefix) if asked else 0
