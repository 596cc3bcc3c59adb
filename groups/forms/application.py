"""The page on which a group applies for registration or mends its record: the forms it is made of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.checklist import checklist_of
from groups.forms.parts import ContactForm, GroupForm
from groups.models import ContactDetails, DocumentKind, Group, GroupDocument
from groups.models.groups import BEFORE_REGISTRATION
from kyodo_portal.cities import city, said
from kyodo_portal.files.uploads import AttachmentField, CheckedFile
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.rows import without_complaints


class DeclarationForm(forms.Form):
    """The city's checklist: what the group says of itself, one line per rule that it is asked about."""

    prefix = "declared"

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in checklist_of(group):
            self.fields[line.key] = forms.BooleanField(
                label=said(str(line)),
                help_text=said(line.explanation),
                required=False,
                initial=line.declared,
            )

    @property
    def declared_keys(self) -> list[str]:
        """The lines the group says yes to."""
        return [key for key, declared in self.cleaned_data.items() if declared]


class DocumentsForm(forms.Form):
    """The documents that go with an application; those already there may be taken back until the
    group is registered."""

    prefix = "documents"

    bylaws = AttachmentField(label=_("規約・会則"), required=False)
    accounts = AttachmentField(label=_("予算・決算の書類"), required=False)
    other = AttachmentField(label=_("そのほかの書類"), required=False)
    remove = forms.TypedMultipleChoiceField(
        label=_("取り消す書類"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[GroupDocument] = list(group.documents.all()) if group else []
        field_of(self, "remove", forms.TypedMultipleChoiceField).choices = [
            (document.pk, f"{document.title}（{document.original_name}）") for document in self.kept
        ]
        if not self.kept or group is None or group.status not in BEFORE_REGISTRATION:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        limit = city().limits.files_per_record
        if len(self.kept) - len(data.get("remove", ())) + len(self.added) > limit:
            raise ValidationError(
                gettext(
                    "書類は{limit}件までです。いらなくなった書類を取り消すか、1つのファイルにまとめてください。"
                ).format(limit=limit)
            )
        return data

    @property
    def added(self) -> list[tuple[DocumentKind, CheckedFile]]:
        """The new documents, each with its kind."""
        kinds = (DocumentKind.BYLAWS, DocumentKind.ACCOUNTS, DocumentKind.OTHER)
        return [
            (kind, self.cleaned_data[kind.value])
            for kind in kinds
            if self.cleaned_data.get(kind.value)
        ]

    @property
    def removed(self) -> list[int]:
        """The ids of the documents to take back."""
        return self.cleaned_data.get("remove", [])


class GroupForms:
    """The one page on which a group applies or mends its record: its parts, checked together.

    The checklist is asked until the group is registered; afterwards it stands as confirmed.
    """

    def __init__(
        self,
        data: Any = None,
        files: MultiValueDict | None = None,
        *,
        group: Group | None = None,
        contact: ContactDetails | None = None,
    ) -> None:
        self.about = GroupForm(data, instance=group)
        self.contact = ContactForm(data, instance=contact)
        asked = group is None or group.status in BEFORE_REGISTRATION
        self.declaration = DeclarationForm(data, group=group) if asked else None
        self.documents = DocumentsForm(data, files, group=group)

    @property
    def shown(self) -> list[forms.BaseForm]:
        """The parts that show what is stored. Documents are only added and taken back."""
        return [part for part in self.parts if part is not self.documents]

    @property
    def parts(self) -> list[forms.BaseForm]:
        parts = (self.about, self.contact, self.declaration, self.documents)
        return [part for part in parts if part is not None]

    def is_valid(self) -> bool:
        """Every part is read before the answer, so that all errors are shown at once; where it was only
        asked what the short texts lack, none is."""
        if self.about.is_checking:
            without_complaints(*self.parts)
            return False
        answers = [part.is_valid() for part in self.parts]
        return all(answers)

    @property
    def record(self) -> dict[str, Any]:
        """What the page says, in the words of `groups.actions.groups`; only after `is_valid`."""
        return {
            "group": self.about.instance,
            "numbers": self.about.cleaned_data["field_numbers"],
            "contact": self.contact.instance,
            "declared": None if self.declaration is None else self.declaration.declared_keys,
            "documents": self.documents.added,
        }
