"""Sign-ins, and those that were refused, in the record of acts.

Of an address that no account has nothing is kept but that somebody tried: it may be anybody's.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from groups.accounts.recorded import REFUSED, SIGNED_IN
from groups.models import User
from kyodo_portal.life import audit

_WAYS = {
    "password": "パスワード",
    "code": "メールのコード",
    "mfa": "二段階認証",
    "password_reset": "パスワードの再設定",
}
WRONG_PASSWORD = "メールアドレスかパスワードがちがう"  # noqa: S105 - what is said of one
CLOSED = "閉じられたアカウント"
WRONG_CODE = "メールのコードがちがう"
WRONG_FACTOR = "二段階認証のコードがちがう"


def on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """With what somebody signed in."""
    ways = [step.get("method", "") for step in get_authentication_records(request, user)]
    named = dict.fromkeys(_WAYS[way] for way in ways if way in _WAYS)
    audit.record(SIGNED_IN, target=user, by=user, note="、".join(named))


def on_refused(credentials: dict[str, Any], **_: Any) -> None:
    """Django's `user_login_failed`: the password was wrong, or nobody has this address."""
    typed = str(credentials.get("email") or credentials.get("username") or "")[:254]
    account = User.objects.filter(email__iexact=typed).first() if typed else None
    why = CLOSED if account is not None and not account.is_active else WRONG_PASSWORD
    refused(account, why)


def on_wrong_code(user: User, **_: Any) -> None:
    refused(user, WRONG_CODE)


def on_wrong_factor(user: User, **_: Any) -> None:
    refused(user, WRONG_FACTOR)


def refused(account: User | None, why: str) -> None:
    """Somebody was not let in, with or without an account of theirs."""
    audit.record(REFUSED, target=account or NOBODY, by=None, note=why)


NOBODY = User(pk=0, display_name="登録のないメールアドレス")
"""Stands in the record for whoever has no account."""
