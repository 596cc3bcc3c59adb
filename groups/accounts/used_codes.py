"""A code of an authenticator app counts once, for as long as it could count at all."""

from allauth.mfa import app_settings
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def seconds_it_counts() -> int:
    """From the first moment at which a code is taken to the last, with the tolerance on both sides."""
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    return int(app_settings.TOTP_PERIOD * steps)


class CountsOnce(BaseAuthenticateForm):
    """Mixin for the forms that ask for the code of an app. allauth remembers a used code for one period
    only, which with a tolerance is too short (RFC 6238, section 5.2); and it calls it wrong."""

    def clean_code(self) -> str:
        app = TOTP(Authenticator(user=self.user, type=Authenticator.Type.TOTP))
        used = app._get_used_cache_key(self.cleaned_data["code"])
        try:
            code: str = super().clean_code()
        except ValidationError as refused:
            if refused.code == "incorrect_code" and cache.get(used):
                raise ValidationError(
                    gettext(
                        "このコードは使用ずみです。次のコードが出るまで（30秒以内）待って、入力してください。"
                    ),
                    code="used_code",
                ) from refused
            raise
        if self.authenticator.type == Authenticator.Type.TOTP:
            cache.set(used, "y", timeout=seconds_it_counts())
        return code
