"""What is done by the clock about concerns, consultations, rounds of opinions and proposals."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.queues import entered_its_status
from kyodo_portal.life.reminders import Reminder, register
from proposals.actions.concerns import forget_concerns, forget_photos
from proposals.actions.department_opinions import end_unanswered
from proposals.actions.ideas import forget_ideas
from proposals.actions.inquiries import forget_inquiries
from proposals.actions.opinions import forget_writers
from proposals.actions.packets import forget_packet_files
from proposals.actions.passings import return_unanswered_passings
from proposals.actions.release_on_time import release_due
from proposals.content.reminding import NEXT_STEP, page_of_sheets, still_to_come, waiting_of
from proposals.flows.addressees import proposers
from proposals.flows.concerns import desk_but_writers
from proposals.flows.consultation_people import askers, desk
from proposals.flows.department_opinions import office, page_of_department
from proposals.flows.opinion_rounds import desk as desk_of_round
from proposals.flows.passings import advisers, those_who_asked
from proposals.models import (
    AdoptionAnswer,
    Call,
    Concern,
    ConcernStatus,
    Consultation,
    DepartmentOpinion,
    Opinion,
    OpinionRound,
    Passing,
    Proposal,
    ProposalStatus,
    Review,
)
from proposals.models.concerns import UNANSWERED
from proposals.models.passings import waits_for_desk


def uncorrected(_: dt.datetime) -> Any:
    """Proposals returned to be mended by a day."""
    returned = Proposal.objects.filter(status=ProposalStatus.RETURNED)
    return returned.filter(correction_due_on__isnull=False).select_related("created_by")


def unfinished(now: dt.datetime) -> Any:
    """Drafts that can still be submitted: their call is open, and closes on a day."""
    closing = Call.objects.open(now).filter(closes_at__isnull=False)
    drafts = Proposal.objects.filter(status=ProposalStatus.DRAFT, call__in=closing)
    return drafts.select_related("call", "created_by")


def unanswered(_: dt.datetime) -> Any:
    """Consultations that wait for the city's answer, and for nobody else's."""
    waiting = Consultation.objects.filter(waits_for_desk(), about_decision=None)
    waiting = waiting.annotate(asked_at=entered_its_status(Consultation))
    return waiting.select_related("created_by")


def unanswered_adoptions(_: dt.datetime) -> Any:
    """Proposals whose proposers have still to say whether they take the adoption."""
    asked = AdoptionAnswer.objects.waiting().filter(proposal=OuterRef("pk"))
    waiting = Proposal.objects.annotate(answer_by=Subquery(asked.values("answer_by")[:1]))
    return waiting.filter(answer_by__isnull=False).select_related("created_by")


def unvoted(_: dt.datetime) -> Any:
    """Calls of which an adoption waits for the council's vote, where its day is known."""
    waiting = Proposal.objects.filter(call=OuterRef("pk"), status=ProposalStatus.AWAITING_VOTE)
    return Call.objects.filter(Exists(waiting), vote_on__isnull=False)


def asked_about_decisions(_: dt.datetime) -> Any:
    """Questions about decisions that wait for the city's answer."""
    waiting = Consultation.objects.filter(waits_for_desk(), about_decision__isnull=False)
    return waiting.select_related("created_by")


def unanswered_rounds(now: dt.datetime) -> Any:
    """Rounds of opinions that have closed and say by when they are answered."""
    closed = OpinionRound.objects.closed(now).filter(answer_due_on__isnull=False)
    return closed.select_related("department")


def unsorted_rounds(now: dt.datetime) -> Any:
    """Rounds that have closed, with opinions in no group."""
    left = Opinion.objects.ungrouped().filter(submission__round=OuterRef("pk"))
    return OpinionRound.objects.closed(now).filter(Exists(left)).select_related("department")


