"""What groups offer, and who asks for it, complete by default."""

from typing import Any

from groups.models import Department, Group, Offer, OfferTalk, User
from tests.factories import make_user


def make_offer(group: Group, title: str = "", **more: Any) -> Offer:
    """Something that this group offers: things, unless told otherwise."""
    return Offer.objects.create(
        **{
            "group": group,
            "kind": "things",
            "title": title or "花の苗100株",
            "text": "春に育てた花の苗をさしあげます。",
            "created_by": more.pop("created_by", None) or make_user(),
            **more,
        }
    )


def make_talk(
    offer: Offer, taker: Group | Department, by: User | None = None, **more: Any
) -> OfferTalk:
    """A group or a department asks for it."""
    side = {"group" if isinstance(taker, Group) else "department": taker}
    words = {"words": "駅前の花だんに植えます。", "asked_by": by or make_user()}
    return OfferTalk.objects.create(offer=offer, **{**words, **side, **more})
