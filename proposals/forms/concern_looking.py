"""What staff look at before what somebody told becomes public. Staff read it alone."""

from typing import Any

from django import forms

from kyodo_portal.writing.fields import PlainTextField
from proposals.models import Concern

NO_FACE = "写真に、人の顔が写っていない（子どもは、とくによく見る）"
NO_HOME = "写真に、表札・車のナンバー・よその家の中や洗濯物が写っていない"
NAMES_NOBODY = "文章に、人の名前・電話番号・住所や、近所のだれかがわかる言葉がない"


class AsReadForm(forms.Form):
    """A form that carries the concern as it stood on the page (`Concern.as_read`): its writer may mend it
    meanwhile."""

    as_read = forms.CharField(
        label="読んだ内容",
        widget=forms.HiddenInput,
        max_length=16,
        error_messages={
            "required": "この画面をいつ開いたのかを確かめられませんでした。ページを開き直してください。"
        },
    )


class PhotoLookForm(AsReadForm):
    """A photo is looked at for what must not be public, one thing after the other."""

    no_face = forms.BooleanField(
        label=NO_FACE,
        error_messages={
            "required": "人の顔がないことを見て、印を付けてください。写っているときは、公開しないか、差し替えます。"
        },
    )
    no_home = forms.BooleanField(
        label=NO_HOME,
        error_messages={
            "required": "どの家かがわかるものがないことを見て、印を付けてください。写っているときは、公開しないか、差し替えます。"
        },
    )


class PublishForm(AsReadForm):
    """The words and the photo, looked at for exactly what must not be public. The photo may be shown with
    them, refused alone, or looked at later."""

    SHOWN, REFUSED, LATER = "shown", "refused", "later"

    names_nobody = forms.BooleanField(
        label=NAMES_NOBODY,
        error_messages={
            "required": "文章を読み、だれかのことが書かれていないことを確かめて、印を付けてください。"
            "書かれているときは、「公開しない」を選び、理由を書きます。"
        },
    )
    photo_is = forms.ChoiceField(
        label="写真",
        choices=[
            (SHOWN, "写真も公開する"),
            (REFUSED, "写真は公開しない（理由が、送った方に伝わります）"),
            (LATER, "写真は、あとで確かめる（それまで公開されません）"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "写真をどうするかを選んでください。"},
    )
    no_face = forms.BooleanField(label=NO_FACE, required=False)
    no_home = forms.BooleanField(label=NO_HOME, required=False)
    photo_because = PlainTextField(
        label="写真を公開しない理由",
        max_length=300,
        required=False,
        help_text="写真を公開しないときに書きます。例：子どもの顔が写っているため",
    )

    def __init__(self, *args: Any, has_photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            for name in ("photo_is", "no_face", "no_home", "photo_because"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asked = PhotoLookForm.base_fields
        for name in ("no_face", "no_home"):
            if data.get("photo_is") == self.SHOWN and not data.get(name):
                self.add_error(name, asked[name].error_messages["required"])
        because = data.get("photo_because") or "photo_because" in self.errors
        if data.get("photo_is") == self.REFUSED and not because:
            self.add_error("photo_because", "写真を公開しない理由を書いてください。")
        return data

    @property
    def looked(self) -> dict[str, Any]:
        """What is done with the photo, as `publish_concern` takes it; only after `is_valid`."""
        chosen = self.cleaned_data.get("photo_is")
        return {
            "as_read": self.cleaned_data["as_read"],
            "shows_photo": chosen == self.SHOWN,
            "photo_because": self.cleaned_data["photo_because"] if chosen == self.REFUSED else "",
        }


def has_photo_to_look_at(concern: Concern) -> bool:
    photo = getattr(concern, "photo", None)
    return photo is not None and photo.looked_at is None
