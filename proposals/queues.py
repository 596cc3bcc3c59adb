"""What waits at the city's side about concerns, consultations, calls, proposals and reviews."""

from collections.abc import Callable

from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from groups.models import Meeting, MeetingStatus
from groups.rules.people import is_coordinator, is_department_staff, is_reviewer
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule, register
from proposals.consultation_queues import QUEUES as CONSULTATION_QUEUES
from proposals.decisions_waiting import (
    UNDECIDED,
    adoption_unanswered,
    calls_to_announce,
    calls_voted_on,
    moving_up,
    ready_to_decide,
)
from proposals.inquiry_queues import QUEUES as INQUIRY_QUEUES
from proposals.interest import (
    calls_of,
    consultations_of,
    meetings_of,
    rounds_of,
    town_concerns_of,
)
from proposals.models import (
    Call,
    CallStatus,
    Concern,
    ConcernStatus,
    Consultation,
    Opinion,
    OpinionRound,
    OpinionRoundStatus,
    OpinionSubmission,
    Passing,
    Proposal,
    ProposalStatus,
    Review,
    ReviewStatus,
)
from proposals.models.affairs import affairs_of, of_strangers
from proposals.models.call_periods import earliest_open
from proposals.models.concerns import UNANSWERED
from proposals.models.passings import ELSEWHERE, waits_for_desk
from proposals.models.reviews import UNFINISHED_STATUSES
from proposals.screening_queues import SCREENING


def waiting(_: object) -> Q:
    """Consultations that wait for an answer of the city's."""
    return waits_for_desk()


def passed_on(_: object) -> Q:
    """What waits for the yes of whoever asked, or for the answer of a group: the desk sees how it goes."""
    return Q(status__in=ELSEWHERE)


def handed_to_me(user: Account) -> Q:
    """Consultations handed to the person's department, waiting for an answer."""
    return waiting(user) & Q(department__in=user.department_ids)


def concerns_to_look_at(_: object) -> Q:
    """Concerns that staff have not looked at."""
    return Q(status=ConcernStatus.RECEIVED)


def concerns_to_call(_: object) -> Q:
    """Concerns of people who left a telephone number only."""
    return Q(status=ConcernStatus.UNCONFIRMED, guest__isnull=False, guest__email="")


def concerns_to_answer(_: object) -> Q:
    """Concerns that staff have looked at, and that wait for an answer."""
    return Q(status__in=UNANSWERED)


def concerns_passed_to_me(user: Account) -> Q:
    """Those passed to the person's department that they did not tell themselves."""
    theirs = Q(department__in=user.department_ids) & ~town_concerns_of(user)
    return concerns_to_answer(user) & theirs


def calls_to_review(_: object) -> Q:
    """Calls that have closed and whose review has not begun."""
    return Q(status=CallStatus.ANNOUNCED, closes_at__lt=earliest_open(timezone.now()))


def _closed() -> Q:
    return Q(status=OpinionRoundStatus.ANNOUNCED, closes_at__lt=earliest_open(timezone.now()))


def _unsorted() -> Q:
    left = Opinion.objects.ungrouped().filter(submission__round=OuterRef("pk"))
    return Q(Exists(left))


def rounds_to_sort(_: object) -> Q:
    """Rounds that have closed, with opinions that stand in no group."""
    return _closed() & _unsorted()


def rounds_to_answer(_: object) -> Q:
    """Rounds that have closed, with every opinion sorted: the answer is to be written."""
    return _closed() & ~_unsorted()


def rounds_of_mine_to_sort(user: Account) -> Q:
    """The same of the person's own department, but not where they handed in an opinion."""
    return rounds_to_sort(user) & Q(department__in=user.department_ids) & ~rounds_of(user)


def rounds_of_mine_to_answer(user: Account) -> Q:
    return rounds_to_answer(user) & Q(department__in=user.department_ids) & ~rounds_of(user)


