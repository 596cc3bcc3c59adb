"""Handing in opinions: with an account, without one, or entered by staff; and writing them anew."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import Sender, create_once
from proposals.flows import OPINION_SUBMISSION_FLOW
from proposals.flows.opinion_rounds import forget_day
from proposals.models import (
    Opinion,
    OpinionRound,
    OpinionSubmission,
    OpinionWriterDetails,
    SubmissionStatus,
)
from proposals.models.opinions import Words, key_of
from proposals.rules import opinions as rules
from proposals.rules.opinion_rounds import may_keep_round

CAME_FOR = "opinion"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of a form: the submission, and whether it is new or the same words came before."""

    submission: OpinionSubmission
    is_new: bool


def hand_in(
    *,
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    words: Sequence[Words],
    by: Person,
    key: UUID,
) -> HandedIn:
    """Hand in with one's account, once per key. The same words again are the submission that is there.
    `submission` and `writer` are unsaved, the first with its round. Raises `PermissionDenied`."""
    account = account_of(by)
    there = rules.submission_of(by, submission.round)
    if there is not None and there.text_key == _key_of_all(words):
        return HandedIn(there, is_new=False)
    submission.user = account

    def ask(round_: OpinionRound) -> None:
        rules.can_hand_in(by, round_).enforce()

    made, is_new = _create(submission, writer, words, key, ask=ask, sender=account)
    if is_new:
        OPINION_SUBMISSION_FLOW.record("hand_in", made, by=by, after=made.status)
        letters.queue_letter(
            account,
            about=made.round,
            told=_("意見を受け付けました"),
            next_step=_(
                "締切までは、出した意見のページで書き直したり取り下げたりできます。"
                "市の考え方は、締切のあとに公表されます。"
            ),
            page=made.get_absolute_url(),
            key=f"opinion.hand_in:{made.pk}",
        )
    return HandedIn(made, is_new)


def hand_in_as_guest(
    *,
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    words: Sequence[Words],
    guest: Guest,
    key: UUID,
) -> HandedIn:
    """Hand in without an account; it counts when the code was typed, or somebody has called. The same
    words from the same contact are the submission that is there."""
    there = _same_of_guest(submission.round, guest, _key_of_all(words))
    if there is not None:
        return HandedIn(there, is_new=False)
    round_ = submission.round

    def ask(current: OpinionRound) -> None:
        rules.can_take_opinions(current).enforce()
        guest.submission_key = submission.submission_key
        submission.guest = welcome(guest, came_for=CAME_FOR, forget_on=_forget_on(round_))

    submission.status = SubmissionStatus.UNCONFIRMED
    made, is_new = _create(submission, writer, words, key, ask=ask, sender=EVERYBODY)
    return HandedIn(made, is_new)


@transaction.atomic
def confirm_opinion_by_call(*, submission: OpinionSubmission, by: Person) -> None:
    """Those who answer have spoken with somebody who left a telephone number only. Raises
    `PermissionDenied`."""
    may_keep_round(by, submission.round).enforce()
    if submission.guest is not None:
        vouch_for(submission.guest, how=ConfirmedHow.CALL, by=by)


def _same_of_guest(round_: OpinionRound, guest: Guest, text_key: str) -> OpinionSubmission | None:
    contact = Q(guest__email__iexact=guest.email) if guest.email else Q(guest__phone=guest.phone)
    standing = round_.submissions.exclude(status=SubmissionStatus.WITHDRAWN)
    return standing.filter(contact, text_key=text_key).select_related("guest").first()


def enter_opinion(
    *,
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    words: Sequence[Words],
    by: Person,
    key: UUID,
) -> HandedIn:
    """Enter what came on paper or by mail; `submission` says how and when. The same words under the same
    name are the submission that is there. Raises `PermissionDenied`."""
    there = submission.round.submissions.standing().filter(
        text_key=_key_of_all(words), writer__name=writer.name, writer__address=writer.address
    )
    if (same := there.first()) is not None:
        return HandedIn(same, is_new=False)
    submission.entered_by = account_of(by)

    def ask(round_: OpinionRound) -> None:
        rules.can_enter_opinion(by, round_).enforce()

    made, is_new = _create(submission, writer, words, key, ask=ask, sender=account_of(by))
    if is_new:
        how = {"received_how": made.received_how, "received_on": made.received_on.isoformat()}
        OPINION_SUBMISSION_FLOW.record("hand_in", made, by=by, after=made.status, data=how)
    return HandedIn(made, is_new)


