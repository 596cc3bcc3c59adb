"""Consultations, calls, proposals and reviews as they are handled in the admin."""

from typing import Any

import pytest
from django.test import Client

from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from proposals.models import Proposal, Review, Score
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_reviewer,
    make_staff,
    make_user,
)
from tests.proposals.factories import make_decidable, make_proposal, make_review

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def page_of(record: Any) -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/"


def change(record: Any) -> str:
    return f"{page_of(record)}change/"


def points_for(review: Review, points: int) -> dict[str, str]:
    return {
        f"points_{criterion.pk}": str(points) for criterion in review.proposal.call.criteria.all()
    }


def test_reviewer_saves_and_hands_in_a_sheet() -> None:
    reviewer = make_reviewer()
    review = make_review(make_proposal(status="under_review"), reviewer, status="in_progress")
    client = signed_in(reviewer)

    client.post(change(review), {"part": "sheet", "comment": "よい提案", **points_for(review, 4)})
    review.refresh_from_db()
    assert (review.status, review.comment, review.total()) == ("in_progress", "よい提案", 8)

    seen = client.get(change(review)).context["sheet_form"].seen.token
    handed_in = {"hand_in": "1", "comment": "", "seen": seen, **points_for(review, 5)}
    client.post(change(review), {"part": "sheet", **handed_in})
    review.refresh_from_db()
    assert (review.status, review.total()) == ("submitted", 10)


def test_incomplete_sheet_is_kept_and_not_handed_in() -> None:
    reviewer = make_reviewer()
    review = make_review(make_proposal(status="under_review"), reviewer, status="in_progress")
    first = review.proposal.call.criteria.first()

    response = signed_in(reviewer).post(
        change(review), {"part": "sheet", "hand_in": "1", f"points_{first.pk}": "3"}
    )

    review.refresh_from_db()
    assert response.status_code == 422
    assert "まだ採点していない項目があります" in response.content.decode()
    assert (review.status, review.scores.count()) == ("in_progress", 1)


@pytest.mark.parametrize("points", ["6", "-1", "x", "3.5"])
def test_points_out_of_range_are_refused_and_the_words_stay(points: str) -> None:
    reviewer = make_reviewer()
    review = make_review(make_proposal(status="under_review"), reviewer, status="in_progress")
    first = review.proposal.call.criteria.first()

    response = signed_in(reviewer).post(
        change(review), {"part": "sheet", f"points_{first.pk}": points, "comment": "残る言葉"}
    )

    assert response.status_code == 422
    assert "残る言葉" in response.content.decode()
    assert Score.objects.count() == 0


@pytest.mark.parametrize("status", ["assigned", "declared_conflict", "submitted"])
def test_sheet_is_read_only_outside_of_scoring(status: str) -> None:
    reviewer = make_reviewer()
    review = make_review(make_proposal(status="under_review"), reviewer, status=status, points=2)

    response = signed_in(reviewer).post(
        change(review), {"part": "sheet", "comment": "x", **points_for(review, 5)}
    )

    assert response.status_code == 403
    assert {score.points for score in Score.objects.all()} == {2}


def test_weighted_total_keeps_its_fraction() -> None:
    proposal = make_proposal(status="under_review")
    proposal.call.criteria.update(weight="1.5")
    make_review(proposal, make_reviewer(), status="submitted", points=1)

    page = signed_in(make_coordinator()).get(change(proposal)).content.decode()

    assert "合計 3.0点" in page


def test_review_screen_does_not_depend_on_other_sheets() -> None:
    """Sealed: whatever another reviewer gives and writes, the page is the same to the byte."""
    reviewer, other = make_reviewer(), make_reviewer("ほかの委員")
    proposal = make_proposal(status="under_review")
    mine = make_review(proposal, reviewer, status="in_progress", points=3)
    theirs = make_review(proposal, other, status="in_progress", points=1)
    client = signed_in(reviewer)

    def shown() -> str:
        page = client.get(change(mine)).content.decode()
        return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)

    before = shown()
    Score.objects.filter(review=theirs).update(points=5, comment="秘密の意見")
    Review.objects.filter(pk=theirs.pk).update(comment="秘密の意見")

    assert shown() == before
    assert "ほかの委員" not in before
    assert client.get(change(theirs)).status_code == 404


def test_reviewer_of_the_proposing_group_finds_nothing() -> None:
    reviewer = make_reviewer()
    group = make_group(managers=(make_user(),), members=(reviewer,))
    review = make_review(make_proposal(group=group, status="under_review"), reviewer)
    client = signed_in(reviewer)

    assert client.get(change(review)).status_code == 404
    assert client.post(f"{page_of(review)}move/", {"move": "accept"}).status_code == 404
    assert client.get("/admin/proposals/review/").context["cl"].result_count == 0


