"""Telling what is needed, with or without an account and at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import not_to_come
from groups.forms.guests import GUEST_FIELDS, GuestForm
from kyodo_portal.cities.choices import fields_offered
from kyodo_portal.files.uploads import PhotoField
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from proposals.models import Concern


class OfThePhotoField(PlainTextField):
    """What has to be said of a photo, where there is one."""

    needed_when = _("※写真を送るときは必須")


class PhotoLookedAtField(forms.BooleanField):
    """That whoever sends a photo has looked at it, where there is one."""

    needed_when = _("※写真を送るときは必須")


class ConcernPhotoForm(forms.Form):
    """A photo, with what is seen in it, and the word of whoever sends it that nobody is."""

    photo = PhotoField(
        label=_("写真"),
        required=False,
        help_text=_(
            "なくてもかまいません。人の顔、表札、車のナンバー、近所の家や洗濯物が写らないように撮ります。"
            "写真に記録された場所の情報は、受け取るときに消します。"
        ),
    )
    caption = OfThePhotoField(
        label=_("写真の説明"),
        max_length=200,
        required=False,
        help_text=_("何が写っているかを書きます。目で見られない方にも伝わります。"),
    )
    shows_nobody = PhotoLookedAtField(
        label=_("写真に、人の顔・表札・車のナンバー・よその家が写っていないことを確かめました"),
        required=False,
    )

    has_photo = False
    """Whether one is stored already, which the words are about."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("photo"):
            if (data.get("caption") or data.get("shows_nobody")) and not (
                self.has_photo or "photo" in self.errors
            ):
                self.add_error(
                    "photo",
                    gettext(
                        "写真が選ばれていません。写真を選ぶか、写真なしで送るときは、説明と印を消してください。"
                    ),
                )
            return data
        if not data.get("caption") and "caption" not in self.errors:
            self.add_error("caption", gettext("写真には、何が写っているかの説明を書いてください。"))
        if not data.get("shows_nobody"):
            self.add_error(
                "shows_nobody",
                gettext(
                    "写真をもう一度見て、だれかや、どこの家かがわかるものがないことを確かめ、印を付けてください。"
                    "写っているときは、写真なしで送れます。"
                ),
            )
        return data


class ConcernForm(AsksBeforePublic, ConcernPhotoForm, GuestForm, PlainModelForm):
    """What is needed, and where; everything else may stay empty."""

    becomes_public = ("title", "place", "text")

    class Meta:
        model = Concern
        fields: tuple[str, ...] = ("title", "district", "place", "text", "field")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": _("例：通学路の街灯が消えている、ベンチがなくて休めない"),
            "place": _(
                "目印になる建物や交差点、公園の名前などで書きます。よその家の名前は書かないでください。"
            ),
            "text": _(
                "いつから、だれが、どう困っているか。わかるところだけでかまいません。"
                "個人の名前や電話番号、近所の人のことは書かないでください。"
            ),
        }

    field_order: tuple[str, ...] = (
        *("title", "district", "place", "text", "field", "photo", "caption", "shows_nobody"),
        *("guest_name", "guest_name_kana", "guest_email", "guest_phone"),
    )

    def __init__(self, *args: Any, is_for_guest: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=is_for_guest, **kwargs)
        offer_districts(self)
        asked = self.fields["field"]
        has = [self.instance.field] if self.instance.field is not None else []
        self.fields["field"] = forms.TypedChoiceField(
            label=asked.label,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", gettext("（わからない）")), *fields_offered(*has)],
        )
        self.order_fields(self.field_order)


class ConcernEditForm(ConcernForm):
    """The same, by its writer, before staff have looked."""

    drops_photo = forms.BooleanField(label=_("いまの写真を消す"), required=False)

    field_order = (*ConcernForm.field_order, "drops_photo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_photo = hasattr(self.instance, "photo")
        if not self.has_photo:
            del self.fields["drops_photo"]


class CounterConcernForm(ConcernForm):
    """What came to the city on paper or by voice, as its staff enters it; also of somebody who did not say
    who they are. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日", validators=[not_to_come])
    is_nameless = forms.BooleanField(
        label="名乗らなかった方、連絡先を残さなかった方",
        required=False,
        help_text="お名前と連絡先は空のままにします。結果は、ご本人には知らせられません。",
    )

    class Meta(ConcernForm.Meta):
        fields = (*ConcernForm.Meta.fields, "came_by", "came_on")

    field_order = (*ConcernForm.field_order[:8], "is_nameless", *GUEST_FIELDS, "came_by", "came_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=True, **kwargs)
        ticked = self.fields["is_nameless"].widget.value_from_datadict(
            self.data, self.files, self.add_prefix("is_nameless")
        )
        if ticked:
            self.is_for_guest = self.fields["guest_name"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_for_guest and any(data.get(name) for name in GUEST_FIELDS):
            self.add_error(
                "is_nameless",
                "「名乗らなかった方」に印がありますが、お名前か連絡先も書かれています。どちらかを消してください。",
            )
        return data
