"""The form of a project as staff fill it in for the register."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from groups.rules.people import coordinates, works_in
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import fields_offered, forms_offered, patterns_offered
from kyodo_portal.life.people import Person
from kyodo_portal.staff.inlines import NamedRows
from kyodo_portal.words.text import fiscal_year
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.once import key_in
from kyodo_portal.writing.summaries import AsksSummaries
from projects.actions.register import STARTING_STATUSES
from projects.agreement.terms import is_signed_by_all
from projects.forms.plan import OF_THE_CITY, TERMS, keep_exactly
from projects.forms.rows import AddsUp
from projects.models import FormOfProject, Origin, Project, ProjectField, ProjectStatus
from projects.rules.projects import can_change_parties, is_amended

YEARS = range(1950, 2151)


class _Unlabelled(forms.HiddenInput):
    """The admin writes a label even for what is hidden; it points at nothing."""

    def id_for_label(self, id_: str | None) -> str:
        return ""


class _Numbers(forms.TypedMultipleChoiceField):
    """Several of an enumeration, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, required=False, **kwargs)


def check_change(project: Project, data: Any) -> None:
    """What every party has signed is changed with a reason that they read, and one change at a time.
    Raises ValidationError."""
    stored = Project.objects.filter(pk=project.pk).first()
    if stored is None or not is_signed_by_all(stored):
        return
    if is_amended(stored):
        raise ValidationError(
            "この事業では、すでに別の変更案を協議しています。署名した内容は、"
            "その変更案が成立するか終わってから変えてください。ほかの欄は保存できます。"
        )
    if not str(data.get("change_reason", "")).strip():
        raise ValidationError(
            "全員が署名した内容です。変えるには、下の「変更する理由」を書いてください。"
            "保存すると変更案になり、双方に署名をお願いします。"
        )


class RegisterForm(AsksSummaries, forms.ModelForm):
    """A project with its fields and further forms as boxes. How it begins is asked once."""

    # As `OnceForm`; its own name is a column here, which a form of the admin may not name.
    once = forms.CharField(widget=_Unlabelled, required=False)
    fields_of_activity = _Numbers(label="分野")
    further_forms = _Numbers(label="ほかの形態")
    origin = forms.ChoiceField(
        label="登録のしかた",
        choices=[choice for choice in Origin.choices if choice[0] != Origin.PROPOSAL],
        initial=Origin.REGISTER,
    )
    among_citizens = forms.BooleanField(
        label="市民と市民の協働",
        required=False,
        help_text="団体と団体が、課の入らないところで一緒に行う事業です。団体を2つ以上書き、所管課と市の負担は"
        "空にして、「過去・進行中の事業の記録」として実施中か終了で登録します。あとから変えられません。",
    )
    starts_as = forms.ChoiceField(
        label="はじめの状態",
        choices=[(status.value, status.label) for status in STARTING_STATUSES],
        initial=ProjectStatus.PLANNING,
        help_text="「過去・進行中の事業の記録」のときだけ、実施中か終了から始められます。"
        "実施中で登録すると、すぐに公開されます。終えるまでに、双方の署名をそろえてください。",
    )

    change_reason = forms.CharField(
        label="変更する理由",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="署名した内容（目的・目標・役割分担・期間・費用・団体・所管課）を変えるときに書きます。"
        "保存すると変更案になり、全員の署名がそろうまで、いまの協定のまま公開されます。",
    )

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()  # the admin's fieldsets name the columns

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        project = self.instance
        self.initial["once"] = str(uuid.uuid4())
        offered = forms_offered(project.main_form)
        numbers = [row.number for row in project.fields.all()] if project.pk else []
        if "start_pattern" in self.fields:
            pattern = field_of(self, "start_pattern", forms.ChoiceField)
            pattern.required = city().asks_for_pattern
            pattern.choices = [("", "---------"), *patterns_offered(project.start_pattern)]
        if "fields_of_activity" in self.fields:
            fields = field_of(self, "fields_of_activity", forms.ChoiceField)
            fields.choices = fields_offered(*numbers)
        if "main_form" in self.fields:
            field_of(self, "main_form", forms.ChoiceField).choices = [("", "---------"), *offered]
        if not city().citizens_together:
            del self.fields["among_citizens"]
        if project.pk is None:
            year = fiscal_year(timezone.localdate())
            self.initial.setdefault("fiscal_year", year)
            self.initial.setdefault("fiscal_year_end", year)
        else:
            for name in ("origin", "starts_as", "among_citizens"):
                self.fields.pop(name, None)
            self.initial["fields_of_activity"] = numbers
            further = [row.number for row in project.forms.all()]
            self.initial["further_forms"] = further
            offered = forms_offered(project.main_form, *further)
        if "further_forms" in self.fields:
            field_of(self, "further_forms", forms.ChoiceField).choices = offered

    def clean_once(self) -> uuid.UUID:
        return key_in(self.cleaned_data["once"])

    def _year(self, name: str) -> Any:
        year = self.cleaned_data[name]
        if year is not None and year not in YEARS:
            raise ValidationError("年度は、西暦4桁で書いてください（例：2026）。")
        return year

    def clean_fiscal_year(self) -> Any:
        return self._year("fiscal_year")

    def clean_fiscal_year_end(self) -> Any:
        return self._year("fiscal_year_end")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is not None and {*TERMS, *OF_THE_CITY} & set(self.changed_data):
            check_change(self.instance, self.data)
        starts_as = cleaned.get("starts_as", ProjectStatus.PLANNING)
        if starts_as != ProjectStatus.PLANNING and cleaned.get("origin") != Origin.RECORD:
            self.add_error(
                "starts_as",
                "はじめから実施中や終了にできるのは、過去・進行中の事業の記録だけです。",
            )
        self.instance.between_citizens |= bool(cleaned.get("among_citizens"))
        return cleaned

    def save_numbers(self, project: Project) -> None:
        """Keep the ticked fields and further forms; what stays ticked stays the same row."""
        keep_exactly(ProjectField, project, set(self.cleaned_data["fields_of_activity"]))
        keep_exactly(FormOfProject, project, set(self.cleaned_data["further_forms"]))


