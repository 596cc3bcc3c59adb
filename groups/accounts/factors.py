"""The second factor of those who work for the city: when it counts as used."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from groups.accounts.proofs import count_as_proved, end_proofs
from groups.accounts.recovery import stop_running
from groups.models import User
from kyodo_portal.web import city_sessions


def has_factor(account: User) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=account, type__in=kinds).exists()


def on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """The session of somebody who works for the city ends sooner than others'; with a code that came
    to their address they have proved to read it."""
    request.session.pop(city_sessions.ENDED, None)
    if not user.is_staff:
        return
    city_sessions.begin(request.session)
    steps = get_authentication_records(request, user)
    if any(step.get("method") == "code" and step.get("email") == user.email for step in steps):
        count_as_proved(request, user)


def on_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A factor was used: an app's code, a passkey, or one of the codes for an emergency."""
    stop_running(user)
    city_sessions.prove(request.session, user.pk)


def on_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """To set one up takes using it. The codes for an emergency are only written beside it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        city_sessions.prove(request.session, user.pk)


def on_removal(request: HttpRequest, user: User, **_: Any) -> None:
    """A telephone that is given away, a key that was stolen: whoever used it elsewhere is asked again at
    once. Who took it away goes on here, as long as they have another."""
    was_proved = city_sessions.is_proved(request.session, user)
    end_proofs(user)
    if was_proved and has_factor(user):
        city_sessions.prove(request.session, user.pk)
