"""What groups of a made-up city offer, and who asks for it."""

from collections.abc import Sequence
from random import Random

from groups.models import Group, Offer, OfferKind, OfferStatus, OfferTalk, TalkStatus, User

EVERY = 3
"""One group of so many offers something."""

TITLES = ("使わない長机", "週末の会議室", "花の苗", "印刷の手ほどき", "学生の調べもの")

TALKED = {
    OfferStatus.OPEN: None,
    OfferStatus.TALKING: TalkStatus.ASKED,
    OfferStatus.AGREED: TalkStatus.AGREED,
    OfferStatus.THANKED: TalkStatus.THANKED,
}
"""How far an offer has come, and the talk about it."""


def make_offers(rng: Random, groups: Sequence[Group], *, by: User, batch: int) -> int:
    """One for every few groups, for some of which the group after it asks; how many. What the search knows
    of them is written with everything else."""
    givers = range(0, len(groups), EVERY)
    made = [
        Offer(
            group=groups[place],
            kind=rng.choice(OfferKind.values),
            title=f"{rng.choice(TITLES)}を使ってください",
            text="地域の活動に使っていただける方へ。日にちはご相談ください。",
            status=rng.choice(list(TALKED)),
            created_by=by,
        )
        for place in givers
    ]
    Offer.objects.bulk_create(made, batch_size=batch)
    OfferTalk.objects.bulk_create(
        [
            OfferTalk(
                offer=offer,
                group=groups[(place + 1) % len(groups)],
                words="秋の催しの準備に使います。",
                thanks="助かりました。" if status == TalkStatus.THANKED else "",
                asked_by=by,
                status=status,
            )
            for place, offer in zip(givers, made, strict=True)
            if (status := TALKED[OfferStatus(offer.status)]) is not None
        ],
        batch_size=batch,
    )
    return len(made)
