"""In what state an account is: waiting for its owner, in use, or closed."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.models import User
from groups.rules.people import can_be_placed
from kyodo_portal.words.text import japanese_datetime

WAITS = dt.timedelta(days=1)
"""How long an account waits for somebody to prove that they read the mail of its address."""

INVITED_FOR = "24時間"


class Standing(TextChoices):
    WAITING = "waiting", "確認待ち"
    ACTIVE = "active", "利用中"
    CLOSED = "closed", "閉じている"


def standing_of(user: User) -> Standing:
    """A closed account stays closed, confirmed or not."""
    if not user.is_active:
        return Standing.CLOSED
    return Standing.ACTIVE if user.is_confirmed else Standing.WAITING


_FOUND = {
    Standing.WAITING: (
        "このメールアドレスのアカウントは、確認を待っています（{name}、{since}から）。つくったのがご本人かは、"
        "まだわかりません。ご本人が「メールでコードを受け取る」から一度ログインすると、先に決められた"
        "パスワードは消え、役割や課を付けられるようになります。{link}"
    ),
    Standing.ACTIVE: (
        "このメールアドレスの利用者は、すでに登録されています（{name}、利用中）。"
        "役割や課は、そのアカウントに付けてください。{link}"
    ),
    Standing.CLOSED: (
        "このメールアドレスのアカウントは、閉じられています（{name}）。"
        "もう一度使うときは、そのアカウントの「有効」に印を付けてください。{link}"
    ),
}


def found_words(user: User) -> SafeString:
    """What the administrator is told who adds an account with an address that has one: which account
    it is, in what state, and the way to it."""
    page = reverse("admin:groups_user_change", args=[user.pk])
    return format_html(
        _FOUND[standing_of(user)],
        name=user.display_name,
        since=japanese_datetime(user.joined_at),
        link=format_html('<a href="{}">アカウントを開く</a>', page),
    )


def placed_refusals(accounts: Iterable[User]) -> list[str]:
    """Why these accounts get no role, department or place in a group; empty when all may."""
    verdicts = (can_be_placed(account) for account in accounts)
    return sorted(verdict.reason for verdict in verdicts if not verdict)
