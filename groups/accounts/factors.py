"""The second factor of those who work for the city: when it counts as used."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from groups.accounts.recovery import stop_running
from groups.models import User
from kyodo_portal.web import city_sessions


def on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """The session of somebody who works for the city ends sooner than others'."""
    request.session.pop(city_sessions.ENDED, None)
    if user.is_staff:
        city_sessions.begin(request.session)


def on_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A factor was used: an app's code, a passkey, or one of the codes for an emergency."""
    stop_running(user)
    city_sessions.prove(request.session, user.pk)


def on_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """To set one up takes using it. The codes for an emergency are only written beside it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        city_sessions.prove(request.session, user.pk)


def on_removal(request: HttpRequest, user: User, **_: Any) -> None:
    """Who has no factor any more has used none."""
    if not Authenticator.objects.filter(user=user).exists():
        request.session.pop(city_sessions.FACTOR, None)