def desk_but_askers(consultation: Consultation) -> Any:
    """Those who answer; somebody of the city's who asked for themselves does not."""
    asking = {person.pk for person in askers(consultation)}
    return [person for person in desk(consultation) if person.pk not in asking]


def unreviewed(_: dt.datetime) -> Any:
    """Calls with sheets that are still to come and a day for them."""
    left = Review.objects.unfinished().filter(
        proposal__call=OuterRef("pk"), proposal__status=ProposalStatus.UNDER_REVIEW
    )
    return Call.objects.filter(Exists(left), review_due_on__isnull=False)


def late_reviewers(call: Call) -> Any:
    """Those who have sheets of this call that are theirs to hand in."""
    asked = people.reviewers().filter(
        reviews__in=Review.objects.unfinished(), reviews__proposal__call=call
    )
    return [person for person in asked.distinct() if waiting_of(call, person)]


def concerns_to_look_at(_: dt.datetime) -> Any:
    """What was told and nobody has looked at."""
    received = Concern.objects.filter(status=ConcernStatus.RECEIVED, look_by__isnull=False)
    return received.select_related("created_by")


def concerns_to_answer(_: dt.datetime) -> Any:
    """What was looked at and waits for an answer."""
    waiting = Concern.objects.filter(status__in=UNANSWERED)
    return waiting.annotate(looked_at=entered_its_status(Concern)).select_related("created_by")