class TermsRows(NamedRows):
    """Rows that both sides sign, or of whose fields they sign these."""

    signed_fields: tuple[str, ...] = ()

    def clean(self) -> None:
        super().clean()
        if any(self._is_other(form) for form in self.forms):
            check_change(self.instance, self.data)

    def _is_other(self, form: Any) -> bool:
        if not form.has_changed():
            return False
        changed = set(form.changed_data)
        return not self.signed_fields or bool({*self.signed_fields, "DELETE"} & changed)


class GoalRows(TermsRows):
    """The goals; what came of them is written without anybody's signature."""

    signed_fields = ("what", "how_much", "by_when")


class CostLines(AddsUp, TermsRows):
    """The costs, which add up."""


class DistinctRows(TermsRows):
    """Rows that name a group or a department: each once."""

    distinct_by = ""
    user: Person = AnonymousUser()

    def named(self) -> list[Any]:
        """What the rows that stay name."""
        return [
            form.cleaned_data.get(self.distinct_by)
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]

    def clean(self) -> None:
        super().clean()
        named = [one for one in self.named() if one is not None]
        if len(named) != len(set(named)):
            raise ValidationError("同じものが二度選ばれています。一つにしてください。")
        if self.instance.pk is not None and self.has_changed():
            may = can_change_parties(self.instance)
            if not may:
                raise ValidationError(may.reason)


class PartnerRows(DistinctRows):
    distinct_by = "group"


class DepartmentRows(DistinctRows):
    """The responsible departments; staff enter and keep the projects of their own."""

    distinct_by = "department"

    def clean(self) -> None:
        super().clean()
        if coordinates(self.user, self.instance):
            return
        if not works_in(self.user, (one.pk for one in self.named() if one is not None)):
            raise ValidationError("所管課に、ご自分の課を加えてください。")
