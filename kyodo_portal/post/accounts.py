"""The letters of signing in: which of them carry a code, and for how long it is worth delivering."""

import datetime as dt
from email.utils import format_datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.utils import timezone


class AccountAdapter(DefaultAccountAdapter):
    """What the portal does otherwise than allauth."""

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The letter; one with a code says when the code ends, so that the outbox forgets it."""
        if "code" in context:
            ends = timezone.now() + longest_validity()
            headers = {**(headers or {}), "Expires": format_datetime(ends)}
        return super().render_mail(template_prefix, email, context, headers)


def longest_validity() -> dt.timedelta:
    """How long a code may be typed in, of whichever kind it is."""
    return dt.timedelta(
        seconds=max(
            app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
            app_settings.LOGIN_BY_CODE_TIMEOUT,
            app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
        )
    )
