"""Addresses and codes of accounts in whatever width they were typed: ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ, １２３４５６."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.text import half_width, mail_address

READ_AS = {"login": mail_address, "email": mail_address, "code": half_width}
"""The fields in which a width is only a slip of the keyboard, and how each is read."""


class NamesWhatIsMissing(forms.Form):
    """Mixin for forms that are not ours: whoever left something empty is told what, as by our own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.required and field.label:
                asked = format_lazy(_("「{label}」を入力してください。"), label=field.label)
                field.error_messages["required"] = asked


class AsTyped(NamesWhatIsMissing):
    """Mixin for allauth's forms: reads what was sent before anything is asked of it, so that a form
    that comes back shows how it was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            return
        sent: Any = self.data
        sent = sent.copy()
        for name, read in READ_AS.items():
            typed = sent.get(self.add_prefix(name))
            if isinstance(typed, str):
                sent[self.add_prefix(name)] = read(typed)
        self.data = sent


class LoginForm(AsTyped, account.LoginForm):
    """Signing in."""


class AddEmailForm(AsTyped, account.AddEmailForm):
    """A further address of an account."""


class ChangeEmailForm(AsTyped, account.ChangeEmailForm):
    """Another address before the first is confirmed."""


class ResetPasswordForm(AsTyped, account.ResetPasswordForm):
    """Whose password was forgotten."""


class RequestLoginCodeForm(AsTyped, account.RequestLoginCodeForm):
    """Who wants to sign in by a code."""


class ActivateAppForm(AsTyped, ActivateTOTPForm):
    """The code of an authenticator app that is set up."""


class ChangePasswordForm(NamesWhatIsMissing, account.ChangePasswordForm):
    """Another password for the old one."""


class NewPasswordForm(NamesWhatIsMissing, account.ResetPasswordKeyForm):
    """A new password after the code that was sent."""
