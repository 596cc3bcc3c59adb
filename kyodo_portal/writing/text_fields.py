"""Fields of text as people write it; what all our fields have in common: a message names the field, and
what nobody types on purpose is left out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words import text as words

LONGEST_TEXT = 20_000
"""Characters of a free text where the model sets no limit of its own."""

_BROKEN = _("読み取れない文字が含まれています。その文字を消して、もう一度送ってください。")


class PlainWords(forms.Field):
    """Names the field in the message that asks for a missing answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = (
                format_lazy(_("「{label}」を入力してください。"), label=self.label)
                if self.label
                else _("入力してください。")
            )


def cleaned(value: Any) -> str:
    """A typed value without what nobody types on purpose, trimmed of blanks of any width."""
    try:
        return words.clean(str(value)).strip()
    except ValueError:
        raise ValidationError(_BROKEN, code="broken_text") from None


class CleanTextMixin(PlainWords):
    """Makes a CharField keep only clean text (see `kyodo_portal.words.text.clean`)."""

    empty_value: Any

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        return cleaned(value) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser cuts off what is pasted beyond it and says nothing. The
        field says how long a text may be, and keeps all of it on the page."""
        attrs = dict(super().widget_attrs(widget))
        attrs.pop("maxlength", None)
        return attrs


class PlainTextField(CleanTextMixin, forms.CharField):
    """A line or a paragraph of text, at most `LONGEST_TEXT` characters unless told otherwise."""

    default_error_messages = {
        "max_length": _("%(limit_value)d文字以内で書いてください(いまは%(show_value)d文字です)。"),
        "min_length": _("%(limit_value)d文字以上で書いてください(いまは%(show_value)d文字です)。"),
    }

    def __init__(self, *args: Any, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length or LONGEST_TEXT, **kwargs)


class KanaField(PlainTextField):
    """フリガナ: hiragana and half-width kana become full-width katakana."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return words.clean_kana(typed)
        except ValueError:
            raise ValidationError(
                gettext("フリガナは、カタカナかひらがなで書いてください(例: キョウドウ ハナコ)。"),
                code="not_kana",
            ) from None
