"""A progress report and its photos."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.files.uploads import PhotoField
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm
from kyodo_portal.writing.rows import OrderedRows, of_kind
from projects.agreement.parties import Voice
from projects.models import Update, UpdatePhoto

PHOTO_ROWS = 3


class UpdateForm(AsksBeforePublic, OnceForm, PlainModelForm):
    """What was done. Who reports follows from who writes; only somebody with several voices is
    asked for which of them they speak."""

    becomes_public = ("title", "body")

    voice = forms.ChoiceField(label=_("だれとして報告しますか"), widget=forms.RadioSelect)

    class Meta:
        model = Update
        fields = ("title", "body", "happened_on")
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"happened_on": _("活動や打ち合わせをした日があれば書きます。")}

    def __init__(self, *args: Any, voices: list[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voices
        if len(voices) == 1:
            del self.fields["voice"]
        else:
            field_of(self, "voice", forms.ChoiceField).choices = [(v.key, v.label) for v in voices]

    @property
    def sole_voice(self) -> Voice | None:
        """For whom it is written, where that is not asked."""
        return self.voices[0] if len(self.voices) == 1 else None

    @property
    def chosen_voice(self) -> Voice:
        """The side and the name under which the report stands."""
        chosen = self.cleaned_data.get("voice")
        return next((v for v in self.voices if v.key == chosen), self.voices[0])


class PhotoForm(forms.Form):
    """One photo with the words for those who do not see it."""

    file = PhotoField(label=_("写真"), required=False)
    caption = PlainTextField(
        label=_("写真の説明"),
        max_length=200,
        required=False,
        help_text=_("何が写っているかを書きます。目で見られない方にも伝わります。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("file") and not data.get("caption") and "caption" not in self.errors:
            self.add_error("caption", gettext("写真には、何が写っているかの説明を書いてください。"))
        if data.get("caption") and not data.get("file") and "file" not in self.errors:
            self.add_error(
                "file",
                gettext("説明に合う写真を選んでください。写真がなければ、説明を消してください。"),
            )
        return data


class _PhotoFormSet(BaseFormSet):
    row = _("枚目")

    @property
    def photos(self) -> list[dict[str, Any]]:
        """The rows that hold a photo: file and caption."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("file")]


def photo_formset(*args: Any, **kwargs: Any) -> _PhotoFormSet:
    """The photos of one report, as many as the city's profile allows."""
    most = city().limits.photos_per_update
    made = formset_factory(
        PhotoForm,
        formset=_PhotoFormSet,
        extra=min(PHOTO_ROWS, most),
        max_num=most,
        absolute_max=most,
        validate_max=True,
    )
    return of_kind(made, _PhotoFormSet)(*args, **kwargs)


class CorrectionForm(AsksBeforePublic, PlainModelForm):
    """The words of a report that was posted."""

    becomes_public = UpdateForm.becomes_public

    class Meta(UpdateForm.Meta):
        pass


class PhotoCorrectionForm(PlainModelForm):
    """A photo of a report that was posted: its words, and whether it goes."""

    takes_down = forms.BooleanField(label=_("この写真を取り下げる"), required=False)

    class Meta:
        model = UpdatePhoto
        fields = ("caption",)
        labels = {"caption": _("写真の説明")}


_made = inlineformset_factory(
    Update,
    UpdatePhoto,
    form=PhotoCorrectionForm,
    formset=OrderedRows,
    extra=0,
    max_num=0,
    can_delete=False,
    edit_only=True,
)
PhotoCorrectionFormSet = of_kind(_made, OrderedRows)


class TakingDownForm(forms.Form):
    """Why a report is taken down: everybody reads it in its place."""

    reason = PlainTextField(
        label=_("取り下げる理由"),
        max_length=300,
        help_text=_(
            "報告のあった場所に、この理由が公開されます。消したい内容そのものは書かないでください。"
        ),
    )
