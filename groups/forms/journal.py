"""What a group tells of one day."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import JournalEntry
from kyodo_portal.files.uploads import PhotoField
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.fields import PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm


class JournalForm(AsksBeforePublic, OnceForm, PlainModelForm):
    """The day, a sentence or two, and perhaps a photo with its words."""

    becomes_public = ("text", "alt")

    photo = PhotoField(label=_("写真"), required=False)
    alt = PlainTextField(
        label=_("写真に写っているもの"),
        max_length=150,
        required=False,
        help_text=_("目で見られない方にも伝わるように書きます。"),
    )

    class Meta:
        model = JournalEntry
        fields = ["happened_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": _("例：14人で葉ボタンを植えました。300文字以内。")}

    def clean_happened_on(self) -> Any:
        happened_on = self.cleaned_data["happened_on"]
        if happened_on > timezone.localdate():
            raise ValidationError(
                gettext("これから先の日付になっています。行った日を確かめてください。")
            )
        return happened_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("photo") and not data.get("alt") and "alt" not in self.errors:
            self.add_error("alt", gettext("何が写っているかを書いてください。"))
        return data
