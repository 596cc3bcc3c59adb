"""The mark of a form: for whom it was drawn, on which page, and when.

Every form that a signed-in person is shown carries one (`{% csrf_token %}` draws it). It is signed, so
that what comes back without a session can be kept for the person who wrote it, and for nobody else.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from kyodo_portal.words.languages import of_path, without_prefix

FIELD = "mark"
KEPT = "kept"
"""The hidden field that names the kept text a form was filled from."""

LASTS = timedelta(hours=24)
KEEP_ADDRESS = "/kept/"
"""Where a page sends by itself what is stored nowhere yet; it says there where its form sends."""

LONGEST_PAGE = 300
UNMARKED = ("/accounts/",)
"""Pages whose forms carry no mark: passwords and codes are not kept."""

_SALT = "kyodo_portal.form"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that has been read: the key of its person, the page it stood on, where its form sends, and
    what tells it from every other one."""

    person: int
    page: str
    address: str
    digest: str


def mark_for(person: Any, page: str) -> str:
    """The mark of one form on this page, for this person; empty where forms carry none."""
    if without_prefix(page).startswith(UNMARKED):
        return ""
    if len(page) > LONGEST_PAGE:
        page = page.partition("?")[0]
    return signing.dumps([person.pk, page, secrets.token_urlsafe(6)], salt=_SALT)


def mark_of(request: HttpRequest) -> Mark | None:
    """The mark that was sent, where it is whole, not older than a day, and stood on a page of the
    thing that it is sent to."""
    typed = request.POST.get(FIELD, "")
    try:
        person, page, _ = signing.loads(typed, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    address = request.path
    if without_prefix(address) == KEEP_ADDRESS:
        address = request.POST.get("kept_address", "")
    if not belongs(page, address):
        return None
    return Mark(person, page, address, hashlib.sha256(typed.encode()).hexdigest())


def person_of(request: HttpRequest) -> int | None:
    """For whom the form was drawn, whatever page it stood on; None without a whole mark."""
    try:
        person, *_ = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(person)


def belongs(page: str, address: str) -> bool:
    """Whether a form on this page may send to this address: the same one, or one of the same thing
    (a consultation and its reply, a draft and its saving by itself)."""
    here, there = (without_prefix(path.partition("?")[0]) for path in (page, address))
    if here == there:
        return True
    thing = _thing_of(page)
    return thing is not None and thing == _thing_of(address)


def _thing_of(path: str) -> tuple[Any, ...] | None:
    found = found_at(path)
    if found is None:
        return None
    key = found.kwargs.get("pk", found.kwargs.get("object_id"))
    if key is None:
        return None
    # The admin's addresses of all kinds share one namespace; their names begin with the kind.
    kind = (found.url_name or "").rpartition("_")[0] if "object_id" in found.kwargs else ""
    return (*found.namespaces, kind, str(key))


def found_at(path: str) -> ResolverMatch | None:
    """What stands at an address, in whatever language it is; None where there is nothing."""
    path = path.partition("?")[0]
    with translation.override(of_path(path).code):
        try:
            return resolve(path)
        except Resolver404:
            return None
