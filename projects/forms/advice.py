"""The questions of "which form suits us?", answered in the address of the page."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from projects.guidance.advice import QUESTIONS


class AdviceForm(forms.Form):
    """One answer to each question. Nothing is kept: the answers are in the address alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.text,
                choices=question.answers,
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext("一つ選んでください。"),
                    "invalid_choice": gettext("下から一つ選び直してください。"),
                },
            )
