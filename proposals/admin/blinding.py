"""The desk marks what names the group; the reviewers' documents leave without their file names."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from kyodo_portal.files.uploads import serve
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.writing.fields import PlainTextField
from proposals.content.blinding import (
    STRUCK,
    blinded_readings,
    marked_words,
    names_known,
    shown_documents,
)
from proposals.models import Proposal, ProposalAttachment
from proposals.rules.blinding import is_blinded, is_checked
from proposals.rules.reviews import may_judge


class BlindingForm(forms.Form):
    """What is struck out beside what the portal knows, and which documents name nobody."""

    words = PlainTextField(
        label="ほかに伏せる言葉",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="略称、代表者の肩書き、活動場所の名前など、団体が分かる言葉を1行に一つずつ書きます。",
    )
    attachments = forms.ModelMultipleChoiceField(
        label="審査委員に見せる書類",
        queryset=ProposalAttachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="中を見て、団体が分からないものだけを選びます。書類の名前は伏せます。",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "words": marked_words(proposal),
                "attachments": [each.pk for each in shown_documents(proposal)],
            },
        )
        super().__init__(*args, **kwargs)
        field: Any = self.fields["attachments"]
        field.queryset = proposal.attachments.all()


def blinding_context(proposal: Proposal) -> dict[str, Any]:
    """What the desk's panel shows, of a call that is judged without names."""
    if not is_blinded(proposal):
        return {}
    readings = blinded_readings(proposal, marked_words(proposal))
    return {
        "blinding_form": BlindingForm(proposal=proposal),
        "is_checked": is_checked(proposal),
        "was_checked": hasattr(proposal, "blinding"),
        "names_known": names_known(proposal),
        "blinded": readings,
        "struck_places": str(readings).count(STRUCK),
    }


class BlindDocumentsAdmin(PageAdmin):
    """The documents of a proposal, by their place and not by their name."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.document_view))
        document = path(
            "<path:object_id>/document/<int:place>/", view, name="proposals_review_document"
        )
        return [document, *super().get_urls()]

    def document_view(self, request: HttpRequest, object_id: str, place: int) -> FileResponse:
        """404 for what may not be shown."""
        review = self.found(request, object_id)
        documents = shown_documents(review.proposal)
        if not (
            is_blinded(review.proposal)
            and review.is_taken_up
            and place in range(1, len(documents) + 1)
        ):
            raise Http404
        may_judge(request.user, review).enforce()
        document = documents[place - 1]
        document.original_name = f"書類{place}.{document.original_name.rpartition('.')[2]}"
        self.note_reading(request, ReadingKind.DOCUMENT, of=review.proposal)
        return serve(document)


def numbered_documents(review: Any) -> list[dict[str, Any]]:
    """The documents as their reviewer finds them."""
    return [
        {
            "url": reverse("admin:proposals_review_document", args=[review.pk, place]),
            "title": f"書類{place}",
            "size": document.size,
        }
        for place, document in enumerate(shown_documents(review.proposal), start=1)
    ]
