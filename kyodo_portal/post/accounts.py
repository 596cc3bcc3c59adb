"""The letters of signing in: which of them carry a code, for how long it is worth delivering, and in
which language they are."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils import timezone

from kyodo_portal.post.letters import written
from kyodo_portal.words.languages import JAPANESE, Language, current, of_code, written_in

TO_STAFF_ALONE = {"account/email/owners_code"}


class AccountAdapter(DefaultAccountAdapter):
    """What the portal does otherwise than allauth."""

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The letter, in the language of the account, or of the page it was asked for on; one with a
        code says when the code ends, so that the outbox forgets it."""
        if "code" in context:
            ends = timezone.now() + longest_validity()
            headers = {**(headers or {}), "Expires": format_datetime(ends)}

        def rendered() -> EmailMessage:
            return super(AccountAdapter, self).render_mail(template_prefix, email, context, headers)

        language = (
            JAPANESE
            if template_prefix in TO_STAFF_ALONE
            else _read_by(context.get("user") or _account_of(email))
        )
        with written_in(language):
            message = rendered()
        message.subject, message.body = written(_Rendered(rendered), language)
        return message


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A letter of allauth's, as one that can be written in any language."""

    render: Callable[[], EmailMessage]

    def subject(self) -> str:
        return str(self.render().subject)

    def body(self) -> str:
        return str(self.render().body)


def _account_of(email: str | list[str]) -> Any:
    address = email if isinstance(email, str) else ",".join(email)
    return get_user_model()._default_manager.filter(email__iexact=address).first()


def _read_by(account: Any) -> Language:
    chosen = getattr(account, "language", "")
    return of_code(chosen) if chosen else current()


def longest_validity() -> dt.timedelta:
    """How long a code may be typed in, of whichever kind it is."""
    return dt.timedelta(
        seconds=max(
            app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
            app_settings.LOGIN_BY_CODE_TIMEOUT,
            app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
        )
    )
