"""Calls in the admin: prepared, announced, reviewed; the ranking of their proposals."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from groups.models import Department
from groups.models.people import account_of
from groups.rules.people import (
    coordinates,
    is_coordinator,
    is_department_staff,
    may_coordinate,
)
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import call_kinds_offered
from kyodo_portal.files.spreadsheets import CONTENT_TYPE, spreadsheet
from kyodo_portal.life.people import Person
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX, NOTHING_BESIDE
from kyodo_portal.staff.filters import QueueFilter, YearFilter
from kyodo_portal.staff.summaries import IN_OTHER_LANGUAGES, SummariesAdmin
from kyodo_portal.words.steps import steps_up_to
from kyodo_portal.words.text import fiscal_year, fiscal_years_short
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.summaries import AsksSummaries
from projects.models import Event
from proposals.actions.calls import copy_call
from proposals.admin.call_rows import (
    CourseInline,
    CriterionInline,
    PaperInline,
    QuestionInline,
    is_fixed,
)
from proposals.admin.decisions import DecisionsAdmin
from proposals.admin.desk import DeskAdmin
from proposals.admin.letters import LettersAdmin
from proposals.admin.releasing import ReleasingAdmin
from proposals.admin.screening import ScreeningCallAdmin, ScreeningPointInline, usual_points
from proposals.admin.voting import VotingAdmin
from proposals.judging.ranking import RANKED_COLUMNS, has_reviews, ranking_table
from proposals.kinds_of_call import kind_of
from proposals.models import Call, CallStatus, Criterion, ScreeningPoint
from proposals.rules.call_dates import days_out_of_order
from proposals.rules.call_papers import can_keep_blanks
from proposals.rules.calls import (
    can_be_released,
    can_count_as_settled,
    can_edit_call,
    can_see_ranking,
    may_release,
)
from proposals.rules.inquiries import can_enter
from proposals.rules.papers import can_enter_proposals

#: Columns that stay as they were announced once proposals are taken: by them they are written and judged.
JUDGED_BY = (
    *(
        "kind",
        "adopted_form",
        "scoring_method",
        "pass_percent",
        "budget_cap",
        "budget_total",
        "proposers",
    ),
    *("eligibility", "opens_at"),
)

HALF_A_YEAR = dt.timedelta(days=183)
PUBLISHED = ("publishes_conclusion", "publishes_comment", "publishes_points", "publishes_ranks")

YEARS = ("fiscal_year", "project_fiscal_year")


class CallForm(AsksSummaries, forms.ModelForm):
    """A call as staff write it. The kinds are those the city makes, and the one the call has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kinds = field_of(self, "kind", forms.ChoiceField)
            kinds.choices = [("", "---------"), *call_kinds_offered(self.instance.kind)]
        if "briefing" in self.fields:
            briefings = field_of(self, "briefing", forms.ModelChoiceField)
            newer = Q(starts_at__gte=timezone.now() - HALF_A_YEAR)
            chosen = Q(pk=self.instance.briefing_id)
            briefings.queryset = Event.objects.public().filter(newer | chosen)

    def full_clean(self) -> None:
        """Its days stand in their order. Once announced, a call keeps what its kind wants settled."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        for name, reason in days_out_of_order(self.instance).items():
            self.add_error(name if name in self.fields else None, reason)
        call, changed = self.instance, {"kind", *kind_of(self.instance).settled}
        if self.errors or call.status == CallStatus.DRAFT or not changed & {*self.changed_data}:
            return
        settled = can_count_as_settled(call)
        if not settled:
            self.add_error(None, settled.reason)


@admin.register(Call)
class CallAdmin(
    SummariesAdmin,
    DeskAdmin,
    DecisionsAdmin,
    LettersAdmin,
    ReleasingAdmin,
    ScreeningCallAdmin,
    VotingAdmin,
):
    """Calls for proposals. The criteria of a new one are the city's own, to be changed at will."""

    list_display = ["title", "kind", "status_word", "year_label", "opens_at", "closes_at"]
    list_filter = [QueueFilter, "status", "kind", ("fiscal_year", YearFilter)]
    search_fields = BY_INDEX
    search_help_text = "募集の名前・趣旨・テーマ・くわしい内容から探します。"
    inlines = [CriterionInline, CourseInline, QuestionInline, PaperInline, ScreeningPointInline]
    change_form_template = "admin/proposals/call/change_form.html"
    form = CallForm
    fieldsets = [
        (None, {"fields": ["title", "kind", "summary", "description", "theme", "department"]}),
        ("年度と、提案できる人", {"fields": [*YEARS, "proposers", "eligibility"]}),
        (
            "日程",
            {
                "fields": [
                    *("briefing", "questions_until", "consult_until", "opens_at", "closes_at"),
                    "is_any_time",
                    *("corrections_until", "review_due_on", "others_open_on"),
                    *("presentation_on", "results_due_on", "needs_vote", "vote_on"),
                ]
            },
        ),
        ("お金と、採択のあと", {"fields": ["budget_cap", "budget_total", "adopted_form"]}),
        (
            "審査のしかた",
            {
                "fields": [
                    *("scoring_method", "pass_percent", "reviewers_per_proposal", "is_blind"),
                    "publishes_opinion",
                ]
            },
        ),
        ("問合せ", {"fields": ["contact"]}),
        (
            "結果とともに公表すること",
            {
                "fields": [*PUBLISHED],
                "description": "市の判断と理由は、いつも公表します。提案した人は、"
                "自分の提案への結論・講評・得点を、いつも読めます。",
            },
        ),
        IN_OTHER_LANGUAGES,
    ]
    export_columns = (
        ("募集の名前", lambda call: call.title),
        ("型", lambda call: call.get_kind_display()),
        ("状態", lambda call: call.status_label),
        ("提案する年度", lambda call: call.fiscal_year),
        ("実施する年度", lambda call: call.project_fiscal_year),
        ("受付の始まり", lambda call: call.opens_at),
        ("受付の締切", lambda call: call.closes_at),
        ("採点の期限", lambda call: call.review_due_on),
        ("結果公表の予定日", lambda call: call.results_due_on),
    )

    @admin.display(description="提案する年度", ordering="fiscal_year")
    def year_label(self, call: Call) -> str:
        return fiscal_years_short(call.fiscal_year, call.fiscal_year)

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return may_coordinate(user)

    def may_change(self, user: Person, obj: Call) -> Verdict:
        return can_edit_call(user, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Once proposals are taken the way of judging stays as it was announced, under a review the period
        and the years too, and after results all by which they were told. A call at any time may close
        sooner or later."""
        if obj is None or not is_fixed(obj):
            return []
        fixed = [*JUDGED_BY]
        if has_reviews(obj) or obj.status in (CallStatus.REVIEWING, CallStatus.DECIDED):
            fixed += ["is_blind", *YEARS] if obj.is_any_time else ["is_blind", "closes_at", *YEARS]
        if obj.status == CallStatus.DECIDED:
            fixed += ["is_any_time", "needs_vote", "publishes_opinion", *PUBLISHED]
        return fixed

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department":
            kwargs["queryset"] = Department.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        year = fiscal_year(timezone.localdate())
        return {"fiscal_year": year, "project_fiscal_year": year + 1}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and inline.model is ScreeningPoint:
            kwargs["initial"] = usual_points("")
        elif request.method == "GET" and obj.pk is None and inline.model is Criterion:
            kwargs["initial"] = [
                {
                    "order": place,
                    "name": criterion.label,
                    "question": criterion.question,
                    "points_max": criterion.points,
                    "weight": criterion.weight,
                    "step_words": steps_up_to(city().review.steps, criterion.points),
                }
                for place, criterion in enumerate(city().criteria, start=1)
            ]
        return kwargs

    def save_model(self, request: HttpRequest, obj: Call, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = account_of(request.user)
        super().save_model(request, obj, form, change)

    def page_context(self, request: HttpRequest, obj: Call) -> dict[str, Any]:
        return {
            "has_ranking": coordinates(request.user, obj) or request.user.is_superuser,
            "ranking": can_see_ranking(request.user, obj),
            "release": may_release(request.user, obj) and can_be_released(obj),
            "is_fixed": is_fixed(obj),
            "may_keep_blanks": can_keep_blanks(request.user, obj) and obj.papers.exists(),
            "can_enter_inquiry": can_enter(request.user, obj),
            "may_copy": may_coordinate(request.user),
            "may_enter_proposals": can_enter_proposals(request.user, obj),
        }

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        ranking = view(require_safe(self.ranking_view))
        export = view(require_safe(self.ranking_export))
        copy = view(require_POST(self.copy_view))
        return [
            path("<path:object_id>/copy/", copy, name="proposals_call_copy"),
            path("<path:object_id>/ranking/", ranking, name="proposals_call_ranking"),
            path("<path:object_id>/ranking/export/", export, name="proposals_call_ranking_export"),
            *super().get_urls(),
        ]

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make next year's call from this one, and open it for writing."""
        call = self.found(request, object_id)
        with transaction.atomic():
            made, is_new = copy_call(call=call, by=request.user)
            if is_new:
                self.log_addition(request, made, [])
        if is_new:
            messages.success(
                request, "来年度の募集を用意しました。日程と内容を確かめて、予告してください。"
            )
        else:
            messages.info(request, "来年度の募集は、もう準備しています。このページで続けられます。")
        return redirect(self.change_url(made))

    def ranking_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The proposals of a call, best first, with the pass line and each reviewer's total."""
        call = self.found(request, object_id)
        can_see_ranking(request.user, call).enforce()
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": f"順位表：{call}",
            "opts": self.opts,
            "original": call,
            "full_marks": call.full_marks(),
            "pass_mark": call.pass_mark(),
            **ranking_table(call),
        }
        return TemplateResponse(request, "admin/proposals/call/ranking.html", context)

    def ranking_export(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The ranking as a spreadsheet, reviewers by number and not by name."""
        call = self.found(request, object_id)
        can_see_ranking(request.user, call).enforce()
        table = ranking_table(call)
        count = len(table["ranked"])
        self.note_reading(
            request, ReadingKind.EXPORT, of=call, label=f"順位表：{call}", count=count
        )
        content = spreadsheet("順位表", RANKED_COLUMNS, table["ranked"])
        name = content_disposition_header(True, f"順位表 {call.title[:60]}.xlsx")
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
