"""The page on which a group shows what it looks like."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Group, GroupPicture, PictureRole
from kyodo_portal.files.uploads import CheckedFile, PhotoField
from kyodo_portal.writing.fields import PlainTextField


class WordsForm(forms.Form):
    """What is to be seen on each picture, for those who do not see it."""

    prefix = "words"

    photo = PlainTextField(
        label=_("写真に写っているもの"),
        max_length=150,
        required=False,
        help_text=_(
            "例：駅前の花だんに、5人で苗を植えているところ。目で見られない方にも伝わります。"
        ),
    )
    logo = PlainTextField(
        label=_("ロゴの説明"), max_length=150, required=False, help_text=_("例：花と道の会のロゴ")
    )


class FilesForm(forms.Form):
    """New pictures, and those that are to go."""

    prefix = "files"

    photo = PhotoField(label=_("写真"), required=False)
    remove_photo = forms.BooleanField(label=_("いまの写真を外す"), required=False)
    logo = PhotoField(label=_("ロゴ"), required=False)
    remove_logo = forms.BooleanField(label=_("いまのロゴを外す"), required=False)


class PicturesForms:
    """Both parts of the page, checked together: a picture never stands without its words."""

    def __init__(
        self, data: Any = None, files: MultiValueDict | None = None, *, group: Group
    ) -> None:
        self.kept: dict[str, GroupPicture] = {each.role: each for each in group.pictures.all()}
        words = {role: picture.alt for role, picture in self.kept.items()}
        self.words = WordsForm(data, initial=words)
        self.files = FilesForm(data, files)
        for role in PictureRole.values:
            if role not in self.kept:
                del self.files.fields[f"remove_{role}"]

    @property
    def shown(self) -> list[forms.BaseForm]:
        """The part that shows what is stored."""
        return [self.words]

    def is_valid(self) -> bool:
        answers = [self.words.is_valid(), self.files.is_valid()]
        if all(answers):
            for role in PictureRole.values:
                self._check(role)
        return not (self.words.errors or self.files.errors)

    def _check(self, role: str) -> None:
        has_picture = bool(self.added.get(role)) or (role in self.kept and role not in self.removed)
        words = self.words.cleaned_data.get(role)
        if has_picture and not words:
            self.words.add_error(role, gettext("何が写っているかを書いてください。"))
        if words and not has_picture and role not in self.removed:
            self.files.add_error(
                role,
                gettext("説明に合う写真を選んでください。写真がなければ、説明を消してください。"),
            )

    @property
    def added(self) -> dict[str, CheckedFile]:
        """The new picture of each role that has one."""
        given = {role: self.files.cleaned_data.get(role) for role in PictureRole.values}
        return {role: file for role, file in given.items() if file}

    @property
    def removed(self) -> set[str]:
        """The roles whose picture is to go; a new one takes its place."""
        return {
            role
            for role in PictureRole.values
            if self.files.cleaned_data.get(f"remove_{role}") and role not in self.added
        }
