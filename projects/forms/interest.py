"""What whoever offers to take on a task of the city says of their own ties to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.fields import PlainModelForm
from projects.models import HelpAnswer, Interest


class AsksInterest(PlainModelForm):
    """The two questions. Those who ask for help read the answer, and nobody else."""

    class Meta:
        model = HelpAnswer
        fields: tuple[str, ...] = ("interest", "interest_words")
        widgets: dict[str, Any] = {
            "interest": forms.RadioSelect,
            "interest_words": forms.TextInput,
        }
        help_texts = {
            "interest": _(
                "例：この課と取引がある会社で働いている、許可や補助金を受けている、家族が担当している。"
                "あっても、それだけで断ることはありません。募集した課だけが読みます。"
            ),
            "interest_words": _("「あるか、あるかもしれません」を選んだときに書いてください。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interest"] = forms.ChoiceField(
            label=HelpAnswer._meta.get_field("interest").verbose_name,
            choices=Interest.choices,
            widget=forms.RadioSelect,
            help_text=self.Meta.help_texts["interest"],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("interest") == Interest.NONE:
            data["interest_words"] = ""
        elif data.get("interest") == Interest.SOME and not data.get("interest_words"):
            self.add_error("interest_words", gettext("どのような関係かを、書いてください。"))
        return data
