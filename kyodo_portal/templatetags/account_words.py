"""What the account pages and letters say of the sign-in machinery, read from its own settings."""

from allauth.account import app_settings
from django import template
from django.conf import settings

register = template.Library()

_TIMEOUT = {
    "email": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "login": "LOGIN_BY_CODE_TIMEOUT",
    "password": "PASSWORD_RESET_BY_CODE_TIMEOUT",
}


@register.simple_tag
def code_minutes(kind: str) -> str:
    """For how many whole minutes a code of this kind (email, login, password) can be used."""
    return str(max(1, int(getattr(app_settings, _TIMEOUT[kind])) // 60))


@register.simple_tag
def mail_in_terminal() -> bool:
    """Whether mail is written to the terminal instead of being sent."""
    return str(settings.EMAIL_DELIVERY["backend"]).endswith("ConsoleBackend")
