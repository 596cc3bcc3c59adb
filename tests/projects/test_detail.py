"""The page of one project: for whom, what it tells, what it costs."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from projects.flows import PROJECT_FLOW
from projects.models import Project, SourceRecord
from tests.evaluations.factories import make_evaluation
from tests.factories import (
    make_coordinator,
    make_group,
    make_project,
    make_user,
    sign_all,
    write_down,
)
from tests.people import Cast, make_cast
from tests.projects.factories import add_rows, add_update
from tests.proposals.factories import make_call, make_consultation, make_proposal

pytestmark = pytest.mark.django_db


def project_of(cast: Cast, **fields: Any) -> Project:
    return make_project(groups=(cast.group,), departments=(cast.department,), **fields)


def page_of(client: Client, project: Project) -> str:
    response = client.get(project.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("kind", "queries"), [("anonymous", 9), ("manager", 16), ("staff", 17)])
@pytest.mark.parametrize("number", [1, 3])
def test_detail_takes_as_many_queries_for_three_of_everything_as_for_one(
    client: Client, django_assert_num_queries: Any, number: int, kind: str, queries: int
) -> None:
    cast = make_cast()
    project = project_of(cast, status="active")
    add_rows(project, number, cast["manager"])
    if kind != "anonymous":
        client.force_login(cast[kind])

    with django_assert_num_queries(queries):
        page = page_of(client, project)

    assert page.count("<article") == number
    assert page.count("<img") == number * number + 1  # and the picture at the head


def test_detail_of_an_adopted_proposal_takes_one_query_more(
    client: Client, django_assert_num_queries: Any
) -> None:
    proposal = make_proposal(call=make_call(when="decided"), status="adopted")
    project = proposal.project
    sign_all(project)
    client.force_login(proposal.created_by)

    with django_assert_num_queries(16):
        page = page_of(client, project)

    assert proposal.get_absolute_url() in page


def test_proposal_is_not_named_before_its_results_are_public(client: Client) -> None:
    proposal = make_proposal(call=make_call(when="reviewing"), status="adopted")
    Project.objects.filter(pk=proposal.project_id).update(published_at=proposal.project.created_at)

    assert proposal.get_absolute_url() not in page_of(client, proposal.project)

    client.force_login(make_coordinator())
    assert proposal.get_absolute_url() in page_of(client, proposal.project)


@pytest.mark.parametrize("kind", ["anonymous", "asker", "coordinator"])
def test_consultation_is_never_named(client: Client, kind: str) -> None:
    asker = make_user("相談した人")
    consultation = make_consultation("だれにも見せない相談", by=asker)
    proposal = make_proposal(
        call=make_call(when="decided"), status="adopted", consultation=consultation
    )
    Project.objects.filter(pk=proposal.project_id).update(published_at=proposal.project.created_at)
    if kind != "anonymous":
        client.force_login(asker if kind == "asker" else make_coordinator())

    page = page_of(client, proposal.project)

    assert proposal.get_absolute_url() in page
    assert "だれにも見せない相談" not in page
    assert consultation.get_absolute_url() not in page


@pytest.mark.parametrize("name", ["", "agreement/"])
def test_unpublished_project_is_not_there_for_strangers(client: Client, name: str) -> None:
    cast = make_cast()
    project = project_of(cast, published=False)
    url = project.get_absolute_url() + name

    for kind in ("citizen", "other_manager", "other_staff", "reviewer", "committee"):
        client.force_login(cast[kind])
        assert client.get(url).status_code == 404, kind
    client.logout()
    assert client.get(url).status_code == 404
    client.force_login(cast["member"])
    assert client.get(url).status_code == 200


def test_story_names_sides_and_never_people(client: Client) -> None:
    cast = make_cast()
    project = project_of(cast, status="agreed")
    PROJECT_FLOW.make("start", project, by=cast["staff"])
    add_update(project, cast["manager"])

    page = page_of(client, project)

    assert "事業が始まりました" in page
    assert "花と道の会" in page
    for kind in ("manager", "member", "staff"):
        assert cast[kind].display_name not in page.replace("所管課職員</", "")


def test_cancellation_shows_its_public_reason(client: Client) -> None:
    cast = make_cast()
    project = project_of(cast)
    PROJECT_FLOW.make("cancel", project, by=cast["staff"], note="会場が使えなくなりました。")

    page = page_of(client, project)

    assert "この事業は中止になりました" in page
    assert page.count("会場が使えなくなりました。") == 2  # at the top and in the course


@pytest.mark.parametrize(
    ("status", "kind", "shown"),
    [
        ("planning", "anonymous", set()),
        ("planning", "member", set()),
        ("planning", "manager", {"edit", "agreement"}),
        ("planning", "coordinator", {"edit"}),
        ("agreed", "member", {"updates/new"}),
        ("active", "staff", {"edit", "updates/new", "results"}),
        ("completed", "manager", {"updates/new", "results"}),
        ("evaluated", "manager", set()),
        ("cancelled", "staff", set()),
    ],
)
def test_detail_offers_what_this_person_may_do_now(
    client: Client, status: str, kind: str, shown: set[str]
) -> None:
    cast = make_cast()
    project = project_of(cast, status=status)
    if kind != "anonymous":
        client.force_login(cast[kind])

    page = page_of(client, project)

    url = project.get_absolute_url()
    pages = ("edit", "agreement", "updates/new", "results")
    buttons = {name for name in pages if f'data-size="md" href="{url}{name}/"' in page}
    assert buttons == shown


def test_move_is_made_and_a_stale_one_is_refused(client: Client) -> None:
    cast = make_cast()
    project = project_of(cast, status="agreed")
    url = f"{project.get_absolute_url()}move/"
    client.force_login(cast["manager"])

    assert client.post(url, {"move": "start", "seen": "agreed"}).status_code == 302
    assert client.post(url, {"move": "start", "seen": "agreed"}).status_code == 409
    client.force_login(cast["citizen"])
    assert client.post(url, {"move": "complete", "seen": "active"}).status_code == 403
    project.refresh_from_db()
    assert project.status == "active"


def test_get_of_a_move_is_not_allowed(client: Client) -> None:
    project = make_project(status="agreed")

    assert client.get(f"{project.get_absolute_url()}move/").status_code == 405


def test_source_of_a_record_is_linked_without_recommending_it(client: Client) -> None:
    project = make_project(origin="record", status="completed")
    SourceRecord.objects.create(
        project=project,
        external_id="r-1",
        municipality="見本市",
        urls=["https://www.example.jp/jigyo"],
        data={"secret": "元の行"},
    )

    page = page_of(client, project)

    assert '<a href="https://www.example.jp/jigyo" rel="nofollow noopener noreferrer">' in page
    assert "見本市の公開資料" in page
    assert "元の行" not in page


def test_only_published_evaluations_are_linked_for_everybody(client: Client) -> None:
    cast = make_cast()
    project = project_of(cast, status="completed")
    evaluation = make_evaluation(project=project)

    assert evaluation.get_absolute_url() not in page_of(client, project)
    client.force_login(cast["manager"])
    assert evaluation.get_absolute_url() in page_of(client, project)


@pytest.mark.parametrize(
    ("rounds", "told"),
    [
        ({}, None),
        ({"midterm": "published", "final": "revealed"}, "midterm"),
        ({"midterm": "published", "final": "published"}, "final"),
        ({"final": "published", "midterm": "published"}, "final"),
    ],
)
def test_report_is_offered_before_the_story_begins(
    client: Client, rounds: dict[str, str], told: str | None
) -> None:
    project = project_of(make_cast(), status="completed")
    made = {
        name: make_evaluation(project=project, round=name, status=status)
        for name, status in rounds.items()
    }

    top, _, _ = page_of(client, project).partition('id="outline"')

    found = re.findall(r'href="(/evaluations/\d+/)"[^>]*>([^<]+評価の報告を読む)<', top)
    wanted = made.get(told or "")
    assert found == (
        [(wanted.get_absolute_url(), f"{wanted.get_round_display()}評価の報告を読む")]
        if wanted
        else []
    )


def test_hostile_words_stay_words(client: Client) -> None:
    project = make_project("<script>alert(1)</script>", how_to_join="<b>太字</b>\n javascript:x")

    page = page_of(client, project)

    assert "<script>alert(1)" not in page
    assert "<b>太字" not in page


def test_detail_of_a_project_with_nothing_written(client: Client) -> None:
    project = make_project("題だけ", complete=False, summary="")
    client.force_login(make_user())

    page = page_of(client, project)

    assert "目標は、まだ決まっていません。" in page
    assert "役割分担の表は、まだありません。" in page


def test_course_runs_from_the_proposal_to_the_report(client: Client) -> None:
    proposal = make_proposal(call=make_call(when="decided"), status="adopted")
    project = proposal.project
    Project.objects.filter(pk=project.pk).update(
        status="evaluated", published_at=project.created_at
    )
    for name in ("submit", "submit", "begin_review", "adopt"):
        write_down(proposal, name, by=proposal.created_by, note="内々の言葉")
    write_down(project, "mark_evaluated")
    evaluation = make_evaluation(project=project, status="published")

    response = client.get(project.get_absolute_url())
    titles = [event.title for event in response.context["story"].events]

    assert [title for title in titles if "提案" in title or "審査" in title or "採択" in title] == [
        "提案が採択され、協働事業になりました",
        "提案が提出されました",
        "第三者の審査が始まりました",
        "市が採択を決めました",
    ]
    assert titles.count("最終評価の報告を公表しました") == 1
    assert "評価と報告を公表しました" not in titles
    assert evaluation.get_absolute_url() in response.content.decode()
    assert "内々の言葉" not in response.content.decode()


def test_course_tells_nothing_of_a_proposal_or_evaluation_one_may_not_read(client: Client) -> None:
    proposal = make_proposal(call=make_call(when="reviewing"), status="adopted")
    project = proposal.project
    Project.objects.filter(pk=project.pk).update(published_at=project.created_at)
    write_down(proposal, "submit", by=proposal.created_by)
    make_evaluation(project=project, status="revealed")

    titles = [e.title for e in client.get(project.get_absolute_url()).context["story"].events]

    assert [title for title in titles if "提出" in title or "評価" in title] == []


FIRST, LAST = dt.date(2026, 5, 1), dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((FIRST, LAST), "令和8年(2026年)5月1日から令和9年(2027年)2月28日まで"),
        ((FIRST, None), "令和8年(2026年)5月1日から"),
        ((None, LAST), "令和9年(2027年)2月28日まで"),
        ((None, None), None),
    ],
)
def test_period_is_told_with_the_days_there_are(
    client: Client, days: tuple[dt.date | None, dt.date | None], told: str | None
) -> None:
    starts_on, ends_on = days
    page = page_of(client, make_project(starts_on=starts_on, ends_on=ends_on))

    found = re.search(r"<dt>期間</dt>\s*<dd>(.*?)</dd>", page)
    assert (found and strip_tags(found[1])) == told


def test_how_to_join_says_whom_to_ask(client: Client) -> None:
    group = make_group("花の会")
    project = make_project(how_to_join="土曜に集まります。", groups=(group,))
    page = client.get(project.get_absolute_url()).content.decode()
    joining = page.partition('id="join"')[2]

    assert f'href="{group.get_absolute_url()}#contact"' in joining
    assert f'href="{reverse("consultations:list")}"' in joining
    assert 'id="contact"' in client.get(group.get_absolute_url()).content.decode()
