"""What waits for a person in calls, proposals and consultations."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.rules.people import is_coordinator, is_reviewer
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task
from proposals.interest import calls_of, consultations_of
from proposals.models import (
    DECIDED_STATUSES,
    AdoptionAnswer,
    Call,
    Consultation,
    ConsultationStatus,
    Passing,
    PassingStatus,
    Proposal,
    ProposalStatus,
    Review,
)
from proposals.models.affairs import affairs_of
from proposals.models.passings import waits_for_desk
from proposals.models.reviews import UNFINISHED_STATUSES


def waiting_for(user: Person) -> list[Task]:
    """Drafts and corrections to finish, answers to read; sheets to fill in; for the city's side
    the questions to answer, the proposals to check and the calls to bring to their review."""
    if not is_signed_in(user):
        return []
    return waiting_with(user, proposals_of(user, 0), consultations_of_person(user, 0))


def waiting_with(
    user: Account, proposals: Iterable[Any], consultations: Iterable[Any]
) -> list[Task]:
    """The same, where what `proposals_of` and `consultations_of_person` give is known."""
    tasks = [
        *(_to_finish(each) for each in sorted(proposals, key=_by_number) if each.waits),
        *_consultations(consultations),
        *_passings(user),
    ]
    if is_reviewer(user):
        tasks += _sheets(user)
    if is_coordinator(user):
        tasks += [*_to_check(user), *_to_review(user)]
    return tasks


def _spoken_for(user: Account) -> Q:
    """Proposals this person may submit: of the groups they manage, and those they make alone."""
    return Q(group__in=user.managed_group_ids) | Q(group=None, created_by=user)


def proposals_of(user: Account, newest: int) -> list[Any]:
    """The newest of what somebody or their groups propose, and all of it that waits for them to be written
    on (`waits`): one query."""
    waiting = _spoken_for(user) & _to_write()
    mine = Proposal.objects.visible_to(user).written_by(user)
    shown = waiting | Q(pk__in=mine.values("pk")[:newest]) if newest else waiting
    found = mine.filter(shown)
    return list(
        _with_answer_day(found)
        .annotate(waits=Case(When(waiting, then=True), default=False))
        .select_related("call", "group")
    )


def writing_in_group(user: Account, group_id: int) -> list[Task]:
    """What waits to be written on, of what this person has begun for the group or may submit for it."""
    theirs = Q(group=group_id)
    if group_id not in user.managed_group_ids:
        theirs &= Q(created_by=user) & ~Q(status__in=DECIDED_STATUSES)
    found = _with_answer_day(Proposal.objects.filter(theirs & _to_write()))
    found = found.select_related("call", "group")
    return [_to_finish(proposal) for proposal in found.order_by("pk")]


def _to_write() -> Q:
    """Drafts while their call takes them, proposals returned for correction, and adoptions to answer."""
    taking = Call.objects.taking_drafts().order_by().values("pk")
    in_time = Q(status=ProposalStatus.DRAFT, call__in=taking)
    asked = AdoptionAnswer.objects.waiting().filter(proposal=OuterRef("pk"))
    return in_time | Q(status=ProposalStatus.RETURNED) | Q(Exists(asked))


def _with_answer_day(proposals: Any) -> Any:
    """With the day by which it is to be said whether an adoption is taken."""
    asked = AdoptionAnswer.objects.waiting().filter(proposal=OuterRef("pk"))
    return proposals.annotate(answer_by=Subquery(asked.values("answer_by")[:1]))


def _to_finish(proposal: Any) -> Task:
    if proposal.answer_by is not None:
        label = gettext("提案「{proposal}」の採択を受けるかどうか、返事をする")
        page = f"{proposal.get_absolute_url()}#moves"
        return Task(label.format(proposal=proposal), page, proposal.answer_by)
    url = proposal.get_absolute_url()
    if proposal.status == ProposalStatus.RETURNED:
        label = gettext("提案「{proposal}」を直して、もう一度提出する").format(proposal=proposal)
        note = gettext("市から補正のお願いがあります")
        return Task(label, url, proposal.correction_due_on, note)
    label = gettext("提案「{proposal}」を書いて提出する").format(proposal=proposal)
    closes_at = proposal.call.closes_at
    closes_on = timezone.localdate(closes_at) if closes_at is not None else None
    return Task(label, url, closes_on, proposal.call.title)


def consultations_of_person(user: Account, newest: int) -> list[Any]:
    """The newest of what somebody asked, or what was asked for one of their groups, and all that waits
    (`waits`): those of this person, or of a group they manage, that were answered, and those that wait
    for the desk, or for the department they were handed to. One query. One's own question is for
    somebody else to answer."""
    managed = Q(group__isnull=False, group__in=user.managed_group_ids)
    mine = Q(created_by=user) | managed
    to_answer = waits_for_desk() & ~mine & ~consultations_of(user)
    if not is_coordinator(user):
        to_answer &= Q(department__in=user.department_ids)
    answered = Q(status=ConsultationStatus.ANSWERED) & mine
    waiting = answered | to_answer
    asked = Consultation.objects.visible_to(user).asked_by(user)
    shown = waiting | Q(pk__in=asked.values("pk")[:newest]) if newest else waiting
    waits = Case(When(waiting, then=True), default=False)
    return list(Consultation.objects.filter(shown).annotate(waits=waits))


def _by_number(record: Any) -> int:
    number: int = record.pk
    return number


def _consultations(consultations: Iterable[Any]) -> list[Task]:
    found = sorted((each for each in consultations if each.waits), key=_by_number)
    return [
        *(
            Task(
                gettext("相談「{consultation}」の回答を読む").format(consultation=each),
                each.get_absolute_url(),
            )
            for each in found
            if each.status == ConsultationStatus.ANSWERED
        ),
        *(
            Task(
                gettext("相談「{consultation}」に回答する").format(consultation=each),
                each.get_absolute_url(),
            )
            for each in found
            if each.status == ConsultationStatus.WAITING
        ),
    ]


def _passings(user: Account) -> list[Task]:
    """Consultations of this person that the desk would pass on, and those passed to a group of theirs. One
    query."""
    found = Passing.objects.to_be_done_by(user).select_related("consultation", "group")
    words = {
        PassingStatus.PROPOSED: gettext("相談「{subject}」を「{name}」につなぐか、決める"),
        PassingStatus.PASSED: gettext("「{name}」につながれた相談「{subject}」に回答する"),
    }
    return [
        Task(
            words[PassingStatus(each.status)].format(
                subject=each.consultation, name=each.group.name
            ),
            f"{each.consultation.get_absolute_url()}#passing"
            if each.status == PassingStatus.PROPOSED
            else each.get_absolute_url(),
            each.waits_until,
        )
        for each in found.order_by("pk")
    ]


def _sheets(user: Account) -> list[Task]:
    """The reviewer's own sheets that are still open while their proposal is in review."""
    sheets = (
        Review.objects.visible_to(user)
        .filter(
            reviewer=user.pk,
            status__in=UNFINISHED_STATUSES,
            proposal__status=ProposalStatus.UNDER_REVIEW,
        )
        .select_related("proposal__call")
        .order_by("pk")
    )
    return [
        Task(
            gettext("提案「{proposal}」を採点する").format(proposal=sheet.shown_title)
            if sheet.is_taken_up
            else gettext("利害関係を確かめて、審査を引き受ける（受付番号 {number}）").format(
                number=sheet.proposal.number
            ),
            sheet.get_absolute_url(),
            sheet.proposal.call.review_due_on,
        )
        for sheet in sheets
    ]


def _to_check(user: Account) -> list[Task]:
    """Submitted proposals, but those that are the coordinator's own affair."""
    submitted = Proposal.objects.filter(status=ProposalStatus.SUBMITTED).exclude(affairs_of(user))
    return [
        Task(
            gettext("提案「{proposal}」の内容を確認する").format(proposal=proposal),
            reverse("admin:proposals_proposal_change", args=[proposal.pk]),
            note=gettext("受付番号 {number}").format(number=proposal.number)
            if proposal.number
            else "",
        )
        for proposal in submitted.order_by("submitted_at", "pk")
    ]


def _to_review(user: Account) -> list[Task]:
    """Calls that have closed and whose review has not begun, but those that are the coordinator's own
    affair."""
    closed = Call.objects.closed().exclude(calls_of(user))
    return [
        Task(
            gettext("募集「{call}」の審査を始める").format(call=call),
            reverse("admin:proposals_call_change", args=[call.pk]),
            note=gettext("受付は終わりました"),
        )
        for call in closed.order_by("closes_at", "pk")
    ]