def _create(
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    words: Sequence[Words],
    key: UUID,
    *,
    ask: Callable[[OpinionRound], None],
    sender: Sender,
) -> tuple[OpinionSubmission, bool]:
    def create(stored: UUID) -> OpinionSubmission:
        current = locked(OpinionRound, pk=submission.round_id)
        submission.submission_key = stored
        ask(current)
        last = current.submissions.aggregate(last=Max("number"))["last"] or 0
        submission.number = last + 1
        submission.text_key = _key_of_all(words)
        submission.save()
        writer.submission, writer.forget_on = submission, _forget_on(current)
        writer.save()
        _write(submission, words)
        return submission

    return create_once(OpinionSubmission, key, create, by=sender)


def _write(submission: OpinionSubmission, words: Sequence[Words]) -> None:
    Opinion.objects.bulk_create(
        Opinion(
            submission=submission,
            section=each.section,
            text=each.text,
            reason=each.reason,
            text_key=key_of(each.text),
        )
        for each in words
    )


def _key_of_all(words: Sequence[Words]) -> str:
    return key_of(*(f"{each.section.pk if each.section else 0}:{each.key}" for each in words))


def _forget_on(round_: OpinionRound) -> dt.date:
    """Until the answer is published nobody knows the day; it is counted from the deadline."""
    return forget_day(timezone.localdate(round_.closes_at))


@transaction.atomic
def rewrite(
    *,
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    writer_kind: str,
    words: Sequence[Words],
    by: Person,
) -> OpinionSubmission:
    """Write one's opinions anew before the deadline, in the place of what was there. Raises
    `PermissionDenied`."""
    rules.may_rewrite(by, submission).enforce()
    return _rewritten(submission, writer, writer_kind, words, by)


@transaction.atomic
def rewrite_as_guest(
    *,
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    writer_kind: str,
    words: Sequence[Words],
) -> OpinionSubmission:
    """The same from the page of somebody without an account, which their token has opened."""
    return _rewritten(submission, writer, writer_kind, words, EVERYBODY)


def _rewritten(
    submission: OpinionSubmission,
    writer: OpinionWriterDetails,
    writer_kind: str,
    words: Sequence[Words],
    by: Person,
) -> OpinionSubmission:
    current = locked(OpinionSubmission, pk=submission.pk)
    rules.can_be_rewritten(current).enforce()
    current.writer_kind, current.text_key = writer_kind, _key_of_all(words)
    current.save(update_fields=["writer_kind", "text_key", "updated_at"])
    OpinionWriterDetails.objects.filter(submission=current).update(
        name=writer.name, address=writer.address, contact=writer.contact, detail=writer.detail
    )
    current.opinions.all().delete()
    _write(current, words)
    OPINION_SUBMISSION_FLOW.record("rewrite", current, by=by)
    return current


def handed_in_by(guest: Guest) -> OpinionSubmission:
    """What this guest handed in."""
    return OpinionSubmission.objects.select_related("round").get(guest=guest)


def _confirmed(guest: Guest) -> None:
    submission = handed_in_by(guest)
    for earlier in _earlier_of(submission, guest):
        OPINION_SUBMISSION_FLOW.make("replace", earlier, by=EVERYBODY)
    OPINION_SUBMISSION_FLOW.make("confirm", submission, by=guest.confirmed_by or EVERYBODY)


def _earlier_of(submission: OpinionSubmission, guest: Guest) -> list[OpinionSubmission]:
    """What the same person handed in before, by name and address of mail: who writes twice has written anew, also
    where the second code is typed a little after the deadline."""
    if not guest.email:
        return []
    standing = submission.round.submissions.standing().exclude(pk=submission.pk)
    same = standing.filter(guest__email__iexact=guest.email, writer__name=submission.writer.name)
    return [each for each in same.select_related("round") if rules.can_be_confirmed(each)]


register(
    Purpose(
        key=CAME_FOR,
        label=_("意見を出す"),
        about=lambda guest: handed_in_by(guest).round.title,
        confirmed=_confirmed,
        page=lambda guest: reverse("opinions:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("意見を受け付けました。受付番号は、このページにあります。"),
        received=_("意見を受け付けました"),
    )
)


def forget_writers(now: dt.datetime) -> int:
    """Remove the names and addresses whose day has come, and what was sent without an account and never
    confirmed, once its guest is gone; how many. Safe to repeat."""
    due = OpinionWriterDetails.objects.filter(forget_on__lte=timezone.localdate(now))
    number, _kinds = due.delete()
    nobodys = OpinionSubmission.objects.filter(status=SubmissionStatus.UNCONFIRMED, guest=None)
    _all, gone = nobodys.delete()
    return number + gone.get("proposals.OpinionSubmission", 0)
