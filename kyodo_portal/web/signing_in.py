"""Who has not signed in is asked to, at every address that is not marked as public."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

ASKS_ITSELF = ("redirect_field_name", "admin_site", "model_admin")
"""What a view carries that asks by itself: `@login_required` leaves the first, the admin the others."""


class SignInUnlessPublic(LoginRequiredMiddleware):
    """Does not look who it is where a view is marked `@login_not_required`: that costs a query, and
    keeps an answer that is the same for everybody from being shared.

    An address that is only read or only posted to says `@login_required` under that: whoever comes with
    another method is told so (405), and not sent to sign in for nothing.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if any(hasattr(view_func, mark) for mark in ASKS_ITSELF):
            return None
        asked: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        return asked
