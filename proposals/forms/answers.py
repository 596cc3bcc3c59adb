"""The answers to what only this call asks."""

from collections.abc import Iterator
from typing import Any

from django import forms

from kyodo_portal.writing.fields import PlainTextField, need_to_submit
from proposals.models import CallQuestion, Proposal

PREFIX = "answers"


class AnswersForm(forms.Form):
    """One field for each question of the call, by its number. Nothing is required until submission."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, prefix=PREFIX)
        self.questions: list[CallQuestion] = proposal.call.own_questions
        given = {row.question_id: row.text for row in proposal.answers.all()}
        for question in self.questions:
            field = PlainTextField(
                label=question.text,
                help_text=question.help_text,
                max_length=question.most_letters,
                initial=given.get(question.pk, ""),
                widget=forms.Textarea(attrs={"rows": 5}),
                required=False,
            )
            need_to_submit(field, question.is_required)
            self.fields[str(question.pk)] = field

    def read(self) -> Iterator[tuple[CallQuestion, str]]:
        """Each question whose answer could be read."""
        self.is_valid()
        for question in self.questions:
            name = str(question.pk)
            if name in self.cleaned_data and self.add_prefix(name) in self.data:
                yield question, self.cleaned_data[name]
