"""The documents of a round of opinions: a new one, and those to take away."""

from typing import Any

from django import forms

from kyodo_portal.cities import city
from kyodo_portal.files.uploads import AttachmentField
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField
from proposals.models import OpinionDocument, OpinionRound


class OpinionDocumentsForm(forms.Form):
    """Everybody may have what is added here once the round is announced."""

    title = PlainTextField(
        label="資料の名前", max_length=100, required=False, help_text="例：計画の案（全文）"
    )
    file = AttachmentField(label="ファイル", required=False, becomes_public=True)
    removed = forms.ModelMultipleChoiceField(
        label="取り除く資料",
        queryset=OpinionDocument.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, round_: OpinionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        kept = round_.documents.all()
        field_of(self, "removed", forms.ModelMultipleChoiceField).queryset = kept
        if not kept:
            del self.fields["removed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if data.get("title") and not file and "file" not in self.errors:
            self.add_error("file", "ファイルを選んでください。")
        if file and not data.get("title") and "title" not in self.errors:
            self.add_error("title", "資料の名前を入力してください。")
        limit, left = city().limits.files_per_record, self.round.documents.count()
        if file and left - len(data.get("removed") or ()) >= limit:
            self.add_error(
                "file", f"資料は{limit}件までです。いらなくなったものを取り除いてください。"
            )
        return data
