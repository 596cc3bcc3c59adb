"""Long work as its owner sees it: how far it is, what it came to, its file; and what follows a look."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.jobs.asking import can_cancel, can_have_result, cancel
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.staff.exports import ask_for_export
from kyodo_portal.staff.importing import (
    can_take_in,
    import_page,
    kind_looked_at,
    kinds_for,
    take_in,
)
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.templatetags.ui import badge
from kyodo_portal.web.bodies import takes_files


class JobAdmin(PageAdmin):
    """Everybody who has work in the admin sees their own; the administrators all."""

    page_template = "admin/kyodo_portal/job/page.html"
    change_list_template = "admin/kyodo_portal/job/change_list.html"
    list_display = ["label", "state", "created_at", "ended_at", "expires_at"]
    list_filter = ["ending", "created_at"]
    search_fields = ["label"]
    export_columns = (
        ("仕事", lambda job: job.label),
        ("状態", lambda job: job.state_label),
        ("頼んだ日時", lambda job: job.created_at),
        ("終わった日時", lambda job: job.ended_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_staff

    @admin.display(description="状態")
    def state(self, job: Job) -> SafeString:
        return badge(job.state_label, tone=job.state_tone)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {"may_import": bool(kinds_for(request.user)), **(extra_context or {})}
        return super().changelist_view(request, more)

    def page_context(self, request: HttpRequest, obj: Job) -> dict[str, Any]:
        kind = kind_looked_at(obj)
        return {
            "facts": self.facts(obj, ("owner", "created_at", "ended_at", "expires_at")),
            "may_cancel": bool(can_cancel(request.user, obj)),
            "has_file": bool(obj.result) and bool(can_have_result(request.user, obj)),
            "kind": kind if kind and can_take_in(request.user, obj) else None,
            "follower": obj.followers.order_by("-pk").first(),
        }

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "kyodo_portal_job"
        return [
            path(
                "large-export/", view(require_POST(self.export_large)), name=f"{name}_export_large"
            ),
            path("import/", takes_files(view(self.import_view)), name=f"{name}_import"),
            path(
                "<path:object_id>/cancel/",
                view(require_POST(self.cancel_view)),
                name=f"{name}_cancel",
            ),
            path(
                "<path:object_id>/take-in/",
                view(require_POST(self.take_in_view)),
                name=f"{name}_take_in",
            ),
            path("<path:object_id>/file/", view(require_safe(self.file_view)), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def export_large(self, request: HttpRequest) -> HttpResponse:
        """A large list is asked for as a spreadsheet."""
        if not is_signed_in(request.user):
            raise PermissionDenied
        return redirect(ask_for_export(request, request.user))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The page on which a list is handed in (表から取り込む)."""
        return import_page(request, self.admin_site.each_context(request))

    def take_in_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take in the list that was looked at."""
        job = self.found(request, object_id)
        try:
            can_take_in(request.user, job).enforce()
        except PermissionDenied as refusal:
            return self.refusal(request, job, refusal)
        return redirect(self.change_url(take_in(job)))

    def cancel_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the job back."""
        job = self.found(request, object_id)
        verdict = cancel(job, by=request.user)
        if not verdict:
            return refused(request, MoveRefused(verdict.reason), back=self.change_url(job))
        messages.success(request, "取りやめました。この仕事からは、何も登録されていません。")
        return redirect(self.change_url(job))

    def file_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The file that the job made, as long as it is kept."""
        job = self.found(request, object_id)
        can_have_result(request.user, job).enforce()
        if not job.result:
            raise Http404("できたファイルはありません。")
        try:
            content = job.result.open("rb")
        except OSError:
            raise Http404(
                "このファイルは、いま取り出せません。もう一度つくってください。"
            ) from None
        answer = FileResponse(content, as_attachment=True, filename=job.result_name)
        answer["Cache-Control"] = "private, no-store"
        return answer
