"""A department's opinion as it is read: on a proposal's page, on the sheet of a reviewer, in the packet."""

from dataclasses import dataclass
from typing import Any

from kyodo_portal.cities import city, said
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import Words
from proposals.content.differences import Difference, differences
from proposals.models import DepartmentOpinion, Proposal, SettledCorrection
from proposals.models.department_opinions import FINDINGS, Stance


@dataclass(frozen=True, slots=True)
class OpinionRead:
    """What is settled, what was put right since, and what the proposers answered: in words, or by a final
    version with what it changed."""

    opinion: DepartmentOpinion
    findings: list[tuple[Words, str]]
    stance: Words
    corrections: list[SettledCorrection]
    changed: list[Difference]


def stance_of(opinion: DepartmentOpinion) -> Words:
    """The stance in the words of the city and the language of the page."""
    called = city().department_opinion
    words = {
        Stance.FAVOURABLE: called.favourable,
        Stance.CONDITIONAL: called.conditional,
        Stance.DIFFICULT: called.difficult,
    }
    return said(words[Stance(opinion.stance)]) if opinion.stance else ""


def opinion_of(proposal: Proposal, user: Person) -> OpinionRead | None:
    """The settled opinion on a proposal, if this person may read it. Three queries at most."""
    visible = DepartmentOpinion.objects.visible_to(user).select_related(
        "department", "answer_version"
    )
    opinion = visible.filter(proposal=proposal.pk).first()
    return read_whole(opinion) if opinion is not None and opinion.is_settled else None


def read_whole(opinion: DepartmentOpinion) -> OpinionRead:
    """The opinion with all that belongs to it."""
    columns: Any = DepartmentOpinion._meta
    final = opinion.answer_version
    before = final and opinion.proposal.versions.filter(number=final.number - 1).first()
    return OpinionRead(
        opinion=opinion,
        findings=[
            (columns.get_field(name).verbose_name, getattr(opinion, name)) for name in FINDINGS
        ],
        stance=stance_of(opinion),
        corrections=list(opinion.corrections.all()),
        changed=differences(before.data, final.data, of=opinion.proposal.call)
        if before and final
        else [],
    )
