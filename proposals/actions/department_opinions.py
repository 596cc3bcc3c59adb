"""Asking a department for its opinion, writing and correcting it, and answering it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.people import account_of
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from proposals.flows import DEPARTMENT_OPINION_FLOW, PROPOSAL_FLOW
from proposals.flows.addressees import proposers
from proposals.flows.department_opinions import office, page_of_department
from proposals.models import (
    DepartmentOpinion,
    DepartmentOpinionStatus,
    Proposal,
    ProposalStatus,
    SettledCorrection,
)
from proposals.models.department_opinions import FINDINGS
from proposals.rules.department_opinions import (
    can_answer_opinion,
    can_request_opinion,
    can_write_opinion,
    may_correct_opinion,
)

WRITTEN = (*FINDINGS, "stance", "overall")
"""What the department writes."""


@transaction.atomic
def request_opinion(*, proposal: Proposal, due_on: dt.date, by: Person) -> DepartmentOpinion:
    """Ask the responsible department, which gets a letter. Raises `PermissionDenied` or `MoveRefused`."""
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    can = can_request_opinion(by, current)
    if not can or current.responsible_department is None:
        raise MoveRefused(can.reason)
    opinion = DepartmentOpinion.objects.create(
        proposal=current,
        department=current.responsible_department,
        due_on=due_on,
        requested_by=account_of(by),
    )
    entry = DEPARTMENT_OPINION_FLOW.record(
        "request", opinion, by=by, after=DepartmentOpinionStatus.REQUESTED
    )
    letters.tell_others(
        office(opinion),
        by=by,
        about=opinion,
        told="提案への意見書を書いてください",
        next_step="管理画面で提案を読み、期限までに所見を書いて確定してください。",
        page=page_of_department(opinion),
        key=f"departmentopinion.request:{entry.pk}",
    )
    return opinion


def _held(opinion: DepartmentOpinion) -> DepartmentOpinion:
    return locked(
        DepartmentOpinion.objects.select_related("proposal__call", "department"), pk=opinion.pk
    )


@transaction.atomic
def write_opinion(*, departmentopinion: DepartmentOpinion, by: Person, **words: str) -> bool:
    """Keep what the department has written so far; answers whether anything changed. Raises
    `MoveRefused` where it is settled, or not this person's."""
    current = _held(departmentopinion)
    can = can_write_opinion(by, current)
    if not can:
        raise MoveRefused(can.reason)
    if all(getattr(current, name) == words[name] for name in WRITTEN):
        return False
    for name in WRITTEN:
        setattr(current, name, words[name])
    current.written_by = account_of(by)
    current.save(update_fields=[*WRITTEN, "written_by", "updated_at"])
    if current.status == DepartmentOpinionStatus.REQUESTED:
        DEPARTMENT_OPINION_FLOW.make("write", current, by=by)
    else:
        DEPARTMENT_OPINION_FLOW.record("edit", current, by=by)
    return True


@transaction.atomic
def correct_opinion(
    *, departmentopinion: DepartmentOpinion, text: str, reason: str, by: Person
) -> SettledCorrection:
    """Put something right beside what is settled; the proposers are told. Raises `MoveRefused`."""
    current = _held(departmentopinion)
    can = may_correct_opinion(by, current)
    if not can:
        raise MoveRefused(can.reason)
    correction = SettledCorrection.objects.create(
        opinion=current,
        text=text,
        reason=reason,
        written_by=account_of(by),
        written_at=timezone.now(),
    )
    entry = DEPARTMENT_OPINION_FLOW.record("correct", current, by=by, note=reason)
    letters.tell_others(
        proposers(current.proposal),
        by=by,
        about=current,
        told=_("担当課の意見書に、訂正が加えられました"),
        note=reason,
        key=f"departmentopinion.correct:{entry.pk}",
    )
    return correction


@transaction.atomic
def answer_opinion(*, opinion: DepartmentOpinion, answer: str, by: Person) -> DepartmentOpinion:
    """Answer in words, once. Raises `MoveRefused`."""
    locked(Proposal, pk=opinion.proposal_id)
    current = _held(opinion)
    can = can_answer_opinion(by, current)
    if not can:
        raise MoveRefused(can.reason)
    DEPARTMENT_OPINION_FLOW.make("answer", current, by=by)
    DepartmentOpinion.objects.filter(pk=current.pk).update(answer=answer)
    current.answer = answer
    return current


def end_unanswered(tick: clock.Tick) -> int:
    """End the waiting for answers whose day has passed; a final version that was begun and not submitted
    gives way to what was submitted before. How many. Safe to repeat."""
    today = timezone.localdate(tick.now)
    late = DepartmentOpinion.objects.awaiting_answer().filter(answer_due_on__lt=today)
    return clock.one_by_one(late.order_by("pk"), lambda opinion: _end(opinion, today))


def _end(opinion: DepartmentOpinion, today: dt.date) -> bool:
    proposal = locked(Proposal, pk=opinion.proposal_id)
    current = _held(opinion)
    if current.status != DepartmentOpinionStatus.SETTLED:
        return False
    if proposal.status == ProposalStatus.RETURNED:
        if proposal.correction_due_on is not None and proposal.correction_due_on >= today:
            return False  # the city gave more time
        PROPOSAL_FLOW.make("keep_last", proposal, by=EVERYBODY)
    DEPARTMENT_OPINION_FLOW.make("run_out", current, by=EVERYBODY)
    return True
