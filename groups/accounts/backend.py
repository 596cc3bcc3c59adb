"""Who signs in with a password: looked up once, and the password looked at once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from groups.models import User


class OneHashBackend(AuthenticationBackend):
    """Asked first, and alone: a password costs the same work for every address, and a wrong one is
    not tried a second time. Django's own backend stands after it for sessions that name it."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User:
        user = super().authenticate(request, **credentials)
        if not isinstance(user, User):
            raise PermissionDenied  # Django then asks no other backend
        return user
