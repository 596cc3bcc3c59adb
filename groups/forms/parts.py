"""Forms about people and groups."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.networks import StaysNetwork
from groups.models import ContactDetails, Group
from kyodo_portal.cities.choices import fields_offered, group_kinds_offered
from kyodo_portal.words.alike import foreign_look_alikes, has_invisible
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import (
    KanaField,
    PeopleField,
    PhoneField,
    PlainModelForm,
)
from kyodo_portal.writing.once import OnceForm
from kyodo_portal.writing.postal import PostalCodeField
from kyodo_portal.writing.summaries import AsksSummaries

IN_CITY = _("市内に住む・働く・学ぶ人の数です。およその数でかまいません。")


class MembersForm(PlainModelForm):
    """How many people a group has."""

    members_count = PeopleField(label=_("構成員の数"), min_value=1, max_value=1_000_000)

    class Meta:
        model = Group
        fields = ["members_count", "members_in_city_count"]
        help_texts = {"members_in_city_count": IN_CITY}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        whole, in_city = data.get("members_count"), data.get("members_in_city_count")
        if whole is not None and in_city is not None and in_city > whole:
            self.add_error(
                "members_in_city_count",
                gettext(
                    "構成員の数（{whole}人）より多くなっています。数を確かめてください。"
                ).format(whole=whole),
            )
        return data


class GroupForm(StaysNetwork, AsksSummaries, AsksBeforePublic, OnceForm, MembersForm):
    """The public part: what the group is and what it does (practice §6)."""

    becomes_public = ("area", "purpose", "activities", "message", "summary_easy", "summary_en")

    field_numbers = forms.TypedMultipleChoiceField(
        label=_("活動の分野"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("当てはまるものを、いくつでも選んでください。"),
        error_messages={"required": _("「活動の分野」を1つ以上選んでください。")},
    )

    class Meta:
        model = Group
        fields = [
            *("name", "name_kana", "kind", "founded_on", "members_count", "members_in_city_count"),
            *("area", "district", "purpose", "activities", "message", "website"),
            "is_network",
            *("summary_easy", "summary_en"),
        ]
        field_classes = {"name_kana": KanaField}
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "activities": forms.Textarea(attrs={"rows": 8}),
            "website": forms.URLInput(attrs={"autocomplete": "url"}),
        }
        help_texts = {
            "name_kana": _("ひらがなで書いても、カタカナに直して登録します。"),
            "founded_on": _(
                "例：2018-04-01、平成30年4月1日。日にちがわからないときは、その月の1日としてください。"
            ),
            "members_in_city_count": IN_CITY,
            "area": _("例：市内全域、駅の南口あたり、○○小学校の学区"),
            "purpose": _("どんな思いで始めた団体かを、1,000文字以内で書いてください。"),
            "activities": _(
                "ふだんの活動を、知らない人にも伝わるように3,000文字以内で書いてください。"
            ),
            "message": _("一覧でもひとこと紹介として使います。200文字以内。"),
            "is_network": _(
                "連合自治会やNPOのネットワークなど。登録のあと、参加団体を迎えて、一覧とページに載せられます。"
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        field_of(self, "kind", forms.ChoiceField).choices = [
            ("", gettext("選んでください")),
            *group_kinds_offered(self.instance.kind),
        ]
        numbers = [field.number for field in self.instance.fields.all()] if self.instance.pk else []
        field_of(self, "field_numbers", forms.ChoiceField).choices = fields_offered(*numbers)
        if self.instance.pk:
            self.initial["field_numbers"] = numbers

    def clean_name(self) -> str:
        """A name that looks like another to readers is no other name."""
        name: str = self.cleaned_data["name"]
        if has_invisible(name):
            raise ValidationError(
                gettext(
                    "「団体名」に、目に見えない文字が混ざっています。"
                    "ほかの団体とまちがえられないように、手で入力しなおしてください。"
                )
            )
        if mixed := foreign_look_alikes(name):
            raise ValidationError(
                gettext(
                    "「団体名」に、見た目がよく似た別の文字（キリル文字やギリシャ文字）が混ざっています："
                    "{letters}。ふだんの文字で入力しなおしてください。"
                ).format(letters=listed(mixed))
            )
        return name

    def clean_founded_on(self) -> Any:
        founded_on = self.cleaned_data["founded_on"]
        if founded_on and founded_on > timezone.localdate():
            raise ValidationError(
                gettext("これから先の日付になっています。設立した日を確かめてください。")
            )
        return founded_on


class ContactForm(PlainModelForm):
    """How to reach the group, and who may see which line of it."""

    prefix = "contact"

    class Meta:
        model = ContactDetails
        fields = [
            *("name", "name_kana", "position", "name_shown_to"),
            *("postal_code", "address", "address_shown_to"),
            *("phone", "phone_shown_to", "fax", "fax_shown_to", "email", "email_shown_to"),
            *("person_in_charge", "person_in_charge_phone"),
        ]
        field_classes = {
            "name_kana": KanaField,
            "postal_code": PostalCodeField,
            "phone": PhoneField,
            "fax": PhoneField,
            "person_in_charge_phone": PhoneField,
        }
        labels = {"position": _("代表者の役職")}
        help_texts = {
            "postal_code": _("例：342-0000"),
            "address": _("決まった事務所がなければ、代表者の住所を書いてください。"),
            "phone": _("電話番号とメールアドレスは、どちらか一方があれば申請できます。"),
            "person_in_charge": _("代表者とは別の人が連絡を受けるときに書いてください。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "address"):
            self.fields[name].required = True
            self.fields[name].widget.is_required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("phone") or data.get("email") or {"phone", "email"} & set(self.errors)):
            self.add_error(
                "phone", gettext("電話番号かメールアドレスの、どちらか一方を書いてください。")
            )
        return data
