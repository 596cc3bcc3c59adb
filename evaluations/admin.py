"""Evaluations in the admin: who is late, what may be published. Sealed sheets stay sealed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.comparison import compare
from evaluations.models import Evaluation, Side
from evaluations.rules import side_of
from groups.rules import has_role, is_coordinator
from kyodo_portal.admin_filters import QueueFilter
from kyodo_portal.admin_pages import PageAdmin
from kyodo_portal.roles import Role


@admin.register(Evaluation)
class EvaluationAdmin(PageAdmin):
    """Written and reflected upon on the public pages; opened, published and taken back here."""

    page_template = "admin/evaluations/evaluation/page.html"
    list_display = [
        *("project_title", "year_label", "round", "status_word", "due_on", "published_at"),
        "working_page",
    ]
    list_display_links = ["project_title"]
    list_filter = [QueueFilter, "status", "due_on", "fiscal_year", "round"]
    list_select_related = ["project"]
    search_fields = ["search_text"]
    search_help_text = _("事業名・目的から探します。")
    ordering = ["due_on", "pk"]
    export_columns = (
        (_("事業名"), lambda evaluation: evaluation.project.title),
        (_("評価する年度"), lambda evaluation: evaluation.fiscal_year),
        (_("時期"), lambda evaluation: evaluation.get_round_display()),
        (_("状態"), lambda evaluation: evaluation.status_label),
        (_("記入の期限"), lambda evaluation: evaluation.due_on),
        (_("開示した日時"), lambda evaluation: evaluation.revealed_at),
        (_("公表した日時"), lambda evaluation: evaluation.published_at),
    )

    def may_see(self, user: Any) -> bool:
        staff = is_coordinator(user) or user.department_ids or has_role(user, Role.COMMITTEE)
        return bool(user.is_superuser or staff)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        whole: QuerySet[Evaluation] = Evaluation.objects.select_related("project", "reflection")
        return whole.prefetch_related("reflection__notes__item").get(pk=obj.pk)

    @admin.display(description=_("事業"), ordering="project__title")
    def project_title(self, evaluation: Evaluation) -> str:
        return evaluation.project.title

    @admin.display(description=_("年度"), ordering="fiscal_year")
    def year_label(self, evaluation: Evaluation) -> str:
        return evaluation.year_label

    @admin.display(description=_("記入のページ"))
    def working_page(self, evaluation: Evaluation) -> SafeString:
        return format_html(gettext('<a href="{}">開く</a>'), evaluation.get_absolute_url())

    def page_context(self, request: HttpRequest, obj: Evaluation) -> dict[str, Any]:
        comparison = compare(obj, request.user, with_drafts=True)
        sheets = comparison.sheets
        side = side_of(request.user, obj.project)
        return {
            "facts": [
                (gettext("事業"), obj.project.title),
                (gettext("年度"), obj.year_label),
                *self.facts(obj, ("round", "due_on", "revealed_at", "published_at")),
                *(
                    [(gettext("一方の評価のまま開示した理由"), obj.one_sided_reason)]
                    if obj.one_sided_reason
                    else []
                ),
                *(
                    [(gettext("公表を取り下げた理由"), obj.retraction_reason)]
                    if obj.retraction_reason
                    else []
                ),
            ],
            "sheets": [sheets[one] for one in Side if one in sheets],
            "sealed": len(sheets) < len(Side),
            "rows": comparison.rows,
            "reflection": None if obj.is_sealed else getattr(obj, "reflection", None),
            "own_sheet_url": reverse("evaluations:sheet", args=[obj.pk])
            if side is not None and obj.is_sealed
            else "",
        }
