"""The sessions of those who work for the city: how long they last, and what was proved in them, that
the address is read and that a second factor was used.

All of it is kept in the session itself, so that no page asks the database for it. Such a session ends
when nobody has done anything for `STAFF_IDLE_SECONDS`, and in any case after `STAFF_SESSION_SECONDS`.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

BEGAN, SEEN = "city_session_began", "city_session_seen"
FACTOR = "second_factor_of"
"""The number of the account whose second factor was used, and when."""
MAIL = "mail_proved_of"
"""The number of the account whose address was proved to be read."""
ENDED = "city_session_ended"
"""Left behind in the next session: why the one before was ended ("idle", "long"), for the door to say."""

SEEN_EVERY = 60
"""Seconds for which one look at the portal stands for all; then the session is written again."""


class Proving(Protocol):
    """An account as these sessions see it: since when its address counts as proved to be read by who
    works for the city, and when one of its second factors was last taken away."""

    @property
    def pk(self) -> int: ...

    @property
    def mail_proved_at(self) -> datetime | None: ...

    @property
    def factors_ended_at(self) -> datetime | None: ...


def begin(session: SessionBase) -> None:
    """From here on the session is of somebody who works for the city."""
    session[BEGAN] = session[SEEN] = time.time()
    session.pop(ENDED, None)


def prove(session: SessionBase, pk: int) -> None:
    """The person of this account has used a second factor in this session."""
    session[FACTOR] = [pk, time.time()]
    if BEGAN not in session:
        begin(session)


def is_proved(session: SessionBase, account: Proving) -> bool:
    """Whether the person of this account has used a second factor in this session, after one was last
    taken away in whatever browser."""
    held = session.get(FACTOR)
    if not isinstance(held, list) or held[0] != account.pk:
        return False
    ended = account.factors_ended_at
    return ended is None or bool(held[1] >= ended.timestamp())


def prove_mail(session: SessionBase, pk: int) -> None:
    """The person of this account has shown in this session that they read the mail of its address."""
    session[MAIL] = pk


def is_mail_proved(session: SessionBase, account: Proving) -> bool:
    """Whether the address was proved in this session; not any more where the account has lost and
    regained its work for the city since."""
    return account.mail_proved_at is not None and bool(session.get(MAIL) == account.pk)


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
