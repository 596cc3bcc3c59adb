"""Signing in in tests, at one place: whoever works for the city has used a second factor.

`Client.force_login` opens a session as it is after signing in at the door with a factor; `sign_in` can
also open one without. What the door itself does is tested where people walk through it.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from groups.models import User
from kyodo_portal.web import city_sessions

BACKEND = "django.contrib.auth.backends.ModelBackend"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The secret of the authenticator app that `give_app` sets up."""

_force_login = Client.force_login


def open_for(person: User, session: SessionBase, *, factor: bool = True) -> None:
    """What the door writes into the session of somebody who works for the city."""
    if User.objects.get(pk=person.pk).is_staff:
        city_sessions.begin(session)
        if factor:
            city_sessions.prove(session, person.pk)


def sign_in(client: Client, person: User, *, factor: bool = True) -> None:
    """In this browser the person has signed in, with their second factor or without."""
    _force_login(client, person, backend=BACKEND)
    session = client.session
    open_for(person, session, factor=factor)
    session.save()


def watch() -> None:
    """From here on, `force_login` is a sign-in with the factor."""

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        sign_in(self, user)

    Client.force_login = force_login


def give_app(person: User) -> None:
    """The person has an authenticator app."""
    Authenticator.objects.create(user=person, type="totp", data={"secret": KEY})


def code_of_app(key: str = KEY) -> str:
    """What the app shows in this moment."""
    _, now, _ = yield_hotp_counters_from_time()  # the one before and the one after count as well
    return format_hotp_value(hotp_value(key, now))
