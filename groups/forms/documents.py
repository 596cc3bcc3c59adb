"""The page on which a group keeps its documents: who may read which, of which 年度, and a new one."""

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Audience, DocumentKind, Group, GroupDocument
from groups.models.groups import BEFORE_REGISTRATION
from kyodo_portal.cities import city
from kyodo_portal.files.inside import hidden_in
from kyodo_portal.files.uploads import AttachmentField, refusal_to_publish
from kyodo_portal.words.calendar import fiscal_year, fiscal_year_label
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm, PlainTextField

YEARS_BACK = 6
"""年度 that are offered beside this one and the next."""


def years_offered(has: int | None) -> list[tuple[str, str]]:
    """The 年度 a document may be of, the newest first; what it has stays among them."""
    now = fiscal_year(timezone.localdate())
    years = {*range(now - YEARS_BACK, now + 2), *([has] if has else [])}
    named = [(str(year), fiscal_year_label(year)) for year in sorted(years, reverse=True)]
    return [("", gettext("年度によらない")), *named]


class _OfYear(forms.Form):
    fiscal_year = forms.TypedChoiceField(
        label=_("年度"), coerce=int, empty_value=None, required=False
    )

    def offer_years(self, has: int | None = None) -> None:
        field_of(self, "fiscal_year", forms.TypedChoiceField).choices = years_offered(has)


class DocumentRow(_OfYear, PlainModelForm):
    """A document that is there: its 年度, and who may read it."""

    remove = forms.BooleanField(label=_("この書類を取り除く"), required=False)

    class Meta:
        model = GroupDocument
        fields = ["shown_to", "fiscal_year"]

    field_order = ["shown_to", "fiscal_year", "remove"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_years(self.instance.fiscal_year)
        self.was_closed = self.instance.shown_to == Audience.CLOSED
        if not is_removable(self.instance):
            del self.fields["remove"]

    def clean_shown_to(self) -> str:
        """What is opened later is looked into as what is opened at once."""
        chosen: str = self.cleaned_data["shown_to"]
        if self.was_closed and chosen != Audience.CLOSED and not self.instance.is_photo:
            name = self.instance.original_name
            with self.instance.file.open("rb") as stored:
                hidden = hidden_in(stored.read(), PurePosixPath(name).suffix.lstrip("."))
            if hidden:
                raise ValidationError(refusal_to_publish(name, hidden))
        return chosen


class NewDocumentForm(_OfYear):
    """A document to be added; nothing, where no file is chosen."""

    prefix = "new"

    kind = forms.ChoiceField(label=_("書類の種類"), choices=DocumentKind, required=False)
    title = PlainTextField(
        label=_("書類の名前"),
        max_length=100,
        required=False,
        help_text=_("例：総会の資料。空けておくと、種類の名前になります。"),
    )
    file = AttachmentField(label=_("ファイル"), required=False)
    shown_to = forms.ChoiceField(
        label=_("見せる相手"), choices=Audience, initial=Audience.CLOSED, required=False
    )

    field_order = ["kind", "fiscal_year", "title", "file", "shown_to"]

    def __init__(self, *args: Any, group: Group, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        offered = [(kind, label) for kind, label in DocumentKind.choices if kind in kinds]
        field_of(self, "kind", forms.ChoiceField).choices = offered
        self.offer_years()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if data.get("title") and not file and "file" not in self.errors:
            self.add_error("file", gettext("ファイルを選んでください。"))
        if file and file.hidden and data.get("shown_to") != Audience.CLOSED:
            self.add_error("file", refusal_to_publish(file.original_name, file.hidden))
        if file and not data.get("title"):
            data["title"] = str(DocumentKind(data.get("kind") or DocumentKind.OTHER).label)
        return data


class KeepDocumentsForms:
    """The parts of the page, checked together. `kinds` are those of which this person keeps documents."""

    def __init__(
        self,
        data: Any = None,
        files: MultiValueDict | None = None,
        *,
        group: Group,
        kinds: Collection[str],
    ) -> None:
        kept = group.documents.filter(kind__in=kinds).select_related("group")
        documents = kept.order_by("-fiscal_year", "pk")
        self.rows = [
            DocumentRow(data, instance=document, prefix=f"document-{document.pk}")
            for document in documents
        ]
        self.new = NewDocumentForm(data, files, group=group, kinds=kinds)

    @property
    def shown(self) -> list[forms.BaseForm]:
        """The parts that show what is stored."""
        return list(self.rows)

    def is_valid(self) -> bool:
        """Every part is read before the answer, so that all errors are shown at once."""
        answers = [part.is_valid() for part in (*self.rows, self.new)]
        limit = city().limits.files_per_record * (YEARS_BACK + 2)
        if all(answers) and self.new.cleaned_data.get("file") and len(self.rows) >= limit:
            words = gettext("書類は{limit}件までです。いらなくなった書類を取り除いてください。")
            self.new.add_error("file", words.format(limit=limit))
        return all(answers) and not self.new.errors


def is_removable(document: GroupDocument) -> bool:
    """What a coordinator saw when the group was registered stays; what the group added since is its own."""
    group = document.group
    if group.status in BEFORE_REGISTRATION or group.registered_at is None:
        return True
    return document.uploaded_at > group.registered_at
