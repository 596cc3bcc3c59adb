"""Codes that came by mail, typed after their account has gone: wrong like any other wrong code.

An account that nobody came for is removed after a day, perhaps while somebody has its code before them.
"""

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
)
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.internal.stagekit import unstash_login
from allauth.core import context

from groups.accounts.typed import AsTyped


class AddressCodeForm(AsTyped, ConfirmEmailVerificationCodeForm):
    """To prove a new address."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.user is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class SignInCodeForm(AsTyped, ConfirmLoginCodeForm):
    """To sign in without a password."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        begun = unstash_login(context.request, peek=True)
        if begun is None or begun.user is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class NewPasswordCodeForm(AsTyped, ConfirmPasswordResetCodeForm):
    """To choose a new password."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        begun = PasswordResetVerificationProcess.resume(context.request)
        if begun is None or begun.user is None:
            raise get_adapter().validation_error("incorrect_code")
        return code
