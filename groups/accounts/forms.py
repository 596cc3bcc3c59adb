"""What is typed at the portal's door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.accounts.language import chosen
from groups.accounts.names import can_be_called
from groups.models import User
from kyodo_portal.words.alike import has_invisible
from kyodo_portal.words.languages import current
from kyodo_portal.writing.fields import PlainTextField


class NameField(PlainTextField):
    """A name that others see. What cannot be seen in it is refused, not left out: whoever copied it
    from somewhere learns of it."""

    def to_python(self, value: Any) -> Any:
        if has_invisible(str(value or "")):
            raise ValidationError(
                gettext(
                    "「表示名」に、目に見えない文字か、文字の向きを変える記号が入っています。"
                    "いちど全部消して、入力しなおしてください。"
                ),
                code="invisible",
            )
        return super().to_python(value)


class NewAccountForm(forms.Form):
    """What the sign-up page asks beside address and password."""

    display_name = NameField(
        label=_("表示名"),
        max_length=50,
        help_text=_("ほかの人に見える名前です。本名でなくてもかまいません。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        verdict = can_be_called(name)
        if not verdict:
            raise ValidationError(verdict.reason)
        return name

    def signup(self, request: HttpRequest, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.language = chosen(current())
        user.save(update_fields=["display_name", "language"])
