"""The small forms with which staff and reviewers handle proposals, reviews and consultations."""

from typing import Any

from django import forms

from groups.models import Department, Group, User
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.rows import AskedOfEach
from proposals.actions.reviews import Mark
from proposals.models import Criterion, Review, Score

ABSTAINS = "abstains"
"""What a sheet says in place of points."""


class SheetChoice(forms.ModelChoiceField):
    """A sheet, by who is to write it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reviewer.display_name}さん（{obj.status_label}）"


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


class WithdrawalForm(forms.Form):
    """Which request is taken back, and why. `sheets` are those that are still open."""

    review = SheetChoice(
        label="取り消す依頼",
        queryset=Review.objects.none(),
        empty_label="選んでください",
        error_messages={
            "required": "どの依頼を取り消すかを選んでください。",
            "invalid_choice": "この依頼は取り消せません。すでに提出・辞退・取消しになっています。",
        },
    )
    reason = PlainTextField(
        label="取り消す理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="審査委員に知らせます。",
    )

    def __init__(self, *args: Any, sheets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["review"]
        field.queryset = sheets.select_related("reviewer")


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
    """One row for each criterion: the points as buttons from nought to the highest, or why the reviewer
    abstains from it, and a comment."""

    comment = PlainTextField(
        label="委員会への意見",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="委員会と協働担当だけが読みます。公表しません。",
    )
    public_comment = PlainTextField(
        label="公表してよい講評",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="結果を公表するときの講評のもとになります。あなたの名前は添えません。",
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        scores = {score.criterion_id: score for score in review.scores.all()}
        self.criteria = list(review.proposal.call.criteria.all())
        kwargs["initial"] = {
            "comment": review.comment,
            "public_comment": review.public_comment,
        }
        super().__init__(*args, **kwargs)
        for criterion in self.criteria:
            score = scores.get(criterion.pk)
            points = forms.TypedChoiceField(
                label=f"{criterion.name}の点数",
                choices=[*criterion.choices(), (ABSTAINS, "採点しない")],
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
            reason = PlainTextField(
                label="採点しない理由",
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="「採点しない」を選んだときに書きます。合計には0点としてではなく、ないものとして扱います。",
            )
            self.ask(criterion, "points", points, score and _stored(score))
            self.ask(criterion, "abstention", reason, score and score.abstention)
            self.ask(criterion, "comment", comment, score and score.comment)

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows for each criterion: itself and its two fields."""
        return [
            {
                "criterion": criterion,
                "points": self.asked(criterion, "points"),
                "abstention": self.asked(criterion, "abstention"),
                "comment": self.asked(criterion, "comment"),
            }
            for criterion in self.criteria
        ]

    def marks(self) -> dict[int, Mark]:
        """The answers by criterion id."""
        return {criterion.pk: self._mark(criterion) for criterion in self.criteria}

    def _mark(self, criterion: Criterion) -> Mark:
        answer = self.answer(criterion, "points")
        points = None if answer in (None, "", ABSTAINS) else int(answer)
        reason = self.answer(criterion, "abstention") if answer == ABSTAINS else ""
        return Mark(points, self.answer(criterion, "comment"), reason)

    def clean(self) -> dict[str, Any]:
        """A comment without points would be lost with them: they are asked for. So is the reason of an
        abstention, and whether a reason means one."""
        cleaned = super().clean() or self.cleaned_data
        for criterion in self.criteria:
            points = cleaned.get(f"points_{criterion.pk}")
            reason = cleaned.get(f"abstention_{criterion.pk}")
            if points is None and cleaned.get(f"comment_{criterion.pk}"):
                told = f"「{criterion.name}」にコメントがあります。点数も選んでください。"
            elif points == ABSTAINS and not reason:
                told = f"「{criterion.name}」を採点しない理由を書いてください。"
            elif points != ABSTAINS and reason:
                told = (
                    f"「{criterion.name}」に採点しない理由があります。採点しないときは「採点しない」を選び、"
                    "採点するときは理由を消してください。"
                )
            else:
                continue
            self.add_error(f"points_{criterion.pk}", told)
        return cleaned


def _stored(score: Score) -> str:
    return ABSTAINS if score.points is None else str(score.points)
