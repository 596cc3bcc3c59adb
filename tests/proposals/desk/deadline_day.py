"""Deadline day: a closed call with many proposals, the department they hope for, and the city's reviewers."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from groups.models import Department, User
from proposals.models import Call, Proposal, ProposalVersion, Review
from tests.factories import make_coordinator, make_department, make_group, make_reviewer, make_user
from tests.proposals.factories import make_call, make_proposal


@dataclass(frozen=True)
class Day:
    """A call in review, who runs it, who judges, and the proposals by their numbers."""

    call: Call
    coordinator: User
    department: Department
    reviewers: list[User]
    proposals: list[Proposal]

    def asked(self) -> dict[str, list[str]]:
        """Who was asked about each proposal, by their names."""
        rows = Proposal.objects.filter(call=self.call).order_by("number")
        found: dict[str, list[str]] = {row.number: [] for row in rows}
        for review in Review.objects.select_related("proposal", "reviewer").order_by("pk"):
            found[review.proposal.number].append(review.reviewer.display_name)
        return found

    def states(self) -> list[str]:
        rows = Proposal.objects.filter(call=self.call).order_by("number")
        return list(rows.values_list("status", flat=True))


def make_day(
    proposals: int, *, reviewers: int = 3, status: str = "submitted", year: int = 2026
) -> Day:
    """So many proposals of one group each, all hoping for the same department."""
    call = make_call("公開の募集", when="reviewing")
    department = make_department()
    group = make_group(managers=(make_user(),))
    made = [
        make_proposal(
            f"提案{number:03d}",
            call=call,
            group=group,
            status=status,
            number=f"{year}-1-{number:03d}",
            desired_department=department,
            responsible_department=None if status == "submitted" else department,
        )
        for number in range(1, proposals + 1)
    ]
    judges = [make_reviewer(f"委員{number:02d}") for number in range(1, reviewers + 1)]
    return Day(call, make_coordinator(), department, judges, made)


def make_many(day: Day, proposals: int) -> None:
    """So many more under review, with a sheet of every reviewer each; quickly, as only the rows count."""
    first = day.proposals[0]
    now = timezone.now()
    rows = [
        Proposal(
            call=day.call,
            group=first.group,
            created_by=first.created_by,
            title=f"多くの提案{number:04d}",
            number=f"2026-9-{number:04d}",
            status="under_review",
            submitted_at=now - dt.timedelta(days=1),
            responsible_department=day.department,
            agrees_to_publish=True,
        )
        for number in range(1, proposals + 1)
    ]
    made = Proposal.objects.bulk_create(rows)
    ProposalVersion.objects.bulk_create(
        ProposalVersion(
            proposal=each, number=1, data={}, digest="0" * 64, submitted_by=first.created_by
        )
        for each in made
    )
    Review.objects.bulk_create(
        Review(proposal=each, reviewer=judge, status="assigned")
        for each in made
        for judge in day.reviewers
    )
