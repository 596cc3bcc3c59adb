"""Groups that advise others, and what is passed on to them, complete by default."""

from typing import Any

from django.utils import timezone

from groups.models import Adviser, Group
from proposals.models import Consultation, Passing
from tests.factories import make_group, make_user


def make_adviser(group: Group | None = None, **more: Any) -> Adviser:
    """A group that the city has named."""
    given = {
        "subjects": "会計と助成金の申請",
        "named_by": more.pop("named_by", None) or make_user(),
    }
    return Adviser.objects.create(group=group or make_group(), **{**given, **more})


def make_passing(
    consultation: Consultation, group: Group, *, status: str = "proposed", **more: Any
) -> Passing:
    """The desk offers to pass it on to this group."""
    if status in ("passed", "answered"):
        more.setdefault("passed_at", timezone.now())
    given = {
        "reason": "会計にくわしい団体です。",
        "proposed_by": more.pop("proposed_by", None) or make_user(),
    }
    return Passing.objects.create(
        consultation=consultation, group=group, status=status, **{**given, **more}
    )
