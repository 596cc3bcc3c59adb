"""One page on which a group asks the city to lend its name to an event of the group's own (後援)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group
from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import fiscal_year
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm
from projects.models import Goal, Project
from projects.rules.sponsorship import can_be_in_time

COPIED = (*("title", "summary", "purpose", "content", "target_people", "expected_count", "place"),)
"""What an application takes over from the one before."""


class SponsorshipForm(OnceForm, PlainModelForm):
    """Fourteen fields: who, what, one goal with a number, when and where, how the name is used, and the pledge."""

    group = forms.ModelChoiceField(
        label=_("主催する団体"),
        queryset=Group.objects.none(),
        empty_label=None,
        error_messages={"required": _("「主催する団体」を選んでください。")},
    )
    department = forms.ModelChoiceField(
        label=_("申請する課"),
        queryset=Department.objects.none(),
        help_text=_(
            "催しの内容にいちばん近い課です。分からないときは、協働の窓口に聞いてください。"
        ),
    )
    goal_what = PlainTextField(
        label=_("目標：なにを"), max_length=200, help_text=_("例：来る人の数")
    )
    goal_how_much = PlainTextField(
        label=_("目標：どのくらい"), max_length=100, help_text=_("数で書いてください。例：100人")
    )
    pledge = forms.BooleanField(
        label=_("政治・宗教・営利を目的とせず、暴力団とかかわりがないことを誓います"),
        error_messages={"required": _("誓約の欄に印を付けてください。")},
    )

    class Meta:
        model = Project
        fields = (*COPIED, "starts_on", "ends_on")
        field_classes = {"starts_on": JapaneseDateField, "ends_on": JapaneseDateField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "content": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"title": _("催しの名前"), "content": _("市の名前の使い方")}
        help_texts = {
            "summary": _("一覧に出る、短い説明です。"),
            "content": _("市の名前を載せるちらしやポスターと、配りはじめる日を書いてください。"),
        }

    field_order = (
        *("group", "department", "title", "summary", "purpose", "goal_what", "goal_how_much"),
        *("target_people", "expected_count", "place", "starts_on", "ends_on", "content", "pledge"),
    )

    def __init__(self, *args: Any, by: Person, like: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_like(like) if like is not None else None, **kwargs)
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = Group.objects.holding().filter(pk__in=account_of(by).managed_group_ids)
        departments = field_of(self, "department", forms.ModelChoiceField)
        departments.queryset = Department.objects.active()
        for name in ("summary", "purpose", "content", "place", "starts_on", "ends_on"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on is None:
            return cleaned
        if not (verdict := can_be_in_time(starts_on)):
            self.add_error("starts_on", verdict.reason)
        if ends_on is not None and ends_on < starts_on:
            self.add_error("ends_on", gettext("終わる日は、始まる日より後にしてください。"))
        self.instance.fiscal_year = fiscal_year(starts_on)
        self.instance.fiscal_year_end = fiscal_year(max(starts_on, ends_on or starts_on))
        return cleaned


def _like(project: Project) -> dict[str, Any]:
    """What the application before said, but for its days."""
    goal = Goal.objects.filter(project=project).first()
    department = project.responsible_departments.first()
    partner = project.partners.first()
    return {
        **{name: getattr(project, name) for name in COPIED},
        "goal_what": goal.what if goal else "",
        "goal_how_much": goal.how_much if goal else "",
        "department": department.department_id if department else None,
        "group": partner.group_id if partner else None,
    }
