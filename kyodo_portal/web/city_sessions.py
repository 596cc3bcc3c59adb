"""The sessions of those who work for the city: how long they last, and that a second factor was used.

All of it is kept in the session itself, so that no page asks the database for it. Such a session ends
when nobody has done anything for `STAFF_IDLE_SECONDS`, and in any case after `STAFF_SESSION_SECONDS`.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

BEGAN, SEEN = "city_session_began", "city_session_seen"
FACTOR = "second_factor_of"
ENDED = "city_session_ended"
"""Left behind in the next session: why the one before was ended ("idle", "long"), for the door to say."""

SEEN_EVERY = 60
"""Seconds for which one look at the portal stands for all; then the session is written again."""


def begin(session: SessionBase) -> None:
    """From here on the session is of somebody who works for the city."""
    session[BEGAN] = session[SEEN] = time.time()
    session.pop(ENDED, None)


def prove(session: SessionBase, pk: int) -> None:
    """The person of this account has used a second factor in this session."""
    session[FACTOR] = pk
    if BEGAN not in session:
        begin(session)


def is_proved(session: SessionBase, pk: int | None) -> bool:
    """Whether the person of this account has used a second factor in this session."""
    return pk is not None and bool(session.get(FACTOR) == pk)


def end_of(session: SessionBase, now: float) -> str:
    """Why the session is over: "idle", "long"; empty while it lasts, and for everybody else's."""
    if BEGAN not in session:
        return ""
    if now - session[SEEN] >= settings.STAFF_IDLE_SECONDS:
        return "idle"
    return "long" if now - session[BEGAN] >= settings.STAFF_SESSION_SECONDS else ""


class CitySessions:
    """Ends a session of the city's side when its time is over, at the first look at who it is. The
    request goes on as a visitor's: what may be read by everybody is read, the rest asks to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        vars(request)["user"] = SimpleLazyObject(lambda: self._person(request))
        return self.get_response(request)

    def _person(self, request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
        person = get_user(request)
        if not person.is_authenticated:
            return person
        session, now = request.session, time.time()
        if why := end_of(session, now):
            session.flush()
            session[ENDED] = why
            return AnonymousUser()
        if BEGAN in session and now - session[SEEN] >= SEEN_EVERY:
            session[SEEN] = now
        return person