register(
    [
        Reminder(
            key="concern",
            label="地域の困りごとを確認する期限のお知らせ",
            waiting=concerns_to_look_at,
            day=lambda concern: concern.look_by,
            days=lambda: city().reminders.concern,
            counted="確認する期限は",
            tells=desk_but_writers,
            told_before="届いた地域の困りごとを、まだ確認していません",
            told="届いた地域の困りごとの、確認の期限を過ぎました",
            next_step_before="内容と写真を確かめて、公開するかどうかを決めてください。",
            next_step="内容と写真を確かめて、公開するかどうかを決めてください。書いた方が待っています。",
        ),
        Reminder(
            key="concern_answer",
            label="回答を待っている困りごとのお知らせ",
            waiting=concerns_to_answer,
            day=lambda concern: timezone.localdate(concern.looked_at),
            days=lambda: city().reminders.concern_answer,
            counted="確認した日は",
            tells=desk_but_writers,
            told="地域の困りごとが、回答を待っています",
            next_step="どうするかを決めて、回答してください。決められないときは、担当する課に渡してください。",
        ),
        Reminder(
            key="consultation",
            label="回答を待っている相談のお知らせ",
            waiting=unanswered,
            day=lambda consultation: timezone.localdate(consultation.asked_at),
            days=lambda: city().reminders.consultation,
            counted="相談を受けた日は",
            tells=desk_but_askers,
            told="相談への回答を待っている方がいます",
            next_step="内容を読んで、回答してください。時間がかかるときは、そのことだけでも先に伝えてください。",
        ),
        Reminder(
            key="decision_question",
            label="決定についての質問の、回答の期限のお知らせ",
            waiting=asked_about_decisions,
            day=lambda consultation: consultation.answer_due_on,
            days=lambda: city().reminders.decision_question,
            counted="回答の期限は",
            tells=desk_but_askers,
            told_before="決定についての質問が、回答を待っています",
            told="決定についての質問に、期限までに回答していません",
            next_step="内容を読んで、回答してください。",
        ),
        Reminder(
            key="passing_consent",
            label="相談を団体につなぐかの返事がないことのお知らせ",
            waiting=lambda _: Passing.objects.proposed().select_related("consultation__created_by"),
            day=lambda passing: timezone.localdate(passing.created_at),
            days=lambda: city().reminders.adviser,
            counted=_("おすすめした日は"),
            tells=those_who_asked,
            told=_("相談を団体につなぐかどうかの、お返事を待っています"),
            next_step=_(
                "相談のページで、つなぐか、つながないかを選んでください。選ぶまで、団体には何も見えません。"
            ),
        ),
        Reminder(
            key="passing",
            label="つないだ相談に回答がないことのお知らせ",
            waiting=lambda _: Passing.objects.waiting().select_related("consultation", "group"),
            day=lambda passing: timezone.localdate(passing.passed_at),
            days=lambda: city().reminders.adviser,
            counted=_("つながれた日は"),
            tells=advisers,
            told=_("つながれた相談が、回答を待っています"),
            next_step=_("ページを開いて回答するか、窓口に戻してください。"),
        ),
        Reminder(
            key="opinion_answer",
            label="意見への回答の予定日のお知らせ",
            waiting=unanswered_rounds,
            day=lambda round_: round_.answer_due_on,
            days=lambda: city().reminders.opinion_answer,
            counted="回答を公表する予定の日は",
            tells=desk_of_round,
            told_before="意見募集の回答を公表する日が近づいています",
            told="意見募集の回答が、予定の日までに公表されていません",
            next_step="意見の整理のページで、市の考え方をまとめてください。遅れるときは、予定の日を直してください。",
        ),
        Reminder(
            key="opinion_sorting",
            label="整理していない意見のお知らせ",
            waiting=unsorted_rounds,
            day=lambda round_: timezone.localdate(round_.closes_at),
            days=lambda: city().reminders.opinion_sorting,
            counted="締切は",
            tells=desk_of_round,
            told="締め切った意見募集に、まだ整理していない意見があります",
            next_step="意見の整理のページで、似た意見をまとまりに入れてください。",
        ),
        Reminder(
            key="review",
            label="まだの採点のお知らせ",
            waiting=unreviewed,
            day=lambda call: call.review_due_on,
            days=lambda: city().reminders.scoring,
            counted="採点の期限は",
            tells=late_reviewers,
            told_before="審査の採点の期限が近づいています",
            told="審査の採点の期限を過ぎました",
            next_step=NEXT_STEP,
            facts=lambda call, person: still_to_come(waiting_of(call, person)),
            page=lambda _: page_of_sheets(),
        ),
        Reminder(
            key="adoption",
            label="採択への返事の期限のお知らせ",
            waiting=unanswered_adoptions,
            day=lambda proposal: proposal.answer_by,
            days=lambda: city().reminders.adoption,
            counted=_("返事の期限は"),
            tells=proposers,
            told_before=_("採択を受けるかどうかの、お返事を待っています"),
            told=_("採択を受けるかどうかの、お返事を待っています"),
            next_step=_("提案のページで、採択を受けるか、辞退するかを選んでください。"),
        ),
        Reminder(
            key="adoption_late",
            label="期限を過ぎた採択への返事のお知らせ",
            waiting=unanswered_adoptions,
            day=lambda proposal: proposal.answer_by,
            days=lambda: city().reminders.adoption_late,
            counted="返事の期限は",
            tells=people.coordinators,
            told="採択を受けるかどうかの返事が、期限までにありません",
            next_step="提案した方に確かめて、返事を書き込むか、期限を延ばすか、理由を書いて終えてください。",
        ),
        Reminder(
            key="vote",
            label="議決の予定日を過ぎた募集のお知らせ",
            waiting=unvoted,
            day=lambda call: call.vote_on,
            days=lambda: city().reminders.vote,
            counted="議決の予定日は",
            tells=people.coordinators,
            told="議決の予定日を過ぎましたが、採択が確定していません",
            next_step="議決の結果を書き込んでください。先に延びたときは、予定日を直してください。",
        ),
        Reminder(
            key="proposal_draft",
            label="提案の下書きのお知らせ",
            waiting=unfinished,
            day=lambda proposal: timezone.localdate(proposal.call.closes_at),
            days=lambda: city().reminders.draft,
            counted=_("募集の締切は"),
            tells=proposers,
            told_before=_("提案の下書きが、まだ提出されていません"),
            told=_("提案の下書きが、まだ提出されていません"),
            next_step=_(
                "続きを書いて、締切までに提出してください。提案しないことにしたときは、そのままでかまいません。"
            ),
        ),
        Reminder(
            key="proposal_correction",
            label="提案の補正のお知らせ",
            waiting=uncorrected,
            day=lambda proposal: proposal.correction_due_on,
            days=lambda: city().reminders.correction,
            counted=_("期限は"),
            tells=proposers,
            told_before=_("提案の補正の期限が近づいています"),
            told=_("提案の補正の期限を過ぎました"),
            next_step_before=_("お願いしたところを直して、期限までにもう一度提出してください。"),
            next_step=_("協働担当に連絡して、期限を延ばせるか相談してください。"),
        ),
    ]
)

