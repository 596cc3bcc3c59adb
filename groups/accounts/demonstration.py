"""The second factor of the demonstration's accounts: an authenticator app whose key everybody knows.

It is a factor like any other, and asked for like any other; the page that asks for the code shows it
only while the portal runs with `DEBUG`, and only for accounts that have this key.
"""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext

from groups.accounts.typed import AsTyped
from groups.accounts.used_codes import CountsOnce
from groups.models import User

KEY = "MIHONNOMACHIDAREDEMOSHITTEIRUKEY"
"""What one would read into an app; printed by `manage.py demo`."""


def give_app(account: User) -> None:
    """The account of the demonstration has an authenticator app with the key that everybody knows."""
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": KEY})


def code_now() -> str:
    """What the app shows in this half minute."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(KEY, counters[len(counters) // 2]))


def is_shown_to(account: User) -> bool:
    """Whether the page may show the code: development, and an account of the demonstration."""
    apps = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    return bool(settings.DEBUG) and any(app.data.get("secret") == KEY for app in apps)


class _ShowsCode(forms.Form):
    """Mixin for the forms that ask for the code of an app."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_shown_to(self.user):
            self.fields["code"].help_text = gettext(
                "見本のアカウントです。認証アプリの代わりに、いまのコードをここに示します：{code}"
                "（30秒ごとに変わります。本番では表示されません）"
            ).format(code=code_now())


class CodeForm(_ShowsCode, AsTyped, CountsOnce, AuthenticateForm):
    """After the password."""


class CodeAgainForm(_ShowsCode, AsTyped, CountsOnce, ReauthenticateForm):
    """Before something that asks who it is once more."""
