"""Rounds of opinions in a made-up city: one is open, the others are answered."""

import datetime as dt
from random import Random

from django.utils import timezone

from groups.models import Department, User
from kyodo_portal.made_up.filling.words import SUBJECTS, Words
from proposals.models import (
    Opinion,
    OpinionGroup,
    OpinionInGroup,
    OpinionRound,
    OpinionRoundStatus,
    OpinionSection,
    OpinionStatus,
    OpinionSubmission,
    ReceivedHow,
)
from proposals.models.opinions import key_of

SECTIONS, WRITERS, GROUPS = 4, 25, 3
"""What each round has: sections, people who wrote, and groups of what they wrote."""


def make_rounds(
    rng: Random, number: int, *, departments: list[Department], by: User, batch: int
) -> int:
    """So many rounds, the first of them open, each with its opinions; how many opinions."""
    words, now = Words(rng), timezone.now()
    rounds = []
    for index in range(number):
        subject = rng.choice(SUBJECTS)
        place, _ = words.place()
        opens = now - dt.timedelta(days=10 if index == 0 else 90 + 30 * index)
        answered = index > 0
        rounds.append(
            OpinionRound(
                title=f"{place}の{subject[0]}計画（案）",
                summary=words.sentences(3, place, subject[0]),
                why=words.sentences(1, place, subject[0]),
                department=rng.choice(departments),
                opens_at=opens,
                closes_at=opens + dt.timedelta(days=31),
                writers=["resident", "worker", "student"],
                status=OpinionRoundStatus.ANSWERED if answered else OpinionRoundStatus.ANNOUNCED,
                answered_at=opens + dt.timedelta(days=60) if answered else None,
                created_by=by,
            )
        )
    OpinionRound.objects.bulk_create(rounds, batch_size=batch)
    sections = [
        OpinionSection(
            round=each,
            order=order,
            number=str(order),
            heading=f"{order}の章",
            text=words.sentences(8, "市内", "案"),
        )
        for each in rounds
        for order in range(1, SECTIONS + 1)
    ]
    OpinionSection.objects.bulk_create(sections, batch_size=batch)
    return _hand_in(rng, rounds, words, by=by, batch=batch)


def _hand_in(rng: Random, rounds: list[OpinionRound], words: Words, *, by: User, batch: int) -> int:
    submissions = [
        OpinionSubmission(
            round=each,
            number=number,
            entered_by=by,
            received_how=ReceivedHow.POST,
            received_on=timezone.localdate(each.opens_at),
            writer_kind="resident",
            text_key=key_of(f"{each.pk}/{number}"),
        )
        for each in rounds
        for number in range(1, WRITERS + 1)
    ]
    OpinionSubmission.objects.bulk_create(submissions, batch_size=batch)
    opinions = []
    for submission in submissions:
        text = words.sentences(2, "市内", "案")
        is_answered = submission.round.status == OpinionRoundStatus.ANSWERED
        status = OpinionStatus.VALID if is_answered else OpinionStatus.RECEIVED
        opinions.append(
            Opinion(submission=submission, text=text, text_key=key_of(text), status=status)
        )
    Opinion.objects.bulk_create(opinions, batch_size=batch)
    groups = [
        OpinionGroup(
            round=each,
            order=order,
            heading=f"{order}についての意見",
            summary=words.sentences(1, "市内", "案"),
            answer=words.sentences(2, "市内", "案"),
            kind=rng.choice(["reflected", "included", "considered"]),
        )
        for each in rounds
        if each.status == OpinionRoundStatus.ANSWERED
        for order in range(1, GROUPS + 1)
    ]
    OpinionGroup.objects.bulk_create(groups, batch_size=batch)
    of_round: dict[int, list[OpinionGroup]] = {}
    for group in groups:
        of_round.setdefault(group.round_id, []).append(group)
    OpinionInGroup.objects.bulk_create(
        [
            OpinionInGroup(opinion=opinion, group=rng.choice(theirs))
            for opinion in opinions
            if (theirs := of_round.get(opinion.submission.round_id))
        ],
        batch_size=batch,
    )
    return len(opinions)
