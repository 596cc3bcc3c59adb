"""The registry of groups: found by words, kind, field; sorted; counted in few queries."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Group, GroupField
from tests.factories import make_coordinator, make_group
from tests.projects.helping import make_help

pytestmark = pytest.mark.django_db

QUERIES_OF_A_STRANGER = 4
QUERIES_OF_A_COORDINATOR = 7


def names(client: Client, query: str = "") -> list[str]:
    return [group.name for group in client.get(f"/groups/{query}").context["page_obj"]]


@pytest.fixture
def three() -> list[Group]:
    flowers = make_group("花の会", name_kana="ハナノカイ", members_count=5)
    make_help(flowers)
    river = make_group("川の会", name_kana="カワノカイ", kind="npo", members_count=50)
    sky = make_group("空の会", name_kana="ソラノカイ", members_count=20, area="𠮷川駅のまわり")
    for group, number in [(flowers, 3), (flowers, 7), (river, 7), (sky, 13)]:
        GroupField.objects.create(group=group, number=number)
    return [flowers, river, sky]


QUERIES = {
    "": ["川の会", "空の会", "花の会"],
    "?q=花の会": ["花の会"],
    "?q=ｶﾜﾉｶｲ": ["川の会"],
    "?q=吉川駅": ["空の会"],
    "?q=会 緑": ["川の会", "空の会", "花の会"],
    "?q=ありません": [],
    "?kind=npo": ["川の会"],
    "?field=7": ["川の会", "花の会"],
    "?field=3&field=7": ["川の会", "花の会"],
    "?field=3&field=13": ["空の会", "花の会"],
    "?recruiting=1": ["花の会"],
    "?sort=newest": ["空の会", "川の会", "花の会"],
    "?sort=members": ["川の会", "空の会", "花の会"],
    "?kind=volunteer&field=7&recruiting=1&q=花の会": ["花の会"],
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_list_finds_and_sorts(
    client: Client, three: list[Group], query: str, expected: list[str]
) -> None:
    assert names(client, query) == expected


UNUSABLE = {
    "?kind=zzz": "団体の種別",
    "?field=99": "活動の分野",
    "?field=abc": "活動の分野",
    "?recruiting=2": "仲間の募集",
    "?sort=password": "並び順",
}


@pytest.mark.parametrize(("query", "label"), UNUSABLE.items())
def test_list_leaves_out_what_it_cannot_use_and_says_so(
    client: Client, three: list[Group], query: str, label: str
) -> None:
    response = client.get(f"/groups/{query}&q=花の会")

    assert [one.label for one in response.context["unusable"]] == [label]
    assert "という条件は使えなかったため、外して表示しています" in response.content.decode()
    assert [group.name for group in response.context["page_obj"]] == ["花の会"]


@pytest.mark.parametrize("query", ["?page=999", "?page=zzz", "?page=-1", "?created_by=1", "?q=%25"])
def test_list_bears_any_address(client: Client, three: list[Group], query: str) -> None:
    assert client.get(f"/groups/{query}").status_code == 200


def test_list_chip_takes_its_condition_away(client: Client, three: list[Group]) -> None:
    chips = client.get("/groups/?field=3&field=7&kind=volunteer").context["chips"]

    assert {chip.label: chip.url_without for chip in chips} == {
        "団体の種別：ボランティア団体・市民活動団体": "/groups/?field=3&field=7",
        "活動の分野：まちづくり": "/groups/?field=7&kind=volunteer",
        "活動の分野：環境の保全": "/groups/?field=3&kind=volunteer",
    }


def test_list_without_groups_shows_how_to_begin(client: Client) -> None:
    page = client.get("/groups/").content.decode()

    assert "登録された団体は、まだありません" in page
    assert 'href="/groups/apply/"' in page


def test_list_without_matches_shows_the_way_out(client: Client, three: list[Group]) -> None:
    assert "条件をすべて外す" in client.get("/groups/?q=ありません").content.decode()


def test_list_is_cut_into_pages(client: Client) -> None:
    for number in range(13):
        make_group(f"会{number}", name_kana=f"カイ{number:02}")

    assert [len(names(client, query)) for query in ("", "?page=2", "?page=3")] == [12, 1, 1]


@pytest.mark.parametrize("size", [1, 3])
def test_list_asks_few_questions(client: Client, django_assert_num_queries: Any, size: int) -> None:
    for _ in range(size):
        GroupField.objects.create(group=make_group(), number=3)

    with django_assert_num_queries(QUERIES_OF_A_STRANGER):
        client.get("/groups/?field=3")
    client.force_login(make_coordinator())
    with django_assert_num_queries(QUERIES_OF_A_COORDINATOR):
        client.get("/groups/?field=3")
