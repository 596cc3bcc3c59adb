"""The city sorts what came in, sums it up, and hears from the writers whether it summed up rightly."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import tell_guest
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from proposals.flows import OPINION_FLOW, OPINION_ROUND_FLOW, OPINION_SUBMISSION_FLOW
from proposals.flows.opinion_rounds import desk, guests, writers
from proposals.models import (
    Opinion,
    OpinionCorrection,
    OpinionGroup,
    OpinionInGroup,
    OpinionRound,
    OpinionStatus,
    OpinionSubmission,
)
from proposals.rules import opinion_rounds, opinions

LOOK = _("あなたの意見の概要ができました")
LOOK_NEXT = _(
    "公表の前に、あなたの言葉がどうまとめられたかを見られます。"
    "大切なところが落ちているときは、期間のうちに一度、直しを求められます。"
)


@transaction.atomic
def put_into_group(
    *, group: OpinionGroup, opinions_: Iterable[Opinion], by: Person
) -> OpinionGroup:
    """Put opinions into a group, and with each what says the same in the same words; they stay in the other
    groups they stand in, and count as valid from then on. `group` may be unsaved. Raises
    `PermissionDenied`."""
    round_ = locked(OpinionRound, pk=group.round_id)
    opinion_rounds.can_sort_opinions(by, round_).enforce()
    chosen = _and_alike(round_, opinions_).exclude(status=OpinionStatus.OUT_OF_SCOPE)
    if group.pk is None:
        group.save()
    for opinion in chosen:
        if opinion.status != OpinionStatus.VALID:
            OPINION_FLOW.make("accept", opinion, by=by)
        OpinionInGroup.objects.get_or_create(group=group, opinion=opinion)
    note = f"{group.heading}：{len(chosen)}件"
    OPINION_ROUND_FLOW.record("sort", round_, by=by, note=note)
    return group


def _and_alike(round_: OpinionRound, opinions_: Iterable[Opinion]) -> Any:
    """These opinions of the round, and what says the same as one of them."""
    standing = Opinion.objects.standing().filter(submission__round=round_)
    return standing.like(opinions_).select_related("submission__round")


@transaction.atomic
def take_out_of_group(*, group: OpinionGroup, opinions_: Iterable[Opinion], by: Person) -> None:
    """Take opinions out of a group, and with each what says the same; in no group, they wait to be sorted
    again."""
    round_ = locked(OpinionRound, pk=group.round_id)
    opinion_rounds.can_sort_opinions(by, round_).enforce()
    gone = OpinionInGroup.objects.filter(group=group, opinion__in=_and_alike(round_, opinions_))
    number, _kinds = gone.delete()
    OPINION_ROUND_FLOW.record("sort", round_, by=by, note=f"{group.heading}：{number}件を外した")


@transaction.atomic
def set_aside(
    *, round_: OpinionRound, opinions_: Iterable[Opinion], because: str, by: Person
) -> int:
    """Say of opinions, and of what says the same, that they are not about what was asked; how many. Each
    writer reads why. Raises `PermissionDenied`."""
    current = locked(OpinionRound, pk=round_.pk)
    opinion_rounds.can_sort_opinions(by, current).enforce()
    chosen = list(_and_alike(current, opinions_).exclude(status=OpinionStatus.OUT_OF_SCOPE))
    for opinion in chosen:
        OPINION_FLOW.make("set_aside", opinion, by=by, note=because)
    return len(chosen)


@transaction.atomic
def write_group(*, group: OpinionGroup, by: Person) -> OpinionGroup:
    """Write what a group says and what the city thinks of it."""
    round_ = locked(OpinionRound, pk=group.round_id)
    opinion_rounds.can_sort_opinions(by, round_).enforce()
    group.save()
    OPINION_ROUND_FLOW.record("write_group", round_, by=by, note=group.heading)
    return group


@transaction.atomic
def show_summaries(*, round_: OpinionRound, by: Person) -> None:
    """Let the writers see how their words were summed up, before anybody else does. Raises
    `PermissionDenied`."""
    current = locked(OpinionRound, pk=round_.pk)
    opinion_rounds.can_sort_opinions(by, current).enforce()
    opinion_rounds.can_show_summaries(current).enforce()
    current.shown_at = timezone.now()
    current.save(update_fields=["shown_at", "updated_at"])
    entry = OPINION_ROUND_FLOW.record("show_summaries", current, by=by)
    key = f"opinion.show:{entry.pk}"
    mine = {each.user_id: each for each in current.submissions.standing().exclude(user=None)}
    for person in writers(current):
        page = mine[person.pk].get_absolute_url()
        letters.queue_letter(
            person, about=current, told=LOOK, next_step=LOOK_NEXT, page=page, key=key
        )
    for guest in guests(current):
        tell_guest(guest, told=LOOK, next_step=LOOK_NEXT, key=f"opinion.show:{guest.pk}")


@transaction.atomic
def ask_correction(*, submission: OpinionSubmission, text: str, by: Person) -> OpinionCorrection:
    """Whoever wrote it says what the summary misses. The caller has asked whether it is them: by their
    account, or by the token of their page."""
    current = locked(OpinionSubmission, pk=submission.pk)
    opinions.can_ask_correction(current).enforce()
    asked = OpinionCorrection.objects.create(submission=current, text=text)
    entry = OPINION_SUBMISSION_FLOW.record("ask_correction", current, by=by)
    letters.tell_others(
        desk(current.round),
        by=by,
        about=current.round,
        told="意見の概要を直してほしいという求めがありました",
        next_step="意見の整理のページで読み、概要を直すか、直さない理由を答えてください。",
        page=f"{current.round.get_absolute_url()}desk/",
        key=f"opinion.correction:{entry.pk}",
    )
    return asked


@transaction.atomic
def answer_correction(*, correction: OpinionCorrection, answer: str, by: Person) -> None:
    """Say what was done about it. Once, before the answer of the round is public. Raises `PermissionDenied`,
    and `MoveRefused` where somebody has answered it."""
    submission = correction.submission
    round_ = locked(OpinionRound, pk=submission.round_id)
    opinion_rounds.can_sort_opinions(by, round_).enforce()
    current = locked(OpinionCorrection, pk=correction.pk)
    if current.answer:
        raise MoveRefused(
            "この求めには、ほかの職員が先に答えました。書いた方には、その答えが届いています。"
        )
    current.answer, current.answered_at = answer, timezone.now()
    current.answered_by = account_of(by)
    current.save()
    entry = OPINION_SUBMISSION_FLOW.record("answer_correction", submission, by=by)
    told, next_step = _("概要の直しの求めに、市が答えました"), _("出した意見のページで読めます。")
    key = f"opinion.corrected:{entry.pk}"
    if submission.user is not None:
        letters.queue_letter(
            submission.user,
            about=round_,
            told=told,
            note=answer,
            next_step=next_step,
            page=submission.get_absolute_url(),
            key=key,
        )
    if submission.guest is not None:
        tell_guest(
            submission.guest,
            told=told,
            note=answer,
            next_step=next_step,
            key=f"opinion.corrected:{submission.guest.pk}",
        )
