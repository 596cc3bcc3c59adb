"""Writing one side's sheet: drafts, colleagues at the same time, handing in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Answer, Assessment, Evaluation, Side
from kyodo_portal.life.audit import AuditEntry
from tests.evaluations.factories import fill_in, hand_in, make_evaluation
from tests.factories import make_project, make_user
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def evaluation(cast: Cast) -> Evaluation:
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    return make_evaluation(project)


def at(name: str, evaluation: Evaluation) -> str:
    return reverse(f"evaluations:{name}", args=[evaluation.pk])


def typed(evaluation: Evaluation, rating: str = "A", comment: str = "", **fields: Any) -> dict:
    """A filled-in form: every item the same."""
    form: dict[str, Any] = {}
    for item in evaluation.items.all():
        form |= {f"rating_{item.pk}": rating, f"comment_{item.pk}": comment}
    return form | fields


def sheet_of(evaluation: Evaluation, side: Side = Side.GROUP) -> Assessment:
    return evaluation.assessments.get(side=side)


@pytest.mark.parametrize(("kind", "side"), [("manager", "group"), ("staff", "city")])
def test_sheet_asks_in_the_words_of_the_side(
    client: Client, cast: Cast, evaluation: Evaluation, kind: str, side: str
) -> None:
    client.force_login(cast[kind])

    body = client.get(at("sheet", evaluation)).content.decode()

    asked = {
        each
        for each in ("group", "city")
        for item in evaluation.items.all()
        if getattr(item, f"{each}_question") in body
    }
    assert asked == {side}


def test_draft_is_kept_half_written(client: Client, cast: Cast, evaluation: Evaluation) -> None:
    client.force_login(cast["manager"])
    item = evaluation.items.first()

    response = client.post(
        at("sheet", evaluation), {f"rating_{item.pk}": "C", "went_well": "天気に恵まれた"}
    )

    assert response.status_code == 302
    sheet = sheet_of(evaluation)
    assert list(sheet.answers.exclude(rating=None).values_list("item", "rating", "comment")) == [
        (item.pk, 2, "")
    ]
    assert (sheet.went_well, sheet.status) == ("天気に恵まれた", "draft")
    assert AuditEntry.objects.get(action="assessment.write").by == cast["manager"]


def test_saving_the_same_again_writes_nothing(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    form = typed(evaluation, went_well="天気に恵まれた")

    client.post(at("sheet", evaluation), form)
    client.post(at("sheet", evaluation), form)

    assert AuditEntry.objects.filter(action="assessment.write").count() == 1


def test_comment_too_long_is_refused_and_everything_typed_stays(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    item = evaluation.items.first()
    form = {f"comment_{item.pk}": "長" * 1001, "went_well": "ほかの欄のことば"}

    response = client.post(at("sheet", evaluation), form)

    body = response.content.decode()
    assert response.status_code == 200
    assert "1000文字以内で書いてください" in body
    assert "長" * 1001 in body
    assert "ほかの欄のことば" in body
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("bad", ["E", "a", "A;", "評価"])
def test_unknown_rating_is_refused(
    client: Client, cast: Cast, evaluation: Evaluation, bad: str
) -> None:
    client.force_login(cast["manager"])

    response = client.post(at("sheet", evaluation), typed(evaluation, bad))

    assert response.status_code == 200
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "１２"])
def test_seen_that_is_no_number_is_no_error(
    client: Client, cast: Cast, evaluation: Evaluation, seen: str
) -> None:
    client.force_login(cast["manager"])

    response = client.post(at("sheet", evaluation), typed(evaluation, seen=seen))

    assert response.status_code == 302
    assert Answer.objects.count() == evaluation.items.count()


def test_autosave_keeps_the_draft(client: Client, cast: Cast, evaluation: Evaluation) -> None:
    client.force_login(cast["manager"])

    response = client.post(at("autosave", evaluation), typed(evaluation, "B", autosave="1"))

    token = client.get(at("sheet", evaluation)).context["seen"].token
    assert (response.status_code, response.json()) == (
        200,
        {"seen": token, "complete": True, "left": ""},
    )
    assert set(sheet_of(evaluation).answers.values_list("rating", flat=True)) == {3}


def test_autosave_keeps_what_can_be_read(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    client.post(at("sheet", evaluation), typed(evaluation, "B", went_well="まえ"))
    seen = client.get(at("sheet", evaluation)).context["seen"].token
    form = typed(evaluation, "A", went_well="長" * 100_000, seen=seen)

    response = client.post(at("autosave", evaluation), form)

    assert (response.status_code, response.json()["complete"]) == (200, False)
    assert sheet_of(evaluation).went_well == "まえ"
    assert set(sheet_of(evaluation).answers.values_list("rating", flat=True)) == {4}


def test_own_autosave_does_not_stand_in_the_way_of_saving(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    client.post(at("autosave", evaluation), typed(evaluation, "B", seen="0"))

    response = client.post(at("sheet", evaluation), typed(evaluation, "A", seen="0"))

    assert response.status_code == 302
    assert set(sheet_of(evaluation).answers.values_list("rating", flat=True)) == {4}


@pytest.mark.parametrize(("name", "status"), [("sheet", 409), ("autosave", 409)])
def test_colleague_writing_meanwhile_is_not_overwritten(
    client: Client, cast: Cast, evaluation: Evaluation, name: str, status: int
) -> None:
    colleague = make_user("もう一人の管理者")
    cast.group.memberships.create(user=colleague, role="manager")
    client.force_login(colleague)
    client.post(at("sheet", evaluation), typed(evaluation, went_well="同僚のことば"))
    client.force_login(cast["manager"])

    response = client.post(
        at(name, evaluation), typed(evaluation, went_well="わたしのことば", seen="0")
    )

    assert response.status_code == status
    assert sheet_of(evaluation).went_well == "同僚のことば"


def test_overtaken_form_shows_both_texts_and_saves_when_pressed_again(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    colleague = make_user("もう一人の管理者")
    cast.group.memberships.create(user=colleague, role="manager")
    client.force_login(colleague)
    client.post(at("sheet", evaluation), typed(evaluation, went_well="同僚のことば"))
    client.force_login(cast["manager"])
    form = typed(evaluation, went_well="わたしのことば", seen="0")

    refused = client.post(at("sheet", evaluation), form)
    body = refused.content.decode()
    assert body.index("同僚のことば") < body.index("わたしのことば")

    form |= {"seen": refused.context["seen"].token, "told": refused.context["seen"].told}
    assert client.post(at("sheet", evaluation), form).status_code == 302
    assert sheet_of(evaluation).went_well == "わたしのことば"


@pytest.mark.parametrize(
    ("rating", "comment", "reason"),
    [
        ("A", "", ""),
        ("B", "", ""),
        ("C", "", "コメントが必要です"),
        ("D", "", "コメントが必要です"),
        ("C", "人手が足りなかった", ""),
        ("D", "人手が足りなかった", ""),
        ("", "評価はまだ", "まだ評価していない項目があります"),
    ],
)
def test_handing_in_needs_every_rating_and_a_comment_on_low_ones(
    client: Client, cast: Cast, evaluation: Evaluation, rating: str, comment: str, reason: str
) -> None:
    client.force_login(cast["manager"])
    client.post(at("sheet", evaluation), typed(evaluation, rating, comment))

    check = client.get(at("sheet", evaluation), {"check": "1"}).content.decode()
    response = client.post(at("submit", evaluation), {"move": "submit", "seen": "draft"})

    assert reason in check
    assert response.status_code == (409 if reason else 302)
    assert sheet_of(evaluation).status == ("draft" if reason else "submitted")


def test_save_and_check_leads_to_the_read_through(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])

    response = client.post(at("sheet", evaluation), typed(evaluation, check="1"), follow=True)

    assert response.redirect_chain == [(f"{at('sheet', evaluation)}?check=1", 302)]
    assert [offer.move.name for offer in response.context["offers"]] == ["submit"]


@pytest.mark.parametrize("name", ["sheet", "autosave"])
def test_handed_in_sheet_is_not_written_again(
    client: Client, cast: Cast, evaluation: Evaluation, name: str
) -> None:
    sheet = sheet_of(evaluation)
    fill_in(sheet)
    hand_in(sheet)
    client.force_login(cast["manager"])

    response = client.post(at(name, evaluation), typed(evaluation, "A"))

    assert response.status_code == 403
    assert set(sheet.answers.values_list("rating", flat=True)) == {3}


@pytest.mark.parametrize(
    ("kind", "read", "write"),
    [
        ("anonymous", 302, 302),
        ("citizen", 404, 404),
        ("member", 200, 403),
        ("manager", 200, 302),
        ("other_manager", 404, 404),
        ("staff", 200, 302),
        ("other_staff", 404, 404),
        ("coordinator", 403, 403),
        ("reviewer", 404, 404),
        ("committee", 403, 403),
        ("superuser", 403, 403),
    ],
)
def test_who_opens_and_writes_a_sheet(
    client: Client, cast: Cast, evaluation: Evaluation, kind: str, read: int, write: int
) -> None:
    if kind != "anonymous":
        client.force_login(cast[kind])

    assert client.get(at("sheet", evaluation)).status_code == read
    assert client.post(at("sheet", evaluation), typed(evaluation)).status_code == write


@pytest.mark.parametrize("name", ["autosave", "submit", "move", "consent"])
def test_writing_address_is_not_opened_by_a_link(
    client: Client, cast: Cast, evaluation: Evaluation, name: str
) -> None:
    client.force_login(cast["manager"])

    assert client.get(at(name, evaluation)).status_code == 405


@pytest.mark.parametrize("query", [{}, {"check": "1"}])
def test_sheet_pages_ask_the_database_a_fixed_number_of_times(
    client: Client,
    cast: Cast,
    evaluation: Evaluation,
    query: dict[str, str],
    django_assert_num_queries: Any,
) -> None:
    client.force_login(cast["manager"])
    few = evaluation.items.first()
    for kept in ([few.pk], evaluation.items.values_list("pk", flat=True)):
        Answer.objects.all().delete()
        Answer.objects.bulk_create(
            Answer(assessment=sheet_of(evaluation), item_id=pk, rating=3, rating_of=4)
            for pk in kept
        )
        with django_assert_num_queries(12 if query else 13):
            assert client.get(at("sheet", evaluation), query).status_code == 200


def test_check_page_links_what_is_missing_to_its_field(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])

    page = client.get(f"{at('sheet', evaluation)}?check=1").content.decode()
    form = client.get(at("sheet", evaluation)).content.decode()

    targets = [f"id_rating_{item.pk}_0" for item in evaluation.items.all()]
    assert targets
    assert [t for t in targets if f'#{t}"' not in page or f'id="{t}"' not in form] == []
