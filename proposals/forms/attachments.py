"""A document that goes with a proposal."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files.uploads import AttachmentField, CheckedFile
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField
from proposals.models import CallPaper


class AttachmentForm(forms.Form):
    """A file and what to call it; without a name the paper's is taken, or the file's own. It stands within the form
    of the draft, which needs no file; only the button that adds one does."""

    paper = forms.TypedChoiceField(
        label=_("どの書類ですか"), coerce=int, empty_value=None, required=False
    )
    file = AttachmentField(label=_("添える書類"), required=False)
    title = PlainTextField(
        label=_("書類の名前"),
        max_length=100,
        required=False,
        help_text=_("例：規約、構成員の名簿、見積書。書かなければ、ファイルの名前を使います。"),
    )

    def __init__(self, *args: Any, papers: Collection[CallPaper] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {paper.pk: paper for paper in papers}
        if papers:
            names = [(paper.pk, paper.name) for paper in papers]
            choices = [("", gettext("（そのほかの書類）")), *names]
            field_of(self, "paper", forms.TypedChoiceField).choices = choices
        else:
            del self.fields["paper"]

    @property
    def chosen_paper(self) -> CallPaper | None:
        """The paper the document is, once the form is read."""
        return self.papers.get(self.cleaned_data.get("paper") or 0)

    def clean_file(self) -> CheckedFile:
        checked = self.cleaned_data["file"]
        if not checked:
            raise ValidationError(
                gettext("添える書類のファイルを選んでください。"), code="required"
            )
        return checked
