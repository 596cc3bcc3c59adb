"""The plan of a project: what it is, why together, when, where and for how much."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import fields_offered, forms_offered
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import KanaField, PlainModelForm
from kyodo_portal.writing.summaries import AsksSummaries
from projects.forms.clauses import CLAUSE_FIELDS, add_clause_fields, take_clauses
from projects.models import FormOfProject, Project, ProjectField
from projects.types.asking import offer_patterns

LONG = forms.Textarea(attrs={"rows": 5})

TERMS = ("purpose", "starts_on", "ends_on", "budget_total", "budget_city", *CLAUSE_FIELDS)
"""The fields that both sides sign, with the goals, roles and costs beside them."""


OF_THE_CITY = ("budget_cap", "budget_decided")
"""What both sides sign too, and the city alone settles: its form of the register asks for it."""


class PlanForm(AsksSummaries, PlainModelForm):
    """The words and figures of the plan. What the city decides (years, conditions, the cap on its
    share, publication) is not among them."""

    further_forms = forms.TypedMultipleChoiceField(
        label=_("ほかの形態"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("主な形態のほかに当てはまるものがあれば選びます。"),
    )
    activity_fields = forms.TypedMultipleChoiceField(
        label=_("分野"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    columns_beside = ("clauses",)

    class Meta:
        model = Project
        fields = (
            "title",
            "title_kana",
            "subtitle",
            "summary",
            "summary_easy",
            "summary_en",
            "purpose",
            "background",
            "content",
            "why_together",
            "expected_effect",
            "novelty",
            "sustainability",
            "safety",
            "other_grants",
            "target_people",
            "expected_count",
            "place",
            "district",
            "latitude",
            "longitude",
            "starts_on",
            "ends_on",
            "start_pattern",
            "main_form",
            "budget_total",
            "budget_city",
            "how_to_join",
        )
        field_classes = {"title_kana": KanaField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "purpose": LONG,
            "background": LONG,
            "content": forms.Textarea(attrs={"rows": 8}),
            "why_together": LONG,
            "expected_effect": LONG,
            **dict.fromkeys(("novelty", "sustainability", "safety", "other_grants"), LONG),
            "how_to_join": LONG,
            "start_pattern": forms.RadioSelect,
        }
        help_texts = {
            "purpose": _(
                "団体と市が、この事業で一緒に目指すことを書きます。署名した後で変えるには、双方の署名が要ります。"
            ),
            "summary": _("一覧に出る、短い説明です。"),
            "how_to_join": _("市民がこの事業に参加したり手伝ったりする方法を書きます。"),
        }

    def __init__(self, *args: Any, without_terms: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        add_clause_fields(self, self.instance)
        for name in TERMS if without_terms else ():
            del self.fields[name]
        project = self.instance
        numbers = [row.number for row in project.fields.all()]
        forms_here = forms_offered(*(form.number for form in project.all_forms))
        offer_patterns(self, project.start_pattern, required=True)
        field_of(self, "activity_fields", forms.ChoiceField).choices = fields_offered(*numbers)
        field_of(self, "main_form", forms.ChoiceField).choices = forms_here
        field_of(self, "further_forms", forms.ChoiceField).choices = forms_here
        self.fields["further_forms"].initial = [row.number for row in project.forms.all()]
        self.fields["activity_fields"].initial = numbers

    @property
    def clause_fields(self) -> list[forms.BoundField]:
        """The clauses in the order of an agreement."""
        return [self[name] for name in CLAUSE_FIELDS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        take_clauses(self)
        return cleaned

    @property
    def beside_changed(self) -> bool:
        """Whether anything was changed that nobody signs."""
        return any(name not in TERMS for name in self.changed_data)

    def save_beside(self, project: Project) -> None:
        """Save into the project as it is stored what nobody signs, and leave the terms as they are."""
        names = [name for name in self._meta.fields or () if name not in TERMS]
        for name in names:
            setattr(project, name, getattr(self.instance, name))
        project.save(update_fields=[*names, "updated_at"])
        self._save_numbers(project)

    def save(self, commit: bool = True) -> Project:
        """Save the plan with its further forms and fields."""
        project = save_own_columns(self)
        self._save_numbers(project)
        return project

    def _save_numbers(self, project: Project) -> None:
        data = self.cleaned_data
        further = {number for number in data["further_forms"] if number != project.main_form}
        keep_exactly(FormOfProject, project, further)
        keep_exactly(ProjectField, project, set(data["activity_fields"]))


def save_own_columns(form: Any) -> Project:
    """Save what a form asks for and nothing beside it: a status that has moved on since the page
    was opened stays moved."""
    project: Project = form.instance
    own = [*form._meta.fields, *getattr(form, "columns_beside", ()), "updated_at"]
    project.save(update_fields=own)
    return project


def keep_exactly(model: type[Any], project: Project, numbers: set[int]) -> None:
    """Make the project's rows of this kind these numbers and no others."""
    rows = model.objects.filter(project=project)
    rows.exclude(number__in=numbers).delete()
    missing = numbers - set(rows.values_list("number", flat=True))
    model.objects.bulk_create(model(project=project, number=n) for n in sorted(missing))