def test_coordinator_gives_department_reviewers_and_conclusion() -> None:
    coordinator, reviewer = make_coordinator(), make_reviewer()
    proposal = make_proposal(status="submitted", responsible_department=None)
    department = make_department()
    client = signed_in(coordinator)

    client.post(change(proposal), {"part": "department", "department": department.pk})
    client.post(change(proposal), {"part": "reviewers", "reviewers": [reviewer.pk]})
    client.post(f"{page_of(proposal)}move/", {"move": "begin_review", "seen": "submitted"})
    client.post(
        change(proposal),
        {"part": "conclusion", "conclusion": "よい", "met_on": "令和8年4月1日", "conditions": ""},
    )

    proposal.refresh_from_db()
    assert proposal.responsible_department == department
    assert [review.reviewer for review in proposal.reviews.all()] == [reviewer]
    assert proposal.status == "under_review"
    assert str(proposal.decision.committee_met_on) == "2026-04-01"
    assert set(AuditEntry.objects.of(proposal).values_list("action", flat=True)) == {
        *("proposal.assign_department", "proposal.assign_reviewers"),
        *("proposal.begin_review", "proposal.record_conclusion"),
    }


def test_reviewers_with_an_interest_are_named_and_cannot_be_chosen() -> None:
    biased = make_reviewer("身内の委員")
    group = make_group(managers=(make_user(),), members=(biased,))
    proposal = make_proposal(group=group, status="submitted")
    client = signed_in(make_coordinator())

    page = client.get(change(proposal)).content.decode()
    assert "身内の委員さん（提案した団体か実施する団体に、属しているか" in page

    client.post(change(proposal), {"part": "reviewers", "reviewers": [biased.pk]})
    assert proposal.reviews.count() == 0


PARTS = (
    {"part": "department", "department": "1"},
    {"part": "reviewers", "reviewers": "1"},
    {"part": "withdraw", "review": "1"},
    {"part": "conclusion", "conclusion": "x", "met_on": "2026-04-01"},
    {"part": "decision", "outcome": "declined", "reason": "x"},
    {"part": "drop"},
    {"part": "nothing"},
)


@pytest.mark.parametrize("posted", PARTS, ids=lambda posted: posted["part"])
def test_nobody_else_handles_a_proposal(posted: dict[str, str]) -> None:
    proposal = make_proposal(status="under_review")
    member = make_coordinator("身内の担当")
    proposal.group.memberships.create(user=member)
    people = [
        make_user(is_superuser=True),
        make_staff(proposal.responsible_department),
        make_reviewer(),
        member,
    ]
    before = (Proposal.objects.values().get(pk=proposal.pk), Review.objects.count())
    for person in people:
        client = signed_in(person)
        assert client.post(change(proposal), posted).status_code in (403, 404)
        for move in ("return", "begin_review", "adopt", "decline", "put_on_reserve", "withdraw"):
            response = client.post(
                f"{page_of(proposal)}move/", {"move": move, "note": "x", "due": "2030-01-01"}
            )
            assert response.status_code in (403, 404)

    assert (Proposal.objects.values().get(pk=proposal.pk), Review.objects.count()) == before
    assert AuditEntry.objects.of(proposal).count() == 0


def test_coordinator_of_the_proposing_group_is_told_why_not() -> None:
    coordinator = make_coordinator()
    proposal = make_proposal(
        group=make_group(managers=(make_user(),), members=(coordinator,)), status="under_review"
    )
    client = signed_in(coordinator)

    response = client.get(change(proposal))
    assert response.status_code == 403
    assert "公平さを守るための決まりです" in response.content.decode()
    assert client.get(f"{page_of(proposal.call)}ranking/").status_code == 403


def test_refused_draft_says_why_and_keeps_the_words() -> None:
    proposal = make_proposal(status="under_review")
    response = signed_in(make_coordinator()).post(
        change(proposal), {"part": "decision", "outcome": "adopted", "reason": "残る理由"}
    )

    assert response.status_code == 409
    assert "提出された審査が、一つもありません" in response.content.decode()
    assert "残る理由" in response.content.decode()


def test_decision_is_made_by_no_button_of_the_page() -> None:
    proposal = make_decidable(make_proposal(status="under_review"))
    posted = {"move": "adopt", "note": "急いで", "seen": "under_review"}
    response = signed_in(make_coordinator()).post(f"{page_of(proposal)}move/", posted)

    assert response.status_code == 403
    assert Proposal.objects.get(pk=proposal.pk).status == "under_review"


def test_department_is_preset_with_the_wish_and_stands_before_the_proposal() -> None:
    wished, other = make_department("道路公園課"), make_department("文化課")
    proposal = make_proposal(
        status="submitted", desired_department=wished, responsible_department=None
    )
    client = signed_in(make_coordinator())

    response = client.get(change(proposal))
    page = response.content.decode()

    assert response.context["department_form"].initial == {"department": wished.pk}
    assert "提案した人が希望する担当課：道路公園課。まだ決まっていません。" in page
    assert page.index('id="handling-title"') < page.index('id="content-title"')

    Proposal.objects.filter(pk=proposal.pk).update(responsible_department=other)
    response = client.get(change(proposal))
    assert response.context["department_form"].initial == {"department": other.pk}
    assert "提案した人が希望する担当課：道路公園課</p>" in response.content.decode()
