"""The result of a project, and what became of each of its goals."""

from typing import Any

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm
from kyodo_portal.writing.rows import OrderedRows, of_kind
from projects.forms.plan import save_own_columns
from projects.models import Achievement, Goal, Project, ProjectStatus


class ResultForm(PlainModelForm):
    """What came of the project. Once it has ended, the result may be mended but not taken back."""

    class Meta:
        model = Project
        fields = ("result",)
        widgets = {"result": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "result": _("行ったこと、できたこと、できなかったことを書きます。公開されます。")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].required = self.instance.status == ProjectStatus.COMPLETED

    def save(self, commit: bool = True) -> Project:
        return save_own_columns(self)


class GoalResultForm(PlainModelForm):
    """How far one goal was reached."""

    class Meta:
        model = Goal
        fields = ("result", "achievement")
        widgets = {
            "result": forms.Textarea(attrs={"rows": 3}),
            "achievement": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = self.instance.pk and self.instance.project.status == ProjectStatus.COMPLETED
        for field in self.fields.values():
            field.required = bool(ended)
        field_of(self, "achievement", forms.ChoiceField).choices = [
            *([] if ended else [("", gettext("まだ決められない"))]),
            *Achievement.choices,
        ]


_made = inlineformset_factory(
    Project,
    Goal,
    form=GoalResultForm,
    formset=OrderedRows,
    extra=0,
    max_num=0,
    can_delete=False,
    edit_only=True,
)
GoalResultFormSet = of_kind(_made, OrderedRows)
