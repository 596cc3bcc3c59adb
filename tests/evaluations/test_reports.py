"""The report as the public reads it, and how it is published and taken back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.actions.opening import open_evaluation
from evaluations.models import Answer, Assessment, DifferenceNote, Evaluation, Reflection, Side
from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from projects.models import Project
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project, tell_result, today
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def project_of(
    cast: Cast, status: str = "completed", title: str = "花の道", **fields: Any
) -> Project:
    project = make_project(
        title, status=status, groups=(cast.group,), departments=(cast.department,), **fields
    )
    tell_result(project)
    return project


def move(client: Client, evaluation: Evaluation, name: str, **fields: str) -> int:
    address = reverse("evaluations:move", args=[evaluation.pk])
    return client.post(address, {"move": name, **fields}).status_code


def test_published_report_tells_the_whole_story_to_anybody(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="evaluated", budget_total=480000, budget_city=300000)
    evaluation = make_evaluation(project, status="published")
    item = evaluation.items.get(key="frank_talks")
    group = evaluation.assessments.get(side=Side.GROUP)
    Answer.objects.filter(assessment=group, item=item).update(
        rating=1, comment="昼の会議に出られない"
    )
    Assessment.objects.filter(pk=group.pk).update(went_well="通りが明るくなった")
    DifferenceNote.objects.create(
        reflection=evaluation.reflection, item=item, note="夜にも会議を開くことにした"
    )
    Reflection.objects.update(overall="花だんが十か所できた", talked_on=dt.date(2026, 5, 1))

    response = client.get(evaluation.get_absolute_url())

    body = response.content.decode()
    assert response.status_code == 200
    told = [
        "花だんが十か所できた",
        "13項目のうち、団体と市が同じ評価をしたのは12項目、ちがったのは1項目（うち1項目は2段階以上）です。",
        cast.group.name,
        cast.department.name,
        "花だんの数",
        "達成",
        "D できなかった",
        "見方の差 2段階",
        "昼の会議に出られない",
        "通りが明るくなった",
        "（2段階の大きなちがい）",
        "夜にも会議を開くことにした",
        "令和8年(2026年)5月1日",
        "準備の時期について話し合った。",
        "早めに日程を決める。",
        "来年も続ける。",
        "480,000円",
        reverse("consultations:list"),
        reverse("calls:list"),
    ]
    assert [words for words in told if words not in body] == []
    assert body.index("花だんが十か所できた", body.index("<h1")) < body.index('id="goals"')


def test_report_names_no_person(client: Client, cast: Cast) -> None:
    evaluation = make_evaluation(project_of(cast), status="reflected")
    for number, person in enumerate(cast.people[kind] for kind in KINDS[1:]):
        User.objects.filter(pk=person.pk).update(display_name=f"見本 花子{number}")
    client.force_login(cast["coordinator"])
    move(client, evaluation, "publish")
    client.logout()

    body = client.get(evaluation.get_absolute_url()).content.decode()

    assert "評価と報告が公表されました" in body
    known = User.objects.values_list("display_name", "email")
    assert [told for person in known for told in person if told in body] == []


@pytest.mark.parametrize(
    ("status", "insiders_only"),
    [("open", True), ("revealed", True), ("reflected", True), ("published", False)],
)
def test_who_opens_the_page(cast: Cast, status: str, insiders_only: bool) -> None:
    insiders = {"member", "manager", "staff", "coordinator", "committee", "superuser"}
    path = make_evaluation(project_of(cast), status=status).get_absolute_url()

    answers = {kind: cast.browser(kind).get(path).status_code for kind in KINDS}

    assert answers == {
        kind: 404 if insiders_only and kind not in insiders else 200 for kind in KINDS
    }


def test_publishing_closes_the_project_and_taking_back_opens_it(client: Client, cast: Cast) -> None:
    evaluation = make_evaluation(project_of(cast), status="reflected")
    client.force_login(cast["coordinator"])

    assert move(client, evaluation, "publish", seen="reflected") == 302
    assert Project.objects.get().status == "evaluated"

    assert move(client, evaluation, "retract") == 409
    assert Evaluation.objects.get().status == "published"

    assert move(client, evaluation, "retract", note="目標の数字に誤りがあったため") == 302
    assert Project.objects.get().status == "completed"
    retracted = Evaluation.objects.get()
    assert (retracted.status, retracted.retraction_reason) == (
        "reflected",
        "目標の数字に誤りがあったため",
    )


def test_midterm_report_leaves_the_project_going(client: Client, cast: Cast) -> None:
    evaluation = make_evaluation(project_of(cast, "active"), status="reflected", round="midterm")
    client.force_login(cast["coordinator"])

    assert move(client, evaluation, "publish") == 302
    assert Project.objects.get().status == "active"


def test_final_report_of_a_project_still_going_is_not_published(client: Client, cast: Cast) -> None:
    evaluation = make_evaluation(project_of(cast, "active"), status="reflected")
    client.force_login(cast["coordinator"])

    assert move(client, evaluation, "publish") == 409
    assert Evaluation.objects.get().status == "reflected"


@pytest.mark.parametrize("round", ["midterm", "final"])
def test_report_of_a_hidden_project_is_not_published(
    client: Client, cast: Cast, round: str
) -> None:
    project = project_of(cast, published=False)
    evaluation = make_evaluation(project, status="reflected", round=round)
    client.force_login(cast["coordinator"])

    assert move(client, evaluation, "publish") == 409
    assert Evaluation.objects.get().status == "reflected"


REASON = "目標の数字に誤りがあったため"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("anonymous", 410),
        ("citizen", 410),
        ("other_manager", 410),
        ("manager", 200),
        ("staff", 200),
    ],
)
def test_withdrawn_report_says_why_and_shows_nothing_else(
    client: Client, cast: Cast, kind: str, status: int
) -> None:
    evaluation = make_evaluation(project_of(cast), status="reflected", retraction_reason=REASON)
    Reflection.objects.update(overall="花だんが十か所できた")
    if kind != "anonymous":
        client.force_login(cast[kind])

    response = client.get(evaluation.get_absolute_url())

    body = response.content.decode()
    assert response.status_code == status
    assert REASON in body
    assert evaluation.project.get_absolute_url() in body
    content = ("花だんが十か所できた", "早めに日程を決める。", "だいたいできた")
    assert [words in body for words in content] == [status == 200] * 3


def test_withdrawn_report_of_a_hidden_project_is_not_there(client: Client, cast: Cast) -> None:
    project = project_of(cast, published=False)
    evaluation = make_evaluation(project, status="reflected", retraction_reason=REASON)

    assert client.get(evaluation.get_absolute_url()).status_code == 404


def test_report_published_again_no_longer_says_withdrawn(client: Client, cast: Cast) -> None:
    evaluation = make_evaluation(project_of(cast), status="reflected", retraction_reason=REASON)
    client.force_login(cast["coordinator"])
    move(client, evaluation, "publish")
    client.logout()

    response = client.get(evaluation.get_absolute_url())

    assert response.status_code == 200
    assert "公表を取り下げています" not in response.content.decode()


def test_reason_for_one_sheet_stands_on_the_published_report(client: Client, cast: Cast) -> None:
    reason = "所管課の組織が変わり、期限までに書けなかったため"
    evaluation = make_evaluation(
        project_of(cast, "evaluated"), status="published", one_sided_reason=reason
    )
    Assessment.objects.filter(side=Side.CITY).update(
        status="draft", submitted_at=None, submitted_by=None
    )
    Answer.objects.filter(assessment__side=Side.CITY).update(comment="出さなかった下書き")

    body = client.get(evaluation.get_absolute_url()).content.decode()

    assert reason in body
    assert "団体だけが評価を提出したため、見方のちがいは比べられません。" in body
    assert "出さなかった下書き" not in body
    assert "一方の評価による報告" in client.get(reverse("evaluations:list")).content.decode()


@pytest.mark.parametrize(("kind", "status"), [("citizen", 403), ("manager", 403), ("staff", 403)])
def test_only_the_coordinator_takes_a_report_back(
    client: Client, cast: Cast, kind: str, status: int
) -> None:
    evaluation = make_evaluation(project_of(cast, "evaluated"), status="published")
    client.force_login(cast[kind])

    assert move(client, evaluation, "retract", note="理由") == status
    assert Evaluation.objects.get().status == "published"


@pytest.mark.parametrize("pk", [0, 999999, 10**25])
def test_page_of_no_evaluation_is_not_found(client: Client, pk: int) -> None:
    assert client.get(f"/evaluations/{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "status", "queries"),
    [
        ("anonymous", "published", 6),
        ("citizen", "published", 11),
        ("coordinator", "published", 11),
        ("manager", "open", 9),
        ("manager", "revealed", 11),
        ("coordinator", "reflected", 11),
    ],
)
def test_page_asks_the_database_a_fixed_number_of_times(
    client: Client,
    cast: Cast,
    kind: str,
    status: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    project = project_of(cast)
    evaluation = make_evaluation(project, status=status)
    if kind != "anonymous":
        client.force_login(cast[kind])
    for _ in range(2):
        with django_assert_num_queries(queries):
            assert client.get(evaluation.get_absolute_url()).status_code == 200
        for goal in project.goals.all():
            goal.pk = None
            goal.save()
            goal.pk = None
            goal.save()
        for item in list(evaluation.items.all())[:3]:
            DifferenceNote.objects.get_or_create(
                reflection=evaluation.reflection, item=item, defaults={"note": "話した"}
            )


def opening(**fields: str) -> dict[str, str]:
    return {
        "fiscal_year": str(Project.objects.get().fiscal_year),
        "round": "final",
        "due_on": (today() + dt.timedelta(days=14)).isoformat(),
        **fields,
    }


@pytest.mark.parametrize(
    ("kind", "status"),
    [("anonymous", 302), ("citizen", 403), ("manager", 403), ("committee", 403)]
    + [("superuser", 403), ("other_staff", 403), ("staff", 200), ("coordinator", 200)],
)
def test_who_begins_an_evaluation(client: Client, cast: Cast, kind: str, status: int) -> None:
    address = f"{reverse('evaluations:create')}?project={project_of(cast).pk}"
    if kind != "anonymous":
        client.force_login(cast[kind])

    assert client.get(address).status_code == status
    client.post(address, opening())
    assert Evaluation.objects.count() == (1 if status == 200 else 0)


def test_beginning_twice_makes_one_evaluation(client: Client, cast: Cast) -> None:
    address = f"{reverse('evaluations:create')}?project={project_of(cast).pk}"
    client.force_login(cast["staff"])

    ends = [client.post(address, opening(), follow=True).redirect_chain[-1][0] for _ in "12"]

    assert ends == [Evaluation.objects.get().get_absolute_url()] * 2
    assert Assessment.objects.count() == 2
    assert AuditEntry.objects.filter(action="evaluation.open").count() == 1


def test_second_final_evaluation_is_refused_with_what_was_typed(client: Client, cast: Cast) -> None:
    project = project_of(cast, fiscal_year_end=today().year + 2)
    make_evaluation(project)
    client.force_login(cast["staff"])

    response = client.post(
        f"{reverse('evaluations:create')}?project={project.pk}",
        opening(fiscal_year=str(project.fiscal_year + 1)),
    )

    assert response.status_code == 200
    assert "この事業の最終評価は、すでに始まっています。" in response.content.decode()
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "fields", "begun"),
    [
        ("completed", {}, 1),
        ("completed", {"round": "midterm"}, 1),
        ("active", {"round": "midterm"}, 1),
        ("active", {}, 0),
        ("planning", {"round": "midterm"}, 0),
        ("completed", {"round": "last"}, 0),
        ("completed", {"fiscal_year": "1999"}, 0),
        ("completed", {"fiscal_year": "きょう"}, 0),
        ("completed", {"due_on": "2020-01-01"}, 0),
        ("completed", {"due_on": ""}, 0),
        ("completed", {"due_on": "2099年13月1日"}, 0),
    ],
)
def test_beginning_takes_only_what_the_project_allows(
    client: Client, cast: Cast, status: str, fields: dict[str, str], begun: int
) -> None:
    project = project_of(cast, status)
    client.force_login(cast["staff"])

    client.post(f"{reverse('evaluations:create')}?project={project.pk}", opening(**fields))

    assert Evaluation.objects.count() == begun


@pytest.mark.parametrize("asked", ["", "?project=", "?project=x", "?project=99999999999999999999"])
def test_beginning_without_a_project_is_not_found(client: Client, cast: Cast, asked: str) -> None:
    client.force_login(cast["coordinator"])

    assert client.get(f"{reverse('evaluations:create')}{asked}").status_code == 404


def test_story_tells_what_happened_and_not_who_did_it(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    evaluation = open_evaluation(
        project=project,
        fiscal_year=project.fiscal_year,
        round="final",
        due_on=today(),
        by=cast["staff"],
    )
    client.force_login(cast["manager"])

    story = client.get(evaluation.get_absolute_url()).context["story"]

    assert [(event.title, event.who, event.body) for event in story] == [
        ("評価を始めました", "", "")
    ]