register(
    [
        Reminder(
            key="department_opinion",
            label="提案への意見書の期限のお知らせ",
            waiting=lambda _: DepartmentOpinion.objects.with_department().select_related(
                "proposal"
            ),
            day=lambda opinion: opinion.due_on,
            days=lambda: city().reminders.department_opinion,
            counted="期限は",
            tells=office,
            page=page_of_department,
            told_before="提案への意見書の期限が近づいています",
            told="提案への意見書の期限を過ぎました",
            next_step_before="管理画面で所見を書いて、確定してください。",
            next_step="管理画面で所見を書いて、確定してください。書けないときは、協働担当に相談してください。",
        ),
        Reminder(
            key="department_answer",
            label="意見書への返答の期限のお知らせ",
            waiting=lambda _: DepartmentOpinion.objects.awaiting_answer().select_related(
                "proposal"
            ),
            day=lambda opinion: opinion.answer_due_on,
            days=lambda: city().reminders.department_answer,
            counted=_("期限は"),
            tells=lambda opinion: proposers(opinion.proposal),
            told_before=_("担当課の意見書への、返答の期限が近づいています"),
            told=_("担当課の意見書への、返答の期限を過ぎました"),
            next_step_before=_("意見書を読んで、期限までに返答するか、最終版を提出してください。"),
            next_step=_("提案の手続きは、提出された内容と意見書で進みます。"),
        ),
    ]
)

clock.register(
    [
        clock.Routine(
            key="opinions_unanswered",
            label="担当課の意見書への返答を待つ期間を終えた",
            run=end_unanswered,
            one_by_one=True,
        ),
        clock.Routine(
            key="passings_unanswered",
            label="回答のないまま決めた日数がたった、つないだ相談を窓口に戻した",
            run=return_unanswered_passings,
            one_by_one=True,
        ),
        clock.Routine(
            key="unconfirmed_concerns",
            label="確かめられなかった地域の困りごとを消した",
            run=lambda tick: forget_concerns(tick.now),
        ),
        clock.Routine(
            key="unconfirmed_inquiries",
            label="確かめられなかった募集への質問を消した",
            run=lambda tick: forget_inquiries(tick.now) + forget_ideas(tick.now),
        ),
        clock.Routine(
            key="concern_photos",
            label="公開しない困りごとの写真を、ファイルとともに消した",
            run=lambda tick: forget_photos(tick.now),
        ),
        clock.Routine(
            key="opinion_writers",
            label="意見を書いた方の氏名と住所を、決めた日が過ぎたため消した",
            run=lambda tick: forget_writers(tick.now),
        ),
        clock.Routine(
            key="packet_files",
            label="会議から決めた日数がたった審査資料のファイルを消した（内容の記録は残ります）",
            run=lambda tick: forget_packet_files(tick.now),
        ),
    ]
)

RELEASED_WITHIN = dt.timedelta(seconds=30)
"""How long the worker rests between looking whether the time of a release has come."""

clock.register(
    [
        clock.Routine(
            key="releases",
            label="決めた日時になった募集の決定を公表した",
            run=lambda tick: release_due(tick.now),
            every=RELEASED_WITHIN,
            one_by_one=True,
        )
    ]
)
