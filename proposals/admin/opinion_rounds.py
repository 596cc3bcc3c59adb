"""Rounds of opinions in the admin: prepared, announced and answered."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from groups.models import Department
from groups.models.people import account_of
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities.choices import opinion_writers_offered
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.words.calendar import japanese_datetime
from kyodo_portal.words.summaries import SUMMARY_HELP
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm
from proposals.flows import OPINION_ROUND_FLOW
from proposals.flows.opinion_rounds import forget_day, keep_writers_until
from proposals.models import OpinionRound, OpinionRoundStatus, OpinionSection
from proposals.rules.opinion_rounds import (
    can_be_so_short,
    can_edit_round,
    may_begin_round,
    may_keep_round,
)

WRITTEN_ABOUT = ("title", "opens_at", "writers", "who_may")
"""What stays as it was announced once opinions are taken; `who_may` says the writers in words."""


class OpinionRoundForm(PlainModelForm):
    """A round; the time may become longer while opinions are taken, not shorter, and not anew once it is over."""

    writers = forms.MultipleChoiceField(
        label="意見を出せる人",
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "意見を出せる人を、一つは選んでください。"},
    )

    class Meta:
        model = OpinionRound
        exclude: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "writers" in self.fields:
            offered = opinion_writers_offered(*self.instance.writers)
            field_of(self, "writers", forms.MultipleChoiceField).choices = offered
            if self.instance.pk is None:
                self.initial.setdefault("writers", [code for code, _ in offered])

    def clean_closes_at(self) -> Any:
        closes = self.cleaned_data["closes_at"]
        stored = self.instance
        if stored.pk and stored.has_opened and closes and closes < self.initial["closes_at"]:
            raise ValidationError("募集が始まったあとは、締切を早めることはできません。")
        return closes

    def clean(self) -> dict[str, Any]:
        """What was announced with its time does not become too short without a word."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        stored = self.instance
        if stored.status != OpinionRoundStatus.ANNOUNCED or stored.has_opened:
            return data
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and opens < closes:
            because = data.get("shorter_because", "")
            then = OpinionRound(opens_at=opens, closes_at=closes, shorter_because=because)
            if not (verdict := can_be_so_short(then)):
                self.add_error("shorter_because", verdict.reason)
        return data


class SectionInline(PortalInline):
    """The sections of the draft. Fixed once opinions are taken: people write about them."""

    model = OpinionSection
    fields = ["order", "number", "heading", "text"]
    max_num = 50

    def is_writable(self, request: HttpRequest, obj: Any) -> bool:
        return super().is_writable(request, obj) and not (obj is not None and obj.has_opened)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 3 if obj is None else 1


@admin.register(OpinionRound)
class OpinionRoundAdmin(NextAdmin):
    """Rounds of the departments; what comes in is sorted and answered on the round's own desk."""

    add_words = "意見を募集する"
    change_form_template = "admin/proposals/opinionround/change_form.html"
    form = OpinionRoundForm
    list_display = ["title", "status_word", "department", "opens_at", "closes_at", "answer_due_on"]
    list_filter = [QueueFilter, "status", "department"]
    search_fields = BY_INDEX
    search_help_text = "案件の名前・概要・案の本文から探します。"
    inlines = [SectionInline]
    fields = [
        *("title", "department", "summary", *SUMMARY_HELP, "why", "opens_at", "closes_at"),
        *("shorter_because", "writers", "on_paper", "answer_due_on", "contact"),
    ]
    export_columns = (
        ("案件名", lambda round_: round_.title),
        ("担当課", lambda round_: round_.department.name),
        ("状態", lambda round_: round_.status_label),
        ("募集の始まり", lambda round_: round_.opens_at),
        ("募集の締切", lambda round_: round_.closes_at),
        ("回答公表の予定日", lambda round_: round_.answer_due_on),
        ("回答を公表した日時", lambda round_: round_.answered_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return may_begin_round(user)

    def may_change(self, user: Person, obj: OpinionRound) -> Verdict:
        return can_edit_round(user, obj)

    def has_notes_for(self, user: Person, obj: OpinionRound) -> bool:
        return super().has_notes_for(user, obj) or bool(may_keep_round(user, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None or not obj.has_opened:
            return []
        return [*WRITTEN_ABOUT, *(("closes_at",) if obj.has_closed else ())]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = self.get_readonly_fields(request, obj)
        told = "who_may" if "who_may" in fixed else "writers"
        return [told if name == "writers" else name for name in self.fields]

    @admin.display(description="意見を出せる人")
    def who_may(self, obj: OpinionRound) -> str:
        return "、".join(obj.writer_names)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department":
            offices = Department.objects.active()
            if is_signed_in(request.user) and not is_coordinator(request.user):
                offices = offices.filter(pk__in=request.user.department_ids)
            kwargs["queryset"] = offices
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: OpinionRound, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = account_of(request.user)
        longer = change and obj.has_opened and "closes_at" in form.changed_data
        super().save_model(request, obj, form, change)
        if longer:
            until = japanese_datetime(obj.closes_at)
            keep_writers_until(obj, forget_day(timezone.localdate(obj.closes_at)))
            OPINION_ROUND_FLOW.record("extend", obj, by=request.user, note=f"{until}まで")
