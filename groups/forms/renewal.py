"""The one page on which a group confirms that what is registered of it still holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import CounterForm
from groups.forms.parts import ContactForm, MembersForm
from groups.models import ContactDetails, Group
from kyodo_portal.writing.fields import PlainTextField


class ConfirmForm(forms.Form):
    """That the group still is what it was registered as, and what has changed since."""

    prefix = "renewal"

    still_holds = forms.BooleanField(
        label=_("登録の要件に、いまも当てはまります"),
        error_messages={
            "required": _(
                "要件に当てはまることを確かめて、印を付けてください。当てはまらないものがあるときは、"
                "協働担当にご相談ください。"
            )
        },
    )
    changed = PlainTextField(
        label=_("前の登録から変わったこと"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("代表が代わった、活動の曜日を変えたなど。なければ空けておいてください。"),
    )


class RenewalForms:
    """The parts of the page, checked together. Who enters it at the counter says how it came there."""

    def __init__(
        self, data: Any = None, *, group: Group, contact: ContactDetails | None, on_paper: bool
    ) -> None:
        self.members = MembersForm(data, instance=group)
        self.contact = ContactForm(data, instance=contact)
        self.confirm = ConfirmForm(data)
        self.counter = CounterForm(data) if on_paper else None

    @property
    def shown(self) -> list[forms.BaseForm]:
        """The parts that show what is stored."""
        return [self.members, self.contact]

    @property
    def parts(self) -> list[forms.BaseForm]:
        return [*self.shown, self.confirm, *([self.counter] if self.counter else [])]

    def is_valid(self) -> bool:
        """Every part is read before the answer, so that all errors are shown at once."""
        answers = [part.is_valid() for part in self.parts]
        return all(answers)
