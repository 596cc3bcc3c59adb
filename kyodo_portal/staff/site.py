"""The admin site of the city's staff and reviewers."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.queues import queues_for
from kyodo_portal.staff import second_factor
from kyodo_portal.staff.importing import kinds_for

#: Whose records are kept here. What the libraries bring along (addresses, keys, sessions) is not
#: looked into by hand.
OWN = {"kyodo_portal", "groups", "projects", "proposals", "evaluations"}

FOR_STAFF = (
    "この画面は、市の職員と審査委員のためのものです。お手続きは、マイページからご利用ください。"
)


class PortalAdminSite(admin.AdminSite):
    """Queues on the first page; signed in to through the same door as everybody (allauth), and with a
    second factor."""

    site_header = "協働ポータル 管理"
    site_title = "協働ポータル 管理"
    index_title = "今日の仕事"
    site_url = "/"
    empty_value_display = "—"
    enable_nav_sidebar = False

    def register(
        self, model_or_iterable: type[Model] | Iterable[type[Model]], *args: Any, **options: Any
    ) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        own = [model for model in models if model._meta.app_label in OWN]
        super().register(own, *args, **options)

    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        self._refuse_others(request)
        return secure_admin_login(super().login)(request, extra_context)

    def admin_view(  # type: ignore[override] # it wraps the view, and is not of the view's own type
        self, view: Callable[..., Any], cacheable: bool = False
    ) -> Callable[..., Any]:
        """As Django's, but who is signed in and has no work here is told so at once."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            self._refuse_others(request)
            person = request.user
            if is_signed_in(person) and second_factor.is_needed(request, person):
                return second_factor.ask(request, person)
            return inner(request, *args, **kwargs)

        vars(guarded)["admin_site"] = self  # it asks for the person itself
        return update_wrapper(guarded, inner)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """The work of the day: the person's queues first, then the lists."""
        queues = queues_for(request.user)
        context = {
            "waiting": [queue for queue in queues if queue.count],
            "quiet": [queue for queue in queues if not queue.count],
            "may_import": bool(kinds_for(request.user)),
            "begins": self._begins(request),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def _begins(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What this person can begin from the first page: the words and the address of each."""
        return [
            (words, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
            for model, part in self._registry.items()
            if (words := getattr(part, "add_words", "")) and part.has_add_permission(request)
        ]

    def password_change(  # type: ignore[override] # a way there instead of the page
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Passwords are changed where everybody changes them, after signing in once more."""
        return redirect("account_change_password")

    def _refuse_others(self, request: HttpRequest) -> None:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(FOR_STAFF)
