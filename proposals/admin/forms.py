"""The small forms with which staff and reviewers handle proposals, reviews and consultations."""

from typing import Any

from django import forms

from groups.models import Department, Group, User
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.rows import AskedOfEach
from proposals.actions.reviews import Mark
from proposals.models import Review


class DepartmentForm(forms.Form):
    """Which department a thing is given to."""

    department = forms.ModelChoiceField(
        label="担当する課",
        queryset=Department.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "「担当する課」を選んでください。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = Department.objects.active()


class CarryingGroupForm(forms.Form):
    """Which registered group will do what a single person proposed."""

    group = forms.ModelChoiceField(
        label="いっしょに行う登録団体",
        queryset=Group.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "「いっしょに行う登録団体」を選んでください。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = Group.objects.registered()


class ReviewersForm(forms.Form):
    """Which reviewers are asked."""

    reviewers = forms.ModelMultipleChoiceField(
        label="審査を依頼する人",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "審査を依頼する人を、一人以上選んでください。"},
    )

    def __init__(self, *args: Any, free: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewers"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in free])
        field.choices = [(person.pk, person.display_name) for person in free]


class ConclusionForm(forms.Form):
    """What the committee concluded, when, and under what conditions."""

    conclusion = PlainTextField(
        label="委員会の結論と理由", max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    met_on = JapaneseDateField(
        label="委員会を開いた日",
    )
    conditions = PlainTextField(
        label="採択の条件",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="条件付きで採択するときに書きます。",
    )


class ScoreForm(AskedOfEach, forms.Form):
    """One row for each criterion: the points as buttons from nought to the highest, a comment."""

    comment = PlainTextField(
        label="全体への意見",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        scores = {score.criterion_id: score for score in review.scores.all()}
        self.criteria = list(review.proposal.call.criteria.all())
        kwargs["initial"] = {"comment": review.comment}
        super().__init__(*args, **kwargs)
        for criterion in self.criteria:
            score = scores.get(criterion.pk)
            points = forms.TypedChoiceField(
                label=f"{criterion.name}の点数",
                choices=[(n, str(n)) for n in range(criterion.points_max + 1)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={
                    "invalid_choice": f"点数は0から{criterion.points_max}までの中から選んでください。"
                },
            )
            comment = PlainTextField(
                label=f"{criterion.name}へのコメント",
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.ask(criterion, "points", points, score and score.points)
            self.ask(criterion, "comment", comment, score and score.comment)

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows for each criterion: itself and its two fields."""
        return [
            {
                "criterion": criterion,
                "points": self.asked(criterion, "points"),
                "comment": self.asked(criterion, "comment"),
            }
            for criterion in self.criteria
        ]

    def marks(self) -> dict[int, Mark]:
        """The answers by criterion id."""
        return {
            criterion.pk: Mark(
                points=self.answer(criterion, "points"),
                comment=self.answer(criterion, "comment"),
            )
            for criterion in self.criteria
        }

    def clean(self) -> dict[str, Any]:
        """A comment without points would be lost with them: it is asked for."""
        cleaned = super().clean() or self.cleaned_data
        for criterion in self.criteria:
            points = cleaned.get(f"points_{criterion.pk}")
            if points is None and cleaned.get(f"comment_{criterion.pk}"):
                self.add_error(
                    f"points_{criterion.pk}",
                    f"「{criterion.name}」にコメントがあります。点数も選んでください。",
                )
        return cleaned
