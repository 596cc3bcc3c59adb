"""Who may hand in an opinion, take it back, and say that its summary misses something."""

from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from proposals.models import (
    Opinion,
    OpinionRound,
    OpinionRoundStatus,
    OpinionSubmission,
    SubmissionStatus,
)
from proposals.rules.opinion_rounds import may_answer_round, may_keep_round


def can_take_opinions(round_: OpinionRound) -> Verdict:
    """From the opening to the end of the minute in which it closes."""
    status = round_.current_status
    if status == OpinionRoundStatus.OPEN:
        return ALLOWED
    if status == OpinionRoundStatus.ANNOUNCED:
        reason = gettext("この意見募集は、まだ始まっていません。始まる日まで、お待ちください。")
    elif status == OpinionRoundStatus.CANCELLED:
        reason = gettext("この意見募集は中止になりました。理由は、募集のページにあります。")
    else:
        reason = gettext(
            "この意見募集は締め切りました。締切の時刻を過ぎたため、受け付けられません。"
            "お困りのときは、募集のページの問合せ先にご連絡ください。"
        )
    return allow_if(False, reason)


def can_hand_in_on_paper(round_: OpinionRound) -> Verdict:
    """Whoever likes may have the form from the announcement on, to write it in peace; not after the deadline."""
    if round_.current_status in (OpinionRoundStatus.DRAFT, OpinionRoundStatus.ANNOUNCED):
        return ALLOWED
    return can_take_opinions(round_)


def can_hand_in(person: Person, round_: OpinionRound) -> Verdict:
    """Anybody, with an account or without one, while opinions are taken: once, to be rewritten until the
    deadline. Whether they are among those who may is declared, not proven."""
    return first_refusal(
        can_take_opinions(round_),
        lambda: allow_if(
            submission_of(person, round_) is None,
            gettext(
                "この募集には、すでに意見を出しています。"
                "締切までは、出した意見のページで書き直せます。"
            ),
        ),
    )


def submission_of(person: Person, round_: OpinionRound) -> OpinionSubmission | None:
    """What this person handed in and did not take back."""
    if not is_signed_in(person):
        return None
    return round_.submissions.standing().filter(user=person.pk).first()


def can_enter_opinion(person: Person, round_: OpinionRound) -> Verdict:
    """Those who keep the round, for what came on paper or by mail; also after the deadline, for what came
    before it."""
    return first_refusal(
        may_keep_round(person, round_),
        allow_if(
            round_.has_opened and round_.status == OpinionRoundStatus.ANNOUNCED,
            "紙やメールで届いた意見は、募集が始まってから、回答を公表するまでの間に入力できます。",
        ),
    )


def is_writer(person: Person, submission: OpinionSubmission) -> bool:
    """Whether this person wrote it with their account."""
    return is_signed_in(person) and submission.user_id == person.pk


def may_rewrite(person: Person, submission: OpinionSubmission) -> Verdict:
    """Whoever wrote it; what came on paper, those who entered it may put right in the writer's name."""
    if is_writer(person, submission):
        return ALLOWED
    if submission.entered_by_id is not None:
        return may_keep_round(person, submission.round)
    return not_yours(gettext("意見を書いた方"))


def can_be_rewritten(submission: OpinionSubmission) -> Verdict:
    """While opinions are taken; afterwards it is being answered."""
    return first_refusal(
        allow_if(
            submission.status == SubmissionStatus.RECEIVED,
            gettext("この意見は、取り下げられています。"),
        ),
        lambda: allow_if(
            submission.round.is_open,
            gettext("締切を過ぎたため、書き直しや取り下げはできません。"),
        ),
    )


def can_be_confirmed(submission: OpinionSubmission) -> Verdict:
    """What was sent before the deadline counts, also where the code is typed a little later; not once the
    round is over."""
    return allow_if(
        submission.round.status == OpinionRoundStatus.ANNOUNCED,
        gettext("この意見募集は終わったため、受け付けられません。"),
    )


def may_sort_opinion(person: Person, opinion: Opinion) -> Verdict:
    """Those who answer the round."""
    return may_answer_round(person, opinion.submission.round)


def can_be_sorted(opinion: Opinion) -> Verdict:
    """Between the deadline and the answer, what was not taken back."""
    submission = opinion.submission
    return allow_if(
        submission.round.current_status == OpinionRoundStatus.CLOSED
        and submission.status == SubmissionStatus.RECEIVED,
        "意見の整理は、締切のあと、回答を公表するまでの間に行えます。",
    )


def can_ask_correction(submission: OpinionSubmission) -> Verdict:
    """Once, within the city's days after the summary was shown, and not once the answer is public."""
    last = submission.round.corrects_until
    return first_refusal(
        allow_if(
            submission.status == SubmissionStatus.RECEIVED
            and submission.round.status == OpinionRoundStatus.ANNOUNCED
            and last is not None
            and timezone.localdate() <= last,
            gettext("概要の直しを求められる期間ではありません。"),
        ),
        lambda: allow_if(
            not hasattr(submission, "correction"),
            gettext("概要の直しは、すでに一度求めています。市の返事をお待ちください。"),
        ),
    )
