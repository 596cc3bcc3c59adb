"""The calls of a made-up city, with a few proposals each: one is open, the others are decided."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from groups.models import Department, Group, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import SUBJECTS, Words
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from projects.models import Project
from proposals.models import (
    Call,
    CallKind,
    CallStatus,
    Criterion,
    Decision,
    Proposal,
    ProposalStatus,
)

PER_YEAR = 10
"""Decided calls of one 年度; those of the last one have brought forth projects."""

ADOPTED_EACH, DECLINED_EACH = 2, 2


@dataclass(frozen=True, slots=True)
class Adoption:
    """A proposal that becomes the project made at its place, and the call it answered."""

    call: Call
    group: Group


def make_calls(
    rng: Random, number: int, *, departments: list[Department], by: User, batch: int
) -> list[Call]:
    """So many calls, the first of them open, the others decided, ten in each 年度."""
    words = Words(rng)
    now = timezone.now()
    this_year = fiscal_year(now)
    calls = []
    for index in range(number):
        subject = rng.choice(SUBJECTS)
        place, _ = words.place()
        year = this_year if index == 0 else this_year - 1 - (index - 1) // PER_YEAR
        opens = now - dt.timedelta(days=30 if index == 0 else 400 + 36 * index)
        title = f"{fiscal_year_label(year)} {subject[0]}の提案募集（{place}）"
        calls.append(
            Call(
                title=title,
                kind=CallKind.CITIZEN if index % 2 == 0 else CallKind.CITY,
                summary=words.sentences(2, place, subject[0]),
                description=words.sentences(7, place, subject[0]),
                theme=subject[0],
                department=rng.choice(departments),
                fiscal_year=year,
                project_fiscal_year=year + 1,
                opens_at=opens,
                closes_at=opens + dt.timedelta(days=60),
                budget_cap=500_000,
                status=CallStatus.ANNOUNCED if index == 0 else CallStatus.DECIDED,
                decided_at=None if index == 0 else opens + dt.timedelta(days=150),
                created_by=by,
            )
        )
    Call.objects.bulk_create(calls, batch_size=batch)
    Criterion.objects.bulk_create(
        [
            Criterion(
                call=call,
                name=criterion.label,
                question=criterion.question,
                points_max=criterion.points,
                weight=criterion.weight,
                order=order,
            )
            for call in calls
            for order, criterion in enumerate(city().criteria)
        ],
        batch_size=batch,
    )
    return calls


def adoptions_of(rng: Random, calls: list[Call], groups: list[Group]) -> list[Adoption]:
    """What the decided calls of the last 年度 have adopted."""
    recent = calls[1 : PER_YEAR + 1]
    return [Adoption(call, rng.choice(groups)) for call in recent for _ in range(ADOPTED_EACH)]


def make_proposals(
    rng: Random,
    calls: list[Call],
    born: list[tuple[Adoption, Project]],
    *,
    groups: list[Group],
    departments: list[Department],
    by: User,
    batch: int,
) -> int:
    """The proposals the projects were born of, and some declined ones. Returns how many."""
    words = Words(rng)
    proposals = []
    for adoption, project in born:
        proposals.append(_proposal(adoption.call, adoption.group, words, by=by))
        proposals[-1].title, proposals[-1].title_kana = project.title, project.title_kana
        proposals[-1].project, proposals[-1].status = project, ProposalStatus.ADOPTED
    for call in calls[1:]:
        proposals += [
            _proposal(call, rng.choice(groups), words, by=by) for _ in range(DECLINED_EACH)
        ]
    for number, proposal in enumerate(proposals):
        proposal.number = f"{proposal.call.pk}-{number + 1}"
        proposal.responsible_department = rng.choice(departments)
    Proposal.objects.bulk_create(proposals, batch_size=batch)
    Decision.objects.bulk_create(
        [_decision(proposal, by=by) for proposal in proposals], batch_size=batch
    )
    return len(proposals)


def _proposal(call: Call, group: Group, words: Words, *, by: User) -> Proposal:
    subject, place = words.rng.choice(SUBJECTS), words.place()
    title, kana = words.title(place, subject)
    return Proposal(
        call=call,
        group=group,
        title=title,
        title_kana=kana,
        summary=words.sentences(2, place[0], subject[0]),
        background=words.sentences(3, place[0], subject[0]),
        purpose=words.sentences(2, place[0], subject[0]),
        content=words.sentences(7, place[0], subject[0]),
        place=place[0],
        start_pattern="D",
        main_form=8,
        requested_amount=words.rng.randint(5, 50) * 10_000,
        agrees_to_publish=True,
        status=ProposalStatus.DECLINED,
        submitted_at=(call.closes_at or call.opens_at) - dt.timedelta(days=3),
        created_by=by,
    )


def _decision(proposal: Proposal, *, by: User) -> Decision:
    adopted = proposal.status == ProposalStatus.ADOPTED
    told = "目的と役割分担がはっきりしている" if adopted else "役割分担をもう一度話し合う必要がある"
    return Decision(
        proposal=proposal,
        committee_conclusion=f"{told}と考える。",
        committee_met_on=timezone.localdate(proposal.call.decided_at),
        outcome=proposal.status,
        city_reason=f"委員会の結論のとおり、{told}ためです。",
        decided_by=by,
        decided_at=proposal.call.decided_at,
        released_at=proposal.call.decided_at,
    )
