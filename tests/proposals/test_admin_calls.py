"""Calls and consultations as they are handled in the admin."""

from typing import Any

import pytest
from django.test import Client

from groups.models import User
from kyodo_portal.cities.rows.kinds import CALL_KINDS
from proposals.admin.calls import JUDGED_BY
from proposals.models import Call, ConsultationMessage, Criterion
from tests.factories import make_coordinator, make_department, make_reviewer, make_staff, make_user
from tests.opened import send
from tests.proposals.factories import make_call, make_consultation, make_proposal, make_review

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
        "courses-TOTAL_FORMS": "0",
        "courses-INITIAL_FORMS": "0",
        "questions-TOTAL_FORMS": "0",
        "questions-INITIAL_FORMS": "0",
        "papers-TOTAL_FORMS": "0",
        "papers-INITIAL_FORMS": "0",
        "screening_points-TOTAL_FORMS": "0",
        "screening_points-INITIAL_FORMS": "0",
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

    send(signed_in(make_coordinator()), change(call), posted)

    assert list(Criterion.objects.values()) == before
    call.refresh_from_db()
    assert call.pass_percent == 60


def test_announced_call_keeps_what_its_kind_wants_settled() -> None:
    """A new kind without what it wants is refused, and what was typed stays on the page."""
    call = make_call(when="announced")
    client = signed_in(make_coordinator())
    posted = {**call_form(call), "kind": "tender"}

    answer = send(client, change(call), posted)

    page = answer.content.decode()
    assert "テーマの所管課、採択した事業の形態を先に書いてください。" in page
    assert 'value="書き直した募集"' in page
    call.refresh_from_db()
    assert (call.kind, call.title) == ("citizen", "見本の募集")


def test_new_call_is_of_a_kind_the_city_makes() -> None:
    client = signed_in(make_coordinator())
    form = client.get("/admin/proposals/call/add/").context["adminform"].form
    assert [code for code, _ in form.fields["kind"].choices] == ["", *CALL_KINDS]


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

    send(signed_in(make_coordinator()), change(call), posted)

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


#: Until when the desk may still change by what proposals are judged, and when they have to be handed in.
WRITABLE = {
    "draft": (True, True),
    "announced": (True, True),
    "open": (False, True),
    "closed": (False, True),
    "reviewing": (False, False),
}


def test_what_judges_is_fixed_once_proposals_are_taken() -> None:
    desk = signed_in(make_coordinator())
    found = {}
    for when in WRITABLE:
        page = desk.get(change(make_call(when, when=when))).content.decode()
        judges = {f'name="{name}"' in page for name in (*JUDGED_BY[:-1], "opens_at_0")}
        criteria = {
            f'name="criteria-0-{name}"' in page for name in ("name", "weight", "points_max")
        }
        told = "受付が始まったため" not in page
        [judged] = judges | criteria | {told}
        found[when] = (judged, 'name="closes_at_0"' in page)

    assert found == WRITABLE


def test_forged_criteria_of_an_open_call_are_not_written() -> None:
    call = make_call()
    first = call.criteria.first()
    before = (list(Criterion.objects.values()), call.pass_percent, call.opens_at)
    posted = call_form(call) | {
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "1",
        "criteria-0-id": str(first.pk),
        "criteria-0-name": "あとから",
        "criteria-0-points_max": "9",
        "criteria-0-weight": "3",
        "criteria-0-order": "1",
        "closes_at_0": "2099-05-01",
    }

    send(signed_in(make_coordinator()), change(call), posted)

    call.refresh_from_db()
    assert (list(Criterion.objects.values()), call.pass_percent, call.opens_at) == before
    assert call.closes_at.year == 2099
