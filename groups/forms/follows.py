"""Forms about following and being told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.accounts.language import LanguageForm
from groups.models import Frequency, NoticeKind, User
from groups.models.follows import frequencies_of
from groups.notices.followable import offered_fields
from kyodo_portal.words.languages import JAPANESE
from kyodo_portal.writing.fields import PlainTextField


class FieldsForm(forms.Form):
    """The fields of activity that somebody follows."""

    fields_followed = forms.TypedMultipleChoiceField(
        label=_("分野"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選んだ分野で、新しい協働事業や団体、催し、募集が始まるとお知らせします。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["fields_followed"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = list(offered_fields().items())


class SearchNameForm(forms.Form):
    """What somebody calls the conditions they save."""

    name = PlainTextField(
        label=_("この条件の名前"),
        max_length=60,
        help_text=_("あなただけに見えます。例：日曜日の催し"),
    )


class NoticeSettingsForm(LanguageForm):
    """How often somebody is told of each kind, and in which language."""

    field_order = (*NoticeKind.values, "language")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        chosen = {**frequencies_of(user), "language": user.language or JAPANESE.code}
        super().__init__(*args, **(kwargs | {"initial": chosen}))
        for kind in NoticeKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Frequency.choices, widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)

    @property
    def frequencies(self) -> dict[str, str]:
        """What was chosen for each kind."""
        return {kind.value: self.cleaned_data[kind.value] for kind in NoticeKind}
