"""Consultations, calls, proposals and reviews as they are handled in the admin."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from groups.models import User
from kyodo_portal.models import AuditEntry
from proposals.models import Call, ConsultationMessage, Criterion, Proposal, Review, Score
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_reviewer,
    make_staff,
    make_user,
)
from tests.proposals.factories import (
    conclude,
    make_call,
    make_consultation,
    make_proposal,
    make_review,
)

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


# ---- the review screen -----------------------------------------------------------------------


def test_reviewer_saves_and_hands_in_a_sheet() -> None:
    reviewer = make_reviewer()
    review = make_review(make_proposal(status="under_review"), reviewer, status="in_progress")
    client = signed_in(reviewer)

    client.post(change(review), {"part": "sheet", "comment": "よい提案", **points_for(review, 4)})
    review.refresh_from_db()
    assert (review.status, review.comment, review.total()) == ("in_progress", "よい提案", 8)

    client.post(
        change(review), {"part": "sheet", "hand_in": "1", "comment": "", **points_for(review, 5)}
    )
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


# ---- the proposal page -----------------------------------------------------------------------


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
    assert "身内の委員さん（提案した団体に属しているため）" in page

    client.post(change(proposal), {"part": "reviewers", "reviewers": [biased.pk]})
    assert proposal.reviews.count() == 0


PARTS = (
    {"part": "department", "department": "1"},
    {"part": "reviewers", "reviewers": "1"},
    {"part": "withdraw", "review": "1"},
    {"part": "conclusion", "conclusion": "x", "met_on": "2026-04-01"},
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
        for move in ("return", "begin_review", "adopt", "decline", "withdraw"):
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
    assert "ご自身が属する団体の提案" in response.content.decode()
    assert client.get(f"{page_of(proposal.call)}ranking/").status_code == 403


def test_refused_move_says_why_and_keeps_the_words() -> None:
    proposal = make_proposal(status="under_review")
    response = signed_in(make_coordinator()).post(
        f"{page_of(proposal)}move/", {"move": "adopt", "note": "残る理由"}
    )

    assert response.status_code == 409
    assert "提出された審査が、一つもありません" in response.content.decode()
    assert "残る理由" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_deciding_at_once_make_one_decision() -> None:
    proposal = make_proposal(status="under_review")
    make_review(proposal, make_reviewer(), status="submitted", points=4)
    conclude(proposal)
    clients = [signed_in(make_coordinator(name)) for name in ("担当一", "担当二")]
    start, codes = threading.Barrier(2), []

    def decide(client: Client, move: str) -> None:
        start.wait()
        try:
            response = client.post(
                f"{page_of(proposal)}move/",
                {"move": move, "note": "理由", "seen": "under_review"},
            )
            codes.append(response.status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair)
        for pair in zip(clients, ("adopt", "decline"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(codes) == [302, 409]
    assert AuditEntry.objects.of(proposal).filter(status_before="under_review").count() == 1
    proposal.refresh_from_db()
    assert proposal.decision.outcome == proposal.status


# ---- calls and consultations -----------------------------------------------------------------


def call_form(call: Call) -> dict[str, Any]:
    return {
        "title": "書き直した募集",
        "kind": "citizen",
        "summary": call.summary,
        "fiscal_year": call.fiscal_year,
        "project_fiscal_year": call.project_fiscal_year,
        "proposers": "registered",
        "opens_at_0": "2026-04-01",
        "opens_at_1": "09:00:00",
        "closes_at_0": "2026-05-01",
        "closes_at_1": "17:00:00",
        "scoring_method": "mean",
        "pass_percent": "10",
        "criteria-TOTAL_FORMS": "0",
        "criteria-INITIAL_FORMS": "0",
    }


def test_new_call_begins_with_the_criteria_of_the_city() -> None:
    client = signed_in(make_coordinator())
    page = client.get("/admin/proposals/call/add/").content.decode()
    assert "公益性・必要性" in page

    call = make_call()
    posted = call_form(call) | {
        "criteria-TOTAL_FORMS": "1",
        "criteria-0-order": "1",
        "criteria-0-name": "公益性",
        "criteria-0-points_max": "5",
        "criteria-0-weight": "1",
    }
    response = client.post("/admin/proposals/call/add/", posted)
    assert response.status_code == 302
    made = Call.objects.get(title="書き直した募集")
    assert [row.name for row in made.criteria.all()] == ["公益性"]
    assert made.status == "draft"


def test_criteria_stay_once_reviewers_were_asked() -> None:
    proposal = make_proposal(call=make_call(when="reviewing"), status="under_review")
    make_review(proposal, make_reviewer())
    call, other = proposal.call, make_call("別の募集")
    mine, theirs = call.criteria.first(), other.criteria.first()
    before = list(Criterion.objects.values())
    forged = {"name": "x", "points_max": "100", "weight": "9", "order": "1", "DELETE": "on"}
    posted = call_form(call) | {"criteria-TOTAL_FORMS": "3", "criteria-INITIAL_FORMS": "2"}
    for place, pk in enumerate((mine.pk, theirs.pk, "")):
        posted[f"criteria-{place}-id"] = str(pk)
        posted |= {f"criteria-{place}-{name}": value for name, value in forged.items()}

    signed_in(make_coordinator()).post(change(call), posted)

    assert list(Criterion.objects.values()) == before
    call.refresh_from_db()
    assert call.pass_percent == 60


def test_rows_of_another_call_cannot_be_changed() -> None:
    call, other = make_call(when="draft"), make_call("別の募集")
    before = list(other.criteria.values())
    posted = call_form(call) | {
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "1",
        "criteria-0-id": str(other.criteria.first().pk),
        "criteria-0-name": "乗っ取り",
        "criteria-0-points_max": "9",
        "criteria-0-weight": "1",
        "criteria-0-order": "1",
    }

    signed_in(make_coordinator()).post(change(call), posted)

    assert list(other.criteria.values()) == before


def test_ranking_shows_the_pass_line_and_each_total() -> None:
    call = make_call(when="reviewing")
    reviewer = make_reviewer("委員あ")
    for title, points in (("高い提案", 5), ("低い提案", 1)):
        proposal = make_proposal(title, call=call, status="under_review")
        make_review(proposal, reviewer, status="submitted", points=points)
    client = signed_in(make_coordinator())

    page = client.get(f"{page_of(call)}ranking/").content.decode()

    assert page.index("高い提案") < page.index("ここから合格の目安に届いていません")
    assert "委員あ：10" in page
    assert client.get(f"{page_of(call)}ranking/export/").status_code == 200


def test_desk_answers_and_hands_over() -> None:
    manager, department = make_user(), make_department("道路公園課")
    consultation = make_consultation(by=manager)
    staff = make_staff(department)
    client = signed_in(make_coordinator())
    assert signed_in(staff).get(change(consultation)).status_code == 404

    client.post(change(consultation), {"part": "department", "department": department.pk})
    client.post(change(consultation), {"part": "reply", "body": "担当の課に渡しました。"})
    signed_in(staff).post(change(consultation), {"part": "reply", "body": "場所を確かめます。"})

    consultation.refresh_from_db()
    assert (consultation.status, consultation.department) == ("answered", department)
    messages = ConsultationMessage.objects.values_list("body", "from_city", "author_label")
    assert [row[1] for row in messages] == [True, True]
    assert messages[1][2] == "道路公園課"


def test_extra_fields_of_a_post_change_nothing() -> None:
    consultation = make_consultation(by=make_user())
    signed_in(make_coordinator()).post(
        change(consultation),
        {"part": "reply", "body": "返事", "status": "closed", "created_by": "1", "from_city": ""},
    )

    consultation.refresh_from_db()
    assert consultation.status == "answered"
    assert consultation.messages.get().from_city


def test_drafts_never_reach_the_admin() -> None:
    draft = make_proposal()
    for person in (make_coordinator(), make_user(is_superuser=True)):
        client = signed_in(person)
        assert client.get(change(draft)).status_code == 404
