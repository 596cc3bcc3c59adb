"""What people of a made-up city see is needed."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from django.utils import timezone

from groups.models import User
from proposals.models import Concern, ConcernStatus, Outcome

TITLES = (
    "街灯が消えている",
    "ベンチがほしい",
    "ごみが落ちている",
    "段差が高い",
    "花だんが荒れている",
)

STATES = (
    ConcernStatus.RECEIVED,
    ConcernStatus.PUBLIC,
    ConcernStatus.ANSWERED,
    ConcernStatus.ANSWERED,
    ConcernStatus.DONE,
)


def make_concerns(rng: Random, number: int, *, people: Sequence[User], batch: int) -> int:
    """So many of them, told by these people, in every state; how many. What the search knows of them is
    written with everything else."""
    now = timezone.now()
    made = []
    for place in range(number):
        state, ago = STATES[place % len(STATES)], dt.timedelta(hours=place)
        answered = state in (ConcernStatus.ANSWERED, ConcernStatus.DONE)
        made.append(
            Concern(
                title=rng.choice(TITLES),
                place=f"{rng.randint(1, 30)}丁目の道",
                text="通る人が困っています。",
                field=rng.randint(1, 5),
                created_by=people[place % len(people)],
                status=state,
                look_by=timezone.localdate(),
                published_at=None if state == ConcernStatus.RECEIVED else now - ago,
                outcome=rng.choice(Outcome.values) if answered else "",
                answer="調べて、できることから行います。" if answered else "",
                answered_at=now if answered else None,
                people=rng.randint(1, 40),
            )
        )
    Concern.objects.bulk_create(made, batch_size=batch)
    return len(made)
