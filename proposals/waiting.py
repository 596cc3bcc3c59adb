"""What waits for a person in calls, proposals and consultations."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.rules.people import is_coordinator, is_reviewer
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task
from proposals.interest import calls_of, consultations_of
from proposals.models import (
    Call,
    CallStatus,
    Consultation,
    ConsultationStatus,
    Proposal,
    ProposalStatus,
    Review,
)
from proposals.models.affairs import affairs_of
from proposals.models.calls import earliest_open
from proposals.models.reviews import UNFINISHED_STATUSES


def waiting_for(user: Person) -> list[Task]:
    """Drafts and corrections to finish, answers to read; sheets to fill in; for the city's side
    the questions to answer, the proposals to check and the calls to bring to their review."""
    if not is_signed_in(user):
        return []
    tasks = [*_writing(user), *_consultations(user)]
    if is_reviewer(user):
        tasks += _sheets(user)
    if is_coordinator(user):
        tasks += [*_to_check(user), *_to_review(user)]
    return tasks


def _spoken_for(user: Account) -> Q:
    """Proposals this person may submit: of the groups they manage, and those they make alone."""
    return Q(group__in=user.managed_group_ids) | Q(group=None, created_by=user)


def _writing(user: Account) -> list[Task]:
    """Drafts while their call takes them, and proposals returned for correction."""
    return _to_write(_spoken_for(user))


def writing_in_group(user: Account, group_id: int) -> list[Task]:
    """The same, of what this person has begun for the group or may submit for it."""
    theirs = Q(group=group_id)
    return _to_write(theirs if group_id in user.managed_group_ids else theirs & Q(created_by=user))


def _to_write(whose: Q) -> list[Task]:
    now = timezone.now()
    in_time = Q(
        status=ProposalStatus.DRAFT,
        call__status=CallStatus.ANNOUNCED,
        call__closes_at__gte=earliest_open(now),
    )
    proposals = (
        Proposal.objects.filter(whose)
        .filter(in_time | Q(status=ProposalStatus.RETURNED))
        .select_related("call", "group")
        .order_by("pk")
    )
    tasks = []
    for proposal in proposals:
        url = reverse("proposals:edit", args=[proposal.pk])
        if proposal.status == ProposalStatus.RETURNED:
            label = gettext("提案「{proposal}」を直して、もう一度提出する").format(
                proposal=proposal
            )
            tasks.append(
                Task(
                    label, url, proposal.correction_due_on, gettext("市から補正のお願いがあります")
                )
            )
        else:
            label = gettext("提案「{proposal}」を書いて提出する").format(proposal=proposal)
            closes_on = timezone.localdate(proposal.call.closes_at)
            tasks.append(Task(label, url, closes_on, proposal.call.title))
    return tasks


def _consultations(user: Account) -> list[Task]:
    """Those of this person, or of a group they manage, that were answered; then those that wait for
    the desk, or for the department they were handed to: one query. One's own question is for somebody
    else to answer."""
    managed = Q(group__isnull=False, group__in=user.managed_group_ids)
    mine = Q(created_by=user) | managed
    to_answer = Q(status=ConsultationStatus.WAITING) & ~mine & ~consultations_of(user)
    if not is_coordinator(user):
        to_answer &= Q(department__in=user.department_ids)
    answered = Q(status=ConsultationStatus.ANSWERED) & mine
    found = list(Consultation.objects.filter(answered | to_answer).order_by("pk"))
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
            gettext("提案「{proposal}」を採点する").format(proposal=sheet.proposal),
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
