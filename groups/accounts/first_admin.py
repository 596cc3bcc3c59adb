"""The first administrator, who comes in before any mail works: somebody at the server's own terminal
names an address, and gets a link that sets a password once, within a quarter of an hour.

Whoever may run commands on the server can do everything to the portal anyhow, so the command counts
as the proof that the address is read. It is written down, and it is for the beginning alone: where
another administrator gets in, that one gives the right, in the admin.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import base36_to_int

from groups.accounts.proofs import end_proofs
from groups.accounts.recorded import APPOINTED, BEGUN
from groups.models import User
from kyodo_portal.life import audit
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.writing.locks import hold

LASTS = dt.timedelta(minutes=15)
NAME = "システム管理者"


class _Links(PasswordResetTokenGenerator):
    """Links that end with their time, with the password they set, and with the next link."""

    key_salt = "groups.accounts.first_admin"

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not super().check_token(user, token) or not token:
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= LASTS.total_seconds()


_links = _Links()


def can_appoint(email: str) -> Verdict:
    """Only where nobody else administers this portal: an administrator who gets in gives the right to
    others in the admin."""
    others = (
        User.objects.active().confirmed().filter(is_superuser=True).exclude(email__iexact=email)
    )
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    if others.filter(pk__in=factors.values("user_id")).exists():
        return refuse(
            "このポータルには、すでにシステム管理者がいます。なにも変えていません。その方が、管理画面の「利用者」で"
            "この方に権限を付けられます。二段階認証をなくした方は、管理画面の「二段階認証の再設定」をご覧ください。"
        )
    return ALLOWED


@transaction.atomic
def appoint(email: str, *, name: str = NAME) -> User:
    """Make the account of this address an administrator that waits for its first password; what it
    had before to get in with is gone. Raises `PermissionDenied` as `can_appoint` says."""
    can_appoint(email).enforce()
    account = User.objects.filter(email__iexact=email).first()
    if account is None:
        account = User.objects.create_superuser(email, display_name=name)
    hold(User, account.pk)
    account.is_superuser = account.is_active = True
    account.confirmed_at = account.confirmed_at or timezone.now()
    account.set_unusable_password()
    account.save(update_fields=["is_superuser", "is_active", "confirmed_at", "password"])
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"primary": True, "verified": True}
    )
    Authenticator.objects.filter(user=account).delete()
    end_proofs(account)
    for session in UserSession.objects.filter(user=account):
        session.end()
    audit.record(APPOINTED, target=account, by=None)
    return account


def link_of(account: User) -> str:
    """The whole address that sets this account's password, once."""
    path = reverse("first_admin", args=[account.pk, _links.make_token(account)])
    return f"{settings.BASE_URL}{path}"


def account_of_link(pk: int, token: str) -> User | None:
    """Whose password this link sets now; None where it is over, used, or nobody's."""
    account = User.objects.active().filter(pk=pk, is_superuser=True).first()
    return account if account is not None and _links.check_token(account, token) else None


@transaction.atomic
def begin(pk: int, token: str, password: str) -> User | None:
    """Set the password by the link; None where it is over. Of two who use it at once one is first."""
    hold(User, pk)
    account = account_of_link(pk, token)
    if account is None:
        return None
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record(BEGUN, target=account, by=account)
    return account
