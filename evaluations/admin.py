"""Evaluations in the admin: who is late, what may be published. Sealed sheets stay sealed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evaluations.models import Evaluation, EvaluationStatus, Side
from evaluations.report.comparison import compare
from evaluations.rules.sides import is_on_a_side, side_of
from groups.rules.people import has_role, is_department_staff
from kyodo_portal.life.people import Person
from kyodo_portal.life.roles import Role
from kyodo_portal.staff.base import BY_INDEX
from kyodo_portal.staff.filters import QueueFilter, YearFilter
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.templatetags.ui import badge
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import fiscal_years_short, japanese_date


@admin.register(Evaluation)
class EvaluationAdmin(PageAdmin):
    """Written and reflected upon on the public pages; opened, published and taken back here."""

    page_template = "admin/evaluations/evaluation/page.html"
    list_display = [
        *("project_title", "year_label", "round", "status_word", "day_due", "published_at"),
        "working_page",
    ]
    list_display_links = ["project_title"]
    list_filter = [QueueFilter, "status", "due_on", ("fiscal_year", YearFilter), "round"]
    list_select_related = ["project"]
    search_fields = BY_INDEX
    search_help_text = "事業名・目的・内容・団体名・ふりかえりから探します。"
    ordering: ClassVar[list[Any]] = [  # Django takes expressions as well
        Case(
            When(status=EvaluationStatus.PUBLISHED, then=1),
            When(status=EvaluationStatus.CANCELLED, then=2),
            default=0,
        ),
        F("published_at").desc(nulls_first=True),
        *("due_on", "pk"),
    ]
    """What there is still to do for, the nearest day first; then the published ones, newest first; what was
    cancelled at the end."""
    export_columns = (
        ("事業名", lambda evaluation: evaluation.project.title),
        ("評価する年度", lambda evaluation: evaluation.fiscal_year),
        ("時期", lambda evaluation: evaluation.get_round_display()),
        ("状態", lambda evaluation: evaluation.status_label),
        ("記入の期限", lambda evaluation: evaluation.due_on),
        ("開示した日時", lambda evaluation: evaluation.revealed_at),
        ("公表した日時", lambda evaluation: evaluation.published_at),
    )

    def is_for(self, user: Person) -> bool:
        staff = has_role(user, Role.COORDINATOR, Role.COMMITTEE) or is_department_staff(user)
        return user.is_superuser or staff

    def has_notes_for(self, user: Person, obj: Evaluation) -> bool:
        """Also who belongs to a side."""
        return super().has_notes_for(user, obj) or is_on_a_side(user, obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        whole: QuerySet[Evaluation] = Evaluation.objects.select_related("project", "reflection")
        return whole.prefetch_related(
            "reflection__notes__item", "parties", "assessments__entered_by"
        ).get(pk=obj.pk)

    @admin.display(description="事業", ordering="project__title")
    def project_title(self, evaluation: Evaluation) -> str:
        return evaluation.project.title

    @admin.display(description="年度", ordering="fiscal_year")
    def year_label(self, evaluation: Evaluation) -> str:
        return fiscal_years_short(evaluation.fiscal_year, evaluation.fiscal_year)

    @admin.display(description="記入の期限", ordering="due_on")
    def day_due(self, evaluation: Evaluation) -> SafeString | str:
        """The day, and whether it has passed while the sheets are still being written."""
        day = japanese_date(evaluation.due_on)
        if evaluation.status == EvaluationStatus.OPEN and evaluation.due_on < timezone.localdate():
            return format_html("{} {}", day, badge("期限を過ぎています", tone="danger"))
        return day

    @admin.display(description="記入のページ")
    def working_page(self, evaluation: Evaluation) -> SafeString:
        return format_html('<a href="{}">開く</a>', evaluation.get_absolute_url())

    def page_context(self, request: HttpRequest, obj: Evaluation) -> dict[str, Any]:
        comparison = compare(obj, request.user, with_drafts=True)
        sheets = comparison.sheets
        side = side_of(request.user, obj)
        return {
            "facts": [
                ("事業", obj.project.title),
                *(
                    (f"{side.label}（始めたとき）", listed(names))
                    for side in Side
                    if (names := [row.name for row in obj.parties.all() if row.side == side])
                ),
                ("年度", obj.year_label),
                *self.facts(obj, ("round", "due_on", "revealed_at", "published_at")),
                *(
                    [("一方の評価のまま開示した理由", obj.one_sided_reason)]
                    if obj.one_sided_reason
                    else []
                ),
                *(
                    [("公表を取り下げた理由", obj.retraction_reason)]
                    if obj.retraction_reason
                    else []
                ),
                *(
                    (label, reason)
                    for label, reason in (
                        ("評価のないまま終えた理由", obj.no_sheets_reason),
                        ("同意のそろわないまま進めた理由", obj.no_consent_reason),
                    )
                    if reason
                ),
                *(
                    (f"窓口で受け付けて入力した人（{sheet.get_side_display()}）", sheet.entered_by)
                    for sheet in obj.assessments.all()
                    if sheet.entered_by
                ),
                *([("取りやめた理由", obj.cancel_reason)] if obj.cancel_reason else []),
            ],
            "sheets": [sheets[one] for one in Side if one in sheets],
            "sealed": len(sheets) < len(Side),
            "rows": comparison.rows,
            "reflection": None if obj.is_sealed else getattr(obj, "reflection", None),
            "own_sheet_url": reverse("evaluations:sheet", args=[obj.pk])
            if side is not None and obj.is_open
            else "",
        }
