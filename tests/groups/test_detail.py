"""The page of a group: its story for everybody, its registration for those it concerns."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from groups.flows import GROUP_FLOW
from groups.models import Group, GroupDocument, User
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, make_project, make_user, today, write_down
from tests.groups.factories import a_pdf

pytestmark = pytest.mark.django_db

QUERIES_OF_A_STRANGER = 14
QUERIES_OF_A_MANAGER = 21
QUERIES_OF_A_COORDINATOR = 22  # one writes down who reads the contact


def page_of(client: Client, group: Group, person: User | None = None) -> str:
    if person is not None:
        client.force_login(person)
    return client.get(group.get_absolute_url()).content.decode()


def returned_group(manager: User, *, note: str = "規約を付けてください。") -> Group:
    group = make_group("川べりを歩く会", status="applied", managers=(manager,), eligible=False)
    GROUP_FLOW.make(
        "return", group, by=make_coordinator(), note=note, due_on=today() + dt.timedelta(days=14)
    )
    return group


def test_detail_tells_what_a_group_is(client: Client) -> None:
    group = make_group(
        "花と道の会",
        founded_on=dt.date(2015, 4, 1),
        members_count=1200,
        members_in_city_count=9,
        website="https://hana.example.jp/",
        message="一緒に育てませんか。",
    )
    group.fields.create(number=7)

    page = page_of(client, group)

    for words in (
        "花と道の会",
        "ミホンノカイ",
        "ボランティア団体・市民活動団体",
        "まちの緑を育てる。",
        "花だんの手入れをする。",
        "市内全域",
        "平成27年(2015年)4月1日",
        "1,200人（うち市内9人）",
        "環境の保全",
        'href="https://hana.example.jp/"',
        "一緒に育てませんか。",
        "この団体は、連絡先をここに載せていません",
    ):
        assert words in page, words


def test_detail_shows_published_projects_only(client: Client) -> None:
    manager = make_user()
    group = make_group(managers=(manager,))
    make_project("公開した事業", groups=(group,))
    make_project("まだ公開していない事業", groups=(group,), published=False)
    make_project("よその事業", groups=(make_group(),))

    for person in (None, manager):
        page = page_of(client, group, person)
        assert "公開した事業" in page
        assert "まだ公開していない事業" not in page
        assert "よその事業" not in page


def test_detail_tells_the_years_of_a_project_as_the_register_does(client: Client) -> None:
    group = make_group()
    make_project(groups=(group,), fiscal_year=2025, fiscal_year_end=2026)

    assert ">令和7–8年度</span>" in page_of(client, group)


def test_detail_leads_to_all_projects_when_there_are_many(client: Client) -> None:
    group = make_group()
    for number in range(21):
        make_project(f"事業{number}", groups=(group,))

    response = client.get(group.get_absolute_url())

    assert [len(response.context[name]) for name in ("projects", "more_projects")] == [3, 17]
    assert f'href="/projects/?group={group.pk}"' in response.content.decode()


def test_detail_of_a_returned_application_says_what_to_mend(client: Client) -> None:
    manager = make_user()
    group = returned_group(manager)

    page = page_of(client, group, manager)

    assert "直してほしいところ" in page
    assert "規約を付けてください。" in page
    assert "団体の手直しを待っています" in page
    assert 'value="resubmit"' in page


def test_detail_shows_the_latest_correction(client: Client) -> None:
    manager = make_user()
    group = returned_group(manager, note="一度目のお願い")
    GROUP_FLOW.make("resubmit", group, by=manager)
    GROUP_FLOW.make("return", group, by=make_coordinator(), note="二度目のお願い", due_on=today())
    client.force_login(manager)

    assert client.get(group.get_absolute_url()).context["correction"] == "二度目のお願い"


def test_detail_keeps_words_between_city_and_group_from_others(client: Client) -> None:
    manager = make_user()
    group = returned_group(manager)
    GROUP_FLOW.make("resubmit", group, by=manager)
    group.eligibility.update(confirmed=True)
    GROUP_FLOW.make("register", group, by=make_coordinator())
    GROUP_FLOW.make("rest", group, by=manager, note="人手が足りないため")

    for person in (None, make_user()):
        page = page_of(client, group, person)
        assert "登録されました" in page
        assert "活動を休みました" in page
        assert "手直し" not in page
        assert "規約を付けてください" not in page
        assert "人手が足りないため" not in page
    assert "人手が足りないため" in page_of(client, group, manager)


def test_detail_names_sides_never_persons(client: Client) -> None:
    manager = make_user("カナリア管理者")
    group = make_group(managers=(manager,))
    GROUP_FLOW.make("rest", group, by=manager, note="休みます")

    response = client.get(group.get_absolute_url())

    assert [event.who for event in response.context["timeline"]] == ["団体"]
    assert "カナリア管理者" not in response.content.decode()


def test_detail_of_a_group_without_contact_record(client: Client) -> None:
    group = make_group(managers=(manager := make_user(),))
    group.contact.delete()

    assert "連絡先の記録" in page_of(client, group, manager)


def test_move_from_the_page(client: Client) -> None:
    manager = make_user()
    group = returned_group(manager)
    client.force_login(manager)
    url = f"{group.get_absolute_url()}move/"

    assert client.get(url).status_code == 405
    response = client.post(url, {"move": "resubmit", "seen": "returned"})

    assert response["Location"] == group.get_absolute_url()
    group.refresh_from_db()
    assert (group.status, group.correction_due_on) == ("applied", None)


def test_move_of_somebody_else_is_refused(client: Client) -> None:
    group = make_group()

    response = client.post(f"{group.get_absolute_url()}move/", {"move": "rest", "note": "休む"})

    group.refresh_from_db()
    assert (response.status_code, group.status) == (403, "registered")


@pytest.mark.parametrize("size", [1, 3])
def test_detail_asks_few_questions(
    client: Client, django_assert_num_queries: Any, size: int
) -> None:
    manager, coordinator = make_user(), make_coordinator()
    group = make_group(managers=(manager, *(make_user() for _ in range(size - 1))))
    for number in range(1, size + 1):
        group.fields.create(number=number)
        make_project(groups=(group,))
        write_down(group, "edit", by=manager)
        GroupDocument.from_checked(
            check_attachment(a_pdf()), by=manager, group=group, title="規約"
        ).save()

    url = group.get_absolute_url()
    with django_assert_num_queries(QUERIES_OF_A_STRANGER):
        client.get(url)
    client.force_login(manager)
    with django_assert_num_queries(QUERIES_OF_A_MANAGER):
        client.get(url)
    client.force_login(coordinator)
    with django_assert_num_queries(QUERIES_OF_A_COORDINATOR):
        client.get(url)


@pytest.mark.parametrize("status", ["applied", "returned", "registered", "dormant", "deleted"])
def test_detail_never_asks_more_than_that_and_writes_down_who_reads(
    client: Client, django_assert_max_num_queries: Any, status: str
) -> None:
    group = make_group(status=status, eligible=False)
    client.force_login(make_coordinator())

    with django_assert_max_num_queries(QUERIES_OF_A_COORDINATOR):
        client.get(group.get_absolute_url())


@pytest.mark.parametrize("move", ["not_accept", "close_uncorrected"])
def test_application_that_was_not_accepted_says_why_and_can_be_made_again(
    client: Client, move: str
) -> None:
    manager = make_user()
    group = returned_group(manager)
    Group.objects.update(correction_due_on=today() - dt.timedelta(days=1))
    GROUP_FLOW.make(move, group, by=make_coordinator(), note="名簿が5人に足りないため。")

    page = page_of(client, group, manager)
    letter = OutgoingMail.objects.latest("pk")
    client.post(f"{group.get_absolute_url()}move/", {"move": "resubmit", "seen": "not_accepted"})

    assert "受理されなかった理由" in page
    assert "名簿が5人に足りないため。" in page
    assert "名簿が5人に足りないため。" in letter.body
    assert "もう一度申請できます" in letter.body
    group.refresh_from_db()
    assert (group.status, group.correction_due_on) == ("applied", None)


def test_application_is_not_closed_before_its_day() -> None:
    group = returned_group(make_user())

    with pytest.raises(MoveRefused, match="まだ過ぎていません"):
        GROUP_FLOW.make("close_uncorrected", group, by=make_coordinator(), note="届かないため")
