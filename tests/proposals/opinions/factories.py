"""Rounds of opinions and what is handed in to them, complete by default."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from groups.models import Guest, User
from proposals.models import (
    Opinion,
    OpinionGroup,
    OpinionInGroup,
    OpinionRound,
    OpinionSection,
    OpinionSubmission,
    OpinionWriterDetails,
)
from proposals.models.opinions import key_of
from tests.factories import make_department, make_user

_numbers = count(1)


def make_round(
    title: str = "緑の基本計画（案）", *, when: str = "open", **fields: Any
) -> OpinionRound:
    """A round with two sections. `when`: draft, announced, open, closed, answered, cancelled."""
    now = timezone.now()
    day = dt.timedelta(days=1)
    begins, ends = {
        "announced": (now + day, now + 31 * day),
        "draft": (now + day, now + 31 * day),
        "open": (now - day, now + 30 * day),
    }.get(when, (now - 32 * day, now - day))
    stored = when if when in ("draft", "answered", "cancelled") else "announced"
    fields.setdefault("department", None)
    fields["department"] = fields["department"] or make_department()
    round_ = OpinionRound.objects.create(
        title=title,
        **{
            "summary": "まちの緑を増やす計画の案です。",
            "why": "計画を5年ぶりに見直すためです。",
            "opens_at": begins,
            "closes_at": ends,
            "writers": ["resident", "worker"],
            "status": stored,
            "answered_at": now if stored == "answered" else None,
            "shown_at": None,
            "cancelled_because": "案を作り直すため。" if stored == "cancelled" else "",
            **fields,
        },
    )
    for order, heading in enumerate(("公園", "街路樹"), start=1):
        OpinionSection.objects.create(
            round=round_, order=order, number=str(order), heading=heading, text="案の本文です。"
        )
    return round_


def make_submission(
    round_: OpinionRound,
    user: User | None = None,
    *texts: str,
    guest: Guest | None = None,
    name: str = "見本 花子",
    **fields: Any,
) -> OpinionSubmission:
    """Handed in with these opinions on the draft as a whole; one where none is given."""
    words = texts or ("木を増やしてほしい。",)
    submission = OpinionSubmission.objects.create(
        round=round_,
        user=user,
        guest=guest,
        number=next(_numbers),
        received_on=timezone.localdate(),
        writer_kind=fields.pop("writer_kind", "resident"),
        text_key=key_of(*words),
        **fields,
    )
    OpinionWriterDetails.objects.create(
        submission=submission,
        name=name,
        address="見本市見本町1-1",
        forget_on=timezone.localdate() + dt.timedelta(days=100),
    )
    for text in words:
        Opinion.objects.create(submission=submission, text=text, text_key=key_of(text))
    return submission


def make_opinion(status: str = "received") -> Opinion:
    """One opinion, handed in to a round that has closed."""
    opinion = make_submission(make_round(when="closed"), make_user()).opinions.get()
    because = "案と関わりがないため。" if status == "out_of_scope" else ""
    Opinion.objects.filter(pk=opinion.pk).update(status=status, set_aside_because=because)
    opinion.refresh_from_db()
    return opinion


def make_opinion_group(
    round_: OpinionRound, *opinions: Opinion, heading: str = "木を増やす", **fields: Any
) -> OpinionGroup:
    """A group of these, summed up and answered."""
    group = OpinionGroup.objects.create(
        round=round_,
        heading=heading,
        **{
            "summary": "木を増やしてほしい。",
            "answer": "街路樹を増やします。",
            "kind": "reflected",
            **fields,
        },
    )
    for opinion in opinions:
        OpinionInGroup.objects.create(group=group, opinion=opinion)
    Opinion.objects.filter(pk__in=[each.pk for each in opinions]).update(status="valid")
    return group
