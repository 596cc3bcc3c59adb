"""An account belongs to whoever reads the mail of its address, and to nobody before that.

Anybody can sign up with anybody's address. So the first proof that an address is read takes away
what was prepared before it, unless the same browser did both: the password, the sessions, the
second factors, and every sign-in that had begun.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EMAIL_VERIFICATION_BY_CODE_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from groups.accounts.proofs import end_proofs
from groups.accounts.recorded import CLAIMED, CONFIRMED
from groups.accounts.recovery import open_if_due
from groups.models import User
from kyodo_portal.life import audit

MADE_HERE = "account_made_here"
"""In the session of the browser that signed up: the number of the account it made, and when. It counts
as long as the code of that sign-up: later somebody else may sit before a browser that many use."""

CONFIRMED_HERE = "account_confirmed_here"
"""In the session of the browser that proved the address: the number of that account."""


def remember_maker(request: HttpRequest, user: User, **_: Any) -> None:
    """Called when somebody has signed up (allauth's `user_signed_up`)."""
    request.session[MADE_HERE] = [user.pk, time.time()]


def on_proof(request: HttpRequest, email_address: Any, **_: Any) -> None:
    """Called when an address that was not verified has been (allauth's `email_confirmed`): by the
    code of a sign-up, a sign-in or a new password, or by a link, in whichever browser."""
    confirm(request, email_address.user)


def is_makers(request: HttpRequest, user: User) -> bool:
    """Whether this browser is that of who made the account: it signed up here, or knew the password."""
    made, made_at = request.session.get(MADE_HERE, (None, 0.0))
    has_just_made = made == user.pk and time.time() - made_at < EMAIL_VERIFICATION_BY_CODE_TIMEOUT
    if request.user.pk == user.pk or has_just_made:
        return True
    steps = get_authentication_records(request, user)
    return any(step.get("method") == "password" for step in steps)


@transaction.atomic
def confirm(request: HttpRequest, user: User) -> None:
    """Somebody has proved to read the mail of this account: from now on it is theirs alone."""
    kept = is_makers(request, user)
    if not kept:
        _take_away(request, user)
    if user.confirmed_at is None or not kept:
        user.confirmed_at = timezone.now()
        user.save(update_fields=["confirmed_at"])
        audit.record(CONFIRMED if kept else CLAIMED, target=user, by=user)
    request.session[CONFIRMED_HERE] = user.pk


def _take_away(request: HttpRequest, user: User) -> None:
    """What somebody else may have prepared. A new password ends every session that knew the old one."""
    if user.has_usable_password():
        messages.warning(
            request,
            gettext(
                "このアカウントには、メールアドレスを確かめる前に決められたパスワードがありました。"
                "ほかの人が決めたものかもしれないため、使えなくしました。"
                "パスワードを使うときは、「パスワード」のページで新しく決めてください。"
            ),
        )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    end_proofs(user)
    for session in UserSession.objects.filter(user=user):
        session.end()


class OwnerStage(LoginStage):
    """A step of every sign-in, after the address is known to be read: the account is its reader's,
    and a sign-in that somebody had begun before that leads nowhere. A second factor that was lost is
    forgotten here, when its time has come."""

    key = "owner"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if not isinstance(user, User):
            return None, True
        user.refresh_from_db(fields=["confirmed_at", "password"])  # read before it was proved
        if user.confirmed_at is None:
            confirm(self.request, user)
        proved = user.confirmed_at or timezone.now()
        began_before = self.login.initiated_at < proved.timestamp()
        if began_before and self.request.session.get(CONFIRMED_HERE) != user.pk:
            get_adapter().add_message(
                self.request,
                messages.WARNING,
                message=gettext(
                    "ログインの途中で、このアカウントのメールアドレスが別の端末で確認されました。"
                    "お手数ですが、もう一度はじめからログインしてください。"
                ),
            )
            return redirect("account_login"), False
        open_if_due(user)
        return None, True
