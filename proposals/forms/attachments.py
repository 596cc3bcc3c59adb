"""A document that goes with a proposal."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files.uploads import AttachmentField, CheckedFile
from kyodo_portal.writing.fields import PlainTextField


class AttachmentForm(forms.Form):
    """A file and what to call it; without a name the file's own is taken. It stands within the form
    of the draft, which needs no file; only the button that adds one does."""

    file = AttachmentField(label=_("添える書類"), required=False)
    title = PlainTextField(
        label=_("書類の名前"),
        max_length=100,
        required=False,
        help_text=_("例：規約、構成員の名簿、見積書。書かなければ、ファイルの名前を使います。"),
    )

    def clean_file(self) -> CheckedFile:
        checked = self.cleaned_data["file"]
        if not checked:
            raise ValidationError(
                gettext("添える書類のファイルを選んでください。"), code="required"
            )
        return checked
