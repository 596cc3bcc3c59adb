"""The table of a call's desk: proposals × reviewers, and how far each sheet is.

Read once, in a number of queries that does not grow with the proposals, the reviewers or the sheets. A
proposal in which the reader has an interest stands in it by its name alone.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from groups import people
from groups.models import User
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.people import Account, Person, is_signed_in
from proposals.interest import proposing_side_of
from proposals.models import (
    Call,
    Proposal,
    ProposalStatus,
    ProposalVersion,
    Review,
    ReviewStatus,
)
from proposals.models.reviews import UNFINISHED_STATUSES
from proposals.rules.reviews import may_review

NOT_SHOWN = (ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One request as the table knows it."""

    pk: int
    proposal_id: int
    reviewer_id: int
    status: str

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED_STATUSES

    @property
    def stands(self) -> bool:
        """Whether it takes a seat: no conflict was declared."""
        return self.status != ReviewStatus.DECLARED_CONFLICT


@dataclass(frozen=True, slots=True)
class Cell:
    """What the table says of one reviewer and one proposal, and how it stands out."""

    word: str
    tone: str = ""


#: Short, because ten columns stand side by side.
WORDS = {
    ReviewStatus.ASSIGNED: Cell("未確認", "todo"),
    ReviewStatus.IN_PROGRESS: Cell("採点中", "todo"),
    ReviewStatus.SUBMITTED: Cell("提出", "done"),
    ReviewStatus.DECLARED_CONFLICT: Cell("辞退", "off"),
}
CANNOT, NOT_ASKED = Cell("対象外", "off"), Cell("—")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sheets one reviewer has of this call, and how many of them are in."""

    reviewer: User
    asked: int
    handed_in: int
    unfinished: int


class Board:
    """The desk of one call as one member of staff sees it."""

    def __init__(self, call: Call, by: Person) -> None:
        self.call, self.by = call, by
        handed_in = call.proposals.filter(submitted_at__isnull=False).exclude(status__in=NOT_SHOWN)
        joined = handed_in.select_related(
            *("group", "implementing_group", "responsible_department", "desired_department"),
            *("screening_waiver", "department_opinion"),
        )
        self.proposals = list(joined.order_by("number", "pk"))
        self.by_pk = {proposal.pk: proposal for proposal in self.proposals}
        for proposal in self.proposals:
            proposal.call = call
        self.sheets = [
            Sheet(*row)
            for row in Review.objects.filter(proposal__in=list(self.by_pk))
            .order_by("pk")
            .values_list("pk", "proposal_id", "reviewer_id", "status")
        ]
        asked = {sheet.reviewer_id for sheet in self.sheets}
        self.reviewers = list(people.reviewers().with_places())
        gone = asked - {person.pk for person in self.reviewers}
        if gone:
            self.reviewers += User.objects.filter(pk__in=gone).with_places()
        self._read_first_submissions()
        self.of_proposal: dict[int, dict[int, Sheet]] = {pk: {} for pk in self.by_pk}
        for sheet in self.sheets:
            self.of_proposal[sheet.proposal_id][sheet.reviewer_id] = sheet

    def _read_first_submissions(self) -> None:
        """Asked where somebody has left a place: whether before the proposal was handed in."""
        readers: list[Account] = [*self.reviewers]
        if is_signed_in(self.by):
            readers.append(self.by)
        if any(person.left_groups or person.left_departments for person in readers):
            versions = ProposalVersion.objects.only("proposal", "number", "submitted_at")
            prefetch_related_objects(
                self.proposals, Prefetch("versions", versions.order_by("number"))
            )

    @cached_property
    def own(self) -> set[int]:
        """The proposals in which the reader has an interest."""
        return {
            proposal.pk
            for proposal in self.proposals
            if has_interest(self.by, proposing_side_of(proposal))
        }

    @cached_property
    def sheets_read(self) -> list[Sheet]:
        """The sheets of all but the reader's own affairs."""
        return [sheet for sheet in self.sheets if sheet.proposal_id not in self.own]

    def is_free_to_judge(self, reviewer: User, proposal: Proposal) -> bool:
        """Whether this reviewer may judge it, and has not declined it for a conflict."""
        sheet = self.of_proposal[proposal.pk].get(reviewer.pk)
        return (sheet is None or sheet.stands) and bool(may_review(reviewer, proposal))

    def able(self, proposal: Proposal) -> list[User]:
        """Who was asked about it and can still judge it."""
        asked = self.of_proposal[proposal.pk]
        return [
            person
            for person in self.reviewers
            if person.pk in asked and self.is_free_to_judge(person, proposal)
        ]

    def loads(self) -> Counter[int]:
        """How many sheets each reviewer has of this call, by their number."""
        return Counter(sheet.reviewer_id for sheet in self.sheets if sheet.stands)

    def progress(self) -> list[Progress]:
        """Reviewer by reviewer, in the order of the columns: the sums of what the reader sees below them, as any
        more would tell of the reader's own affair."""
        read = self.sheets_read
        asked = Counter(sheet.reviewer_id for sheet in read if sheet.stands)
        unfinished = Counter(sheet.reviewer_id for sheet in read if sheet.is_unfinished)
        all_in = Counter(
            sheet.reviewer_id for sheet in read if sheet.status == ReviewStatus.SUBMITTED
        )
        return [
            Progress(person, asked[person.pk], all_in[person.pk], unfinished[person.pk])
            for person in self.reviewers
        ]

    def cells(self, proposal: Proposal) -> list[Cell]:
        """The row of one proposal; empty where it is the reader's own affair."""
        if proposal.pk in self.own:
            return []
        asked = self.of_proposal[proposal.pk]
        return [
            WORDS[ReviewStatus(asked[person.pk].status)]
            if person.pk in asked
            else NOT_ASKED
            if self.is_free_to_judge(person, proposal)
            else CANNOT
            for person in self.reviewers
        ]