def rounds_to_call(_: object) -> Q:
    """Rounds to which somebody wrote who left a telephone number only, and with whom nobody has spoken."""
    silent = OpinionSubmission.objects.to_call().filter(round=OuterRef("pk"))
    return Q(Exists(silent), status=OpinionRoundStatus.ANNOUNCED)


def rounds_of_mine_to_call(user: Account) -> Q:
    """The same of the person's own department."""
    return rounds_to_call(user) & Q(department__in=user.department_ids)


def submitted(_: object) -> Q:
    """Proposals that came in and are to be checked."""
    return Q(status=ProposalStatus.SUBMITTED)


def correction_overdue(_: object) -> Q:
    """Returned proposals whose day for the correction has passed."""
    return Q(status=ProposalStatus.RETURNED, correction_due_on__lt=timezone.localdate())


def concerning_me(user: Account) -> Q:
    """Undecided proposals that hope for the person's department or were given to it."""
    mine = Q(desired_department__in=user.department_ids)
    return Q(status__in=UNDECIDED) & (mine | Q(responsible_department__in=user.department_ids))


def outstanding(user: Account) -> Q:
    """Sheets not handed in yet for proposals in review."""
    in_review = Q(proposal__status=ProposalStatus.UNDER_REVIEW, status__in=UNFINISHED_STATUSES)
    return in_review & of_strangers(user)


def my_assigned(user: Account) -> Q:
    """The person's own sheets that wait for the word that there is no conflict."""
    return outstanding(user) & Q(reviewer=user.pk, status=ReviewStatus.ASSIGNED)


def my_in_progress(user: Account) -> Q:
    """The person's own sheets on which scores are being written."""
    return outstanding(user) & Q(reviewer=user.pk, status=ReviewStatus.IN_PROGRESS)


AFFAIRS: dict[type[Model], Callable[[Account], Q]] = {
    Consultation: consultations_of,
    Concern: town_concerns_of,
    Call: calls_of,
    OpinionRound: rounds_of,
    Proposal: affairs_of,
}
"""What of each kind is a coordinator's own affair; of sheets `outstanding` says it itself."""

SINCE_CLOSED = ("to_review", "to_sort", "to_answer", "mine_to_sort", "mine_to_answer")
"""What waits since a deadline passed."""

REVIEW_DUE = "proposal__call__review_due_on"

