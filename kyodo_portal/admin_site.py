"""The admin site of the city's staff and reviewers."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class PortalAdminSite(admin.AdminSite):
    """Queues on the first page; signed in to through the same door as everybody (allauth)."""

    site_header = "協働ポータル 管理"
    site_title = "協働ポータル 管理"
    index_title = "今日の仕事"
    site_url = "/"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("この画面は、市の職員と審査委員のためのものです。")
        return secure_admin_login(super().login)(request, extra_context)
