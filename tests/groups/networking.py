"""Networks and the groups in them, complete by default."""

from typing import Any

from django.utils import timezone

from groups.models import Group, NetworkMember
from tests.factories import make_group, make_user


def make_network(name: str = "見本の連合会", **more: Any) -> Group:
    """A registered group of groups."""
    return make_group(name, is_network=True, **more)


def make_member(
    network: Group, group: Group | None = None, *, status: str = "member", **more: Any
) -> NetworkMember:
    """A group in the network, or asked."""
    if status == "left":
        more.setdefault("left_at", timezone.now())
    given = {"group": group or make_group(), "asked_by": more.pop("asked_by", None) or make_user()}
    return NetworkMember.objects.create(network=network, status=status, **{**given, **more})
