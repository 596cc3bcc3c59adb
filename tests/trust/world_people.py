"""Who waits in the groups of the city: to join, to take over, to accept an invitation."""

from typing import Any

from django.utils import timezone

from groups.models import HandOver, Invitation, JoinRequest, Membership, User
from groups.models.invitations import LASTS, hash_of
from tests.factories import make_user
from tests.groups.supporting import make_paper_supporter, make_supporter
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add them to the groups of the city."""
    cast = world.cast
    elsewhere = Membership.objects.get(user=cast["other_manager"])
    Membership.objects.filter(pk=elsewhere.pk).update(role="representative")
    elsewhere.group.memberships.create(user=make_user("引き継ぐ人"))
    ends = timezone.now() + LASTS
    world.things |= {
        "group_represented": elsewhere.group,
        "place_of_member": cast.group.memberships.get(user=cast["member"]),
        "join_request": JoinRequest.objects.create(
            group=cast.group, person=cast["other_manager"], words=canary("join_request.words")
        ),
        "hand_over": HandOver.objects.create(
            group=cast.group,
            offered_by=cast["manager"],
            offered_to=cast["member"],
            expires_at=ends,
        ),
        "invitation_to_group": Invitation.objects.create(
            name=canary("invitation_to_group.name"),
            email="to-group@example.jp",
            group=cast.group,
            group_role="member",
            token_hash=hash_of("to-group"),
            expires_at=ends,
            invited_by=cast["manager"],
        ),
    }
    world.things["supporter"] = supporter_of(cast["citizen"], "citizen", "everybody")
    world.things["supporter_paper"] = make_paper_supporter(
        cast["coordinator"], canary("supporter_paper.name")
    )
    supporter_of(cast["other_reviewer"], "groups", "groups")
    supporter_of(make_user("窓口だけのサポーター"), "desk", "desk")
    supporter_of(make_user("休んでいるサポーター"), "resting", "everybody", is_resting=True)


def supporter_of(user: User, name: str, audience: str, **more: Any) -> Any:
    """What somebody offers, seen by these."""
    words = {
        "public_name": canary(f"supporter_{name}.public_name"),
        "text": canary(f"supporter_{name}.text"),
    }
    return make_supporter(user, audience=audience, **words, **more)
