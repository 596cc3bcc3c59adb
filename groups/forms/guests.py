"""What somebody without an account writes of themselves, and the code they were sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.people import PersonNameField
from groups.models.guests import Guest
from kyodo_portal.writing.fields import EmailField, KanaField, PhoneField, PlainTextField
from kyodo_portal.writing.once import OnceForm

GUEST_FIELDS = ("guest_name", "guest_name_kana", "guest_email", "guest_phone")


class OwnEmailField(EmailField):
    """A mail address, or else a telephone number."""

    is_one_of_two = True


class OwnPhoneField(PhoneField):
    """A telephone number, or else a mail address."""

    is_one_of_two = True


class GuestForm(OnceForm):
    """Mixin for forms that people with and without an account may send: a name and one contact,
    asked only of those without (`is_for_guest`)."""

    guest_name = PersonNameField(
        label=_("お名前"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    guest_name_kana = KanaField(
        label=_("フリガナ"),
        max_length=100,
        required=False,
        help_text=_("ひらがなで書いてもかまいません。"),
    )
    guest_email = OwnEmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_(
            "メールか電話番号の、どちらか1つを書いてください。メールには、確かめるためのコードを送ります。"
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    guest_phone = OwnPhoneField(
        label=_("電話番号"),
        required=False,
        help_text=_(
            "メールがないときは、電話番号だけでもかまいません。こちらから電話で確かめます。"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    ways_to_reach: tuple[str, ...] = ("guest_email", "guest_phone")
    """The fields of which one is enough."""

    def __init__(self, *args: Any, is_for_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_for_guest = is_for_guest
        if not is_for_guest:
            for name in GUEST_FIELDS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reached = set(self.ways_to_reach)
        if self.is_for_guest and not (reached & set(self.errors) or any(map(data.get, reached))):
            raise ValidationError({self.ways_to_reach[0]: self.unreached()})
        return data

    def unreached(self) -> str:
        """What is said where there is no way to reach them."""
        return gettext(
            "メールアドレスか電話番号の、どちらか1つを入力してください。"
            "変わったことがあったときに、お知らせするためです。"
        )

    @property
    def guest(self) -> Guest:
        """Who sent it, not kept yet; only after `is_valid`, and where it is for a guest."""
        typed = self.cleaned_data
        return Guest(
            name=typed["guest_name"],
            name_kana=typed["guest_name_kana"],
            email=typed["guest_email"],
            phone=typed["guest_phone"],
            address=typed.get("guest_address", ""),
        )


class CounterGuestForm(GuestForm):
    """Mixin for what staff enter for somebody at the counter, who may also be reached by post alone."""

    guest_address = PlainTextField(
        label="住所（手紙で返事をするとき）",
        max_length=300,
        required=False,
        help_text="メールも電話もない方には、手紙で返事をします。読めるのは、市の担当者だけです。",
    )

    ways_to_reach: tuple[str, ...] = ("guest_phone", "guest_email", "guest_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=True, **kwargs)
        self.fields["guest_name"].help_text = ""
        self.fields["guest_phone"].help_text = "電話・メール・住所の、どれか1つを書いてください。"
        self.fields["guest_email"].help_text = "メールがあれば、返事はメールで届きます。"

    def unreached(self) -> str:
        return "電話番号・メールアドレス・住所の、どれか1つを入力してください。返事をするためです。"


class CodeForm(forms.Form):
    """The code of a letter."""

    code = PlainTextField(
        label=_("コード（6けたの数字）"),
        max_length=50,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "10"}
        ),
    )
