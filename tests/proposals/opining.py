"""Made-up opinions of departments on proposals, in every status."""

import datetime as dt
from typing import Any

from django.utils import timezone

from groups.models import User
from proposals.models import DepartmentOpinion, Proposal
from tests.factories import make_coordinator, make_staff, today
from tests.proposals.factories import make_proposal

WORDS = {
    "feasibility": "体制は整っている。",
    "law": "道路の占用の許可が要る。",
    "budget": "街路の予算で受け持てる。",
    "roles": "場所の用意は課が行う。",
    "stance": "conditional",
    "overall": "許可を先に取ること。",
}
"""What a department writes."""


def make_department_opinion(
    proposal: Proposal | None = None, *, status: str = "requested", **fields: Any
) -> DepartmentOpinion:
    """The opinion of the responsible department, directly in a status with what that requires."""
    proposal = proposal or make_proposal(status="submitted")
    department = proposal.responsible_department
    assert department is not None
    settled = status in ("settled", "answered", "unanswered")
    writer: User | None = None if status == "requested" else make_staff(department, "書いた職員")
    return DepartmentOpinion.objects.create(
        proposal=proposal,
        department=department,
        status=status,
        **{
            "due_on": today() + dt.timedelta(days=14),
            "requested_by": fields.pop("requested_by", None) or make_coordinator(),
            "written_by": writer,
            **({} if status == "requested" else WORDS),
            "settled_by": writer if settled else None,
            "settled_at": timezone.now() if settled else None,
            "answer_due_on": today() + dt.timedelta(days=10) if settled else None,
            "answered_at": timezone.now() if status == "answered" else None,
            "answer": "許可を取ります。" if status == "answered" else "",
            **fields,
        },
    )
