"""The photo of a day: its words, the file, and that those who are to be seen were asked."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files.uploads import CheckedFile, PhotoField
from kyodo_portal.writing.fields import PlainTextField
from projects.models import EventPhoto


class WordsForm(forms.Form):
    """What is to be seen, for those who do not see it."""

    prefix = "words"

    caption = PlainTextField(
        label=_("写真に写っているもの"),
        max_length=200,
        required=False,
        help_text=_(
            "例：駅前の花だんに、5人で苗を植えているところ。目で見られない方にも伝わります。"
        ),
    )


class FileForm(forms.Form):
    """A new photo, or that the present one is to go."""

    prefix = "files"

    photo = PhotoField(label=_("写真"), required=False)
    has_consent = forms.BooleanField(
        label=_("写っている人（子どもは保護者）に、載せてよいか聞きました"), required=False
    )
    remove = forms.BooleanField(label=_("いまの写真を外す"), required=False)


class EventPhotoForms:
    """Both parts of the page, checked together: a photo never stands without its words, nor without the
    consent of those who are to be seen."""

    def __init__(
        self, data: Any = None, files: MultiValueDict | None = None, *, kept: EventPhoto | None
    ) -> None:
        self.kept = kept
        self.words = WordsForm(data, initial={"caption": kept.caption if kept else ""})
        self.files = FileForm(data, files)
        if kept is None:
            del self.files.fields["remove"]

    @property
    def shown(self) -> list[forms.BaseForm]:
        """The part that shows what is stored."""
        return [self.words]

    def is_valid(self) -> bool:
        if all([self.words.is_valid(), self.files.is_valid()]):
            self._check()
        return not (self.words.errors or self.files.errors)

    def _check(self) -> None:
        caption, has_photo = self.caption, bool(self.added or (self.kept and not self.is_removed))
        if has_photo and not caption:
            self.words.add_error("caption", gettext("何が写っているかを書いてください。"))
        if caption and not has_photo and not self.is_removed:
            self.files.add_error(
                "photo",
                gettext("説明に合う写真を選んでください。写真がなければ、説明を消してください。"),
            )
        if self.added and not self.files.cleaned_data["has_consent"]:
            self.files.add_error(
                "has_consent",
                gettext(
                    "写っている人に聞いてから載せてください。だれも写っていないときも、印を付けてください。"
                ),
            )

    @property
    def caption(self) -> str:
        return str(self.words.cleaned_data["caption"])

    @property
    def added(self) -> CheckedFile | None:
        """The new photo, if there is one; it takes the place of the present."""
        file: CheckedFile | None = self.files.cleaned_data.get("photo")
        return file

    @property
    def is_removed(self) -> bool:
        return bool(self.files.cleaned_data.get("remove")) and not self.added
