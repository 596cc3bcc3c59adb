"""The places of a proposal that may be marked for correction, and what is asked of each now."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words
from proposals.content.reading import label_of
from proposals.content.sections import SECTIONS
from proposals.models import CorrectionMark, Proposal, ProposalStatus

TABLES: dict[str, Words] = {
    "goals": _("目標"),
    "roles": _("役割分担"),
    "schedule": _("スケジュール"),
    "income": _("収入"),
    "expense": _("支出"),
    "attachments": _("添付書類"),
    "answers": _("この募集の質問"),
}
"""What the tables of the form are called."""


def name_of_place(place: str) -> Words:
    """A field or table as the screen calls it; a place of an older form by its own name."""
    if place in TABLES:
        return TABLES[place]
    known = {name for section in SECTIONS for name in section.fields}
    return label_of(place) if place in known else place


def places() -> list[tuple[Words, list[tuple[str, Words]]]]:
    """Every place in the order of the form, by section: what a list of choices offers."""
    return [
        (section.title, [(name, name_of_place(name)) for name in (*section.asked, *section.tables)])
        for section in SECTIONS
    ]


@dataclass(frozen=True, slots=True)
class Remark:
    """One open remark: what it is about, where it is mended, and the record with what is asked."""

    name: Words
    address: str
    mark: CorrectionMark


def remarks_by_field(proposal: Proposal) -> dict[str, Remark]:
    """What is asked of each place while a proposal is to be mended: by the name of the field or table, in the
    order of the form. One query, none where nothing is to be mended."""
    if proposal.status != ProposalStatus.RETURNED:
        return {}
    asked = {mark.place: mark for mark in CorrectionMark.objects.of_last_request(proposal)}
    return {
        name: Remark(label, _page_of(proposal, section.key), asked[name])
        for section, (_title, rows) in zip(SECTIONS, places(), strict=True)
        for name, label in rows
        if name in asked
    }


def _page_of(proposal: Proposal, key: str) -> str:
    return reverse("proposals:section", args=[proposal.pk, key])
