"""What is chosen at a call's desk: which proposals, and what one of the acts needs to know."""

from typing import Any

from django import forms

from groups.models import Department
from proposals.desk.board import Board
from proposals.desk.plans import TAKEN_BACK

MOST_SEATS = 20


class DeskForm(forms.Form):
    """The proposals that are ticked (none: all of the call), and what belongs to the pressed button."""

    proposals = forms.TypedMultipleChoiceField(
        label="提案",
        coerce=int,
        required=False,
        empty_value=[],
        error_messages={
            "invalid_choice": "選んだ提案の一つが、この募集にありません。もう一度選んでください。"
        },
    )
    department = forms.ModelChoiceField(
        label="担当する課",
        queryset=Department.objects.none(),
        required=False,
        empty_label="提案した人が希望する課",
    )
    seats = forms.IntegerField(
        label="一つの提案を審査する人数",
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        error_messages={
            "invalid": "人数は、1から20までの数字で書いてください。",
            "min_value": "人数は、1人以上にしてください。",
            "max_value": "人数は、20人までにしてください。",
        },
    )
    reviewer = forms.TypedChoiceField(
        label="依頼を取り消す審査委員",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "選んだ審査委員が見つかりません。選び直してください。"},
    )

    why = forms.TypedChoiceField(
        label="取り消す理由",
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", "選んでください"), *((str(key), why) for key, why in TAKEN_BACK.items())],
        help_text="審査委員に知らせます。ほかの理由のときは、提案の画面から一つずつ取り消せます。",
    )

    def __init__(self, *args: Any, board: Board, act: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act, self.board = act, board
        fields: dict[str, Any] = self.fields
        fields["proposals"].choices = [(each.pk, each.number) for each in board.proposals]
        fields["seats"].initial = board.call.reviewers_per_proposal
        fields["department"].queryset = Department.objects.active()
        waiting = [line.reviewer for line in board.progress() if line.unfinished]
        fields["reviewer"].choices = [
            ("", "選んでください"),
            *((person.pk, person.display_name) for person in waiting),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.act == "assign" and not given.get("seats") and "seats" not in self.errors:
            self.add_error("seats", "一つの提案を審査する人数を書いてください。")
        if self.act == "withdraw" and "reviewer" not in self.errors:
            known = {person.pk: person for person in self.board.reviewers}
            given["reviewer"] = known.get(given.get("reviewer") or 0)
            if given["reviewer"] is None:
                self.add_error("reviewer", "依頼を取り消す審査委員を選んでください。")
        if self.act == "withdraw" and not given.get("why") and "why" not in self.errors:
            self.add_error("why", "依頼を取り消す理由を選んでください。審査委員に知らせます。")
        return given

    @property
    def chosen(self) -> list[int]:
        """The numbers of the proposals in the order of the table; all of the call where none is ticked."""
        ticked = set(self.cleaned_data["proposals"])
        return [each.pk for each in self.board.proposals if not ticked or each.pk in ticked]
