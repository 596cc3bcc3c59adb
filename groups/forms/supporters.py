"""What a supporter says of themselves."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GUEST_FIELDS, GuestForm
from groups.forms.people import PersonNameField
from groups.models import Supporter
from kyodo_portal.cities.choices import fields_offered
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm
from kyodo_portal.writing.week import WeekField


class SupporterForm(AsksBeforePublic, PlainModelForm):
    """Name, what they can do, and in which fields are needed."""

    becomes_public = ("text", "interests")
    SHOWN_FIRST = ("public_name", "text", "field_numbers", "interests")

    times = WeekField(
        label=_("曜日と時間帯"),
        help_text=_("手伝えるときを選びます。決まっていなければ空のままで。"),
    )
    field_numbers = forms.TypedMultipleChoiceField(
        label=_("分野"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("手伝える分野を、1つ以上選んでください。")},
    )

    class Meta:
        model = Supporter
        fields: tuple[str, ...] = (
            *("public_name", "text", "interests", "times", "district"),
            *("is_minor", "audience"),
        )
        field_classes = {"public_name": PersonNameField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "interests": forms.Textarea(attrs={"rows": 2}),
            "audience": forms.RadioSelect,
        }
        help_texts = {
            "public_name": _("本名でなくてもかまいません。例：みほん太郎、花の好きなM"),
            "text": _(
                "例：花の植えかえ、写真の撮影、英語の通訳、会計の手伝い。"
                "電話番号や住所は書かないでください。"
            ),
            "interests": _("例：子どもの居場所、里山の手入れ"),
            "is_minor": _(
                "印を付けると、協働の窓口だけが読みます。参加するときは、保護者の方の同意が要ります。"
            ),
            "audience": _("連絡先は、どれを選んでも見せません。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        chosen = [row.number for row in self.instance.fields.all()] if self.instance.pk else []
        field_of(self, "field_numbers", forms.ChoiceField).choices = fields_offered(*chosen)
        self.fields["field_numbers"].initial = chosen
        self.order_fields(self.SHOWN_FIRST)


class PaperSupporterForm(GuestForm, SupporterForm):
    """What somebody without an account tells at the counter, as staff enter it. They alone read the form."""

    class Meta(SupporterForm.Meta):
        fields = (*SupporterForm.Meta.fields, "came_by", "came_on")
        widgets = {**SupporterForm.Meta.widgets, "came_by": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=True, **kwargs)
        self.fields["came_by"] = forms.ChoiceField(
            label="受け付けた方法", choices=Source, widget=forms.RadioSelect
        )
        self.fields["came_on"] = JapaneseDateField(
            label="受け付けた日", help_text="用紙が届いた日、または話を聞いた日です。"
        )
        told = {
            "guest_email": "メールか電話番号の、どちらか1つを書いてください。",
            "guest_phone": "手伝いをたのまれたときに、窓口がかける番号です。",
            "is_minor": "印を付けると、窓口だけが読みます。保護者の方の同意を、紙で受け取ってください。",
        }
        for name, words in told.items():
            self.fields[name].help_text = words
        self.order_fields(["came_by", "came_on", *GUEST_FIELDS, *self.SHOWN_FIRST])

    def clean_came_on(self) -> Any:
        came_on = self.cleaned_data["came_on"]
        if came_on > timezone.localdate():
            raise forms.ValidationError(
                "これから先の日付になっています。受け付けた日を確かめてください。"
            )
        return came_on