register(
    QueueRule(
        key=key,
        model=model,
        label=label,
        whose=whose,
        where=where,
        affairs=AFFAIRS.get(model) if whose is is_coordinator else None,
        due=due,
        since="closes_at" if key in SINCE_CLOSED else "",
    )
    for key, model, label, whose, where, due in (
        (
            "waiting",
            Consultation,
            "相談に回答する",
            is_coordinator,
            waiting,
            "answer_due_on",
        ),
        (
            "handed",
            Consultation,
            "自分の課に回った相談に回答する",
            is_department_staff,
            handed_to_me,
            "",
        ),
        (
            "passed_on",
            Passing,
            "団体につないでいる相談のようすを見る",
            is_coordinator,
            passed_on,
            "",
        ),
        (
            "concerns_to_look_at",
            Concern,
            "届いた地域の困りごとを確認する",
            is_coordinator,
            concerns_to_look_at,
            "look_by",
        ),
        (
            "concerns_to_call",
            Concern,
            "電話番号だけの方の困りごとを、電話で確かめる",
            is_coordinator,
            concerns_to_call,
            "",
        ),
        (
            "concerns_to_answer",
            Concern,
            "確認した地域の困りごとに回答する",
            is_coordinator,
            concerns_to_answer,
            "",
        ),
        (
            "concerns_passed_on",
            Concern,
            "自分の課に回った困りごとに回答する",
            is_department_staff,
            concerns_passed_to_me,
            "",
        ),
        ("to_review", Call, "締め切った募集の審査を始める", is_coordinator, calls_to_review, ""),
        (
            "to_announce",
            Call,
            "決定がそろった募集の結果を公表する",
            is_coordinator,
            calls_to_announce,
            "results_due_on",
        ),
        (
            "voted_on",
            Call,
            "議決の結果を書き、採択を確定する",
            is_coordinator,
            calls_voted_on,
            "vote_on",
        ),
        (
            "opinions_to_call",
            OpinionRound,
            "電話番号だけの方の意見を、電話で確かめる",
            is_coordinator,
            rounds_to_call,
            "",
        ),
        (
            "my_opinions_to_call",
            OpinionRound,
            "自分の課に届いた、電話番号だけの方の意見を、電話で確かめる",
            is_department_staff,
            rounds_of_mine_to_call,
            "",
        ),
        (
            "to_sort",
            OpinionRound,
            "締め切った意見募集の意見を整理する",
            is_coordinator,
            rounds_to_sort,
            "answer_due_on",
        ),
        (
            "to_answer",
            OpinionRound,
            "意見への考え方をまとめて公表する",
            is_coordinator,
            rounds_to_answer,
            "answer_due_on",
        ),
        (
            "mine_to_sort",
            OpinionRound,
            "自分の課の意見募集の意見を整理する",
            is_department_staff,
            rounds_of_mine_to_sort,
            "answer_due_on",
        ),
        (
            "mine_to_answer",
            OpinionRound,
            "自分の課の意見募集の考え方をまとめて公表する",
            is_department_staff,
            rounds_of_mine_to_answer,
            "answer_due_on",
        ),
        (
            "submitted",
            Proposal,
            "提出された提案を確認し、担当課と審査委員を決める",
            is_coordinator,
            submitted,
            "",
        ),
        (
            "correction_overdue",
            Proposal,
            "補正の期限を過ぎた提案",
            is_coordinator,
            correction_overdue,
            "correction_due_on",
        ),
        ("moving_up", Proposal, "順位が来た次点に打診する", is_coordinator, moving_up, ""),
        (
            "adoption_unanswered",
            Proposal,
            "採択への返事が、期限までにない提案",
            is_coordinator,
            adoption_unanswered,
            "",
        ),
        (
            "ready",
            Proposal,
            "審査がそろった提案を決定する",
            is_coordinator,
            ready_to_decide,
            "call__results_due_on",
        ),
        ("mine", Proposal, "自分の課に関わる提案", is_department_staff, concerning_me, ""),
        (
            "outstanding",
            Review,
            "まだ提出されていない審査",
            is_coordinator,
            outstanding,
            REVIEW_DUE,
        ),
        ("assigned", Review, "依頼された審査を確かめる", is_reviewer, my_assigned, REVIEW_DUE),
        ("in_progress", Review, "採点を続ける", is_reviewer, my_in_progress, REVIEW_DUE),
    )
)


def to_convene(_: object) -> Q:
    """Meetings to which nobody has been called yet."""
    return Q(status=MeetingStatus.SCHEDULED)


def to_record(_: object) -> Q:
    """Meetings whose hour has come, of which nothing is written."""
    return Q(status=MeetingStatus.CONVENED, starts_at__lte=timezone.now())


def minutes_due(_: object) -> Q:
    """Meetings that were held and whose minutes are not public."""
    open_ = (MeetingStatus.HELD, MeetingStatus.DRAFTED, MeetingStatus.CONFIRMED)
    return Q(status__in=open_)


# Here, and not with the meetings themselves: whose affair one is, its proposals say.
register(
    QueueRule(
        key=f"meeting_{key}",
        model=Meeting,
        label=label,
        whose=is_coordinator,
        where=where,
        affairs=meetings_of,
        due=due,
    )
    for key, label, where, due in (
        ("convene", "会議の委員を招集して知らせる", to_convene, "notice_due_on"),
        ("record", "開いた会議の出欠を記録する", to_record, ""),
        ("minutes", "会議録をまとめて公開する", minutes_due, "minutes_due_on"),
    )
)

register(CONSULTATION_QUEUES)
register((*INQUIRY_QUEUES, *SCREENING))
