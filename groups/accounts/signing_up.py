"""Signing up costs the same work whether or not the address has an account: the time tells nothing."""

from typing import Any

from allauth.account.forms import SignupForm
from django.http import HttpRequest

from groups.accounts.typed import AsTyped
from groups.models import User


class EvenSignupForm(AsTyped, SignupForm):
    """As allauth's, and for an address that has an account the password is worked on as well."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)
