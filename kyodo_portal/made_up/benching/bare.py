"""The yardsticks: what Django itself costs for a list, a page of one record, and a ready answer.

They read the same database and are served with the middleware of a new Django project. No address of
the portal leads here.
"""

from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.backends.django import DjangoTemplates
from django.test.utils import override_settings
from django.urls import path

from projects.models import Project

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = DjangoTemplates(
    {
        "NAME": "bare",
        "DIRS": [settings.BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
)
"""As a new Django project sets them up, without the portal's tags and its part of every page."""

LINE = "<p>大きさをそろえるための文です。市民と市がともに進めるまちづくりの、見本の一行です。</p>\n"
SIZE = 30_000
READY = (LINE * (SIZE // len(LINE.encode()) + 1)).encode()[:SIZE].decode(errors="ignore")


def constant(request: HttpRequest) -> HttpResponse:
    """30 KB that are ready."""
    return HttpResponse(READY)


def plain_list(request: HttpRequest) -> HttpResponse:
    """Twenty rows of a table and their number, in a page of 30 KB: two queries, nothing cached."""
    projects = Project.objects.published().order_by("-fiscal_year", "-pk")
    page = Paginator(projects, 20).get_page(request.GET.get("page"))
    return _drawn(request, "benching/plain_list.html", {"page": page, "lines": range(70)})


def plain_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One record with the rows of one kind that belong to it: two queries."""
    project = get_object_or_404(Project.objects.published(), pk=pk)
    return _drawn(request, "benching/plain_detail.html", {"project": project})


def _drawn(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(TEMPLATES.get_template(name).render(context, request))


urlpatterns = [
    path("constant/", constant),
    path("list/", plain_list),
    path("detail/<int:pk>/", plain_detail),
]


class BareHandler(WSGIHandler):
    """A bare Django project: these addresses and Django's usual middleware, nothing of the portal."""

    def load_middleware(self, *args: Any, **kwargs: Any) -> None:
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().load_middleware(*args, **kwargs)

    def get_response(self, request: HttpRequest) -> Any:
        request.urlconf = __name__  # type: ignore[attr-defined] # how Django is told of other addresses
        return super().get_response(request)
