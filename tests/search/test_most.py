"""Where nothing has all the words the page shows what has most of them, and which word is nowhere."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo_portal.search import Kind, SearchDocument, most
from kyodo_portal.search.most import find_most
from kyodo_portal.search.queries import parse
from tests.factories import make_group, make_project
from tests.search.documents import write_documents

pytestmark = pytest.mark.django_db

SEARCH = reverse("search")
NONE_HAS_ALL = "すべての言葉を含むものはありません。多くの言葉を含むもの："

CITY = [
    (Kind.PROJECT, "花の道", ["水やり", "月曜"]),
    (Kind.PROJECT, "水の日", ["花かご", "火曜"]),
    (Kind.PROJECT, "月見", ["水曜"]),
    (Kind.GROUP, "花かごの会", ["水やり", "月曜"]),
    (Kind.GROUP, "歩く会", ["子供と歩く"]),
]  # fmt: skip


def read(client: Client, typed: str, **query: str) -> str:
    response = client.get(f"{SEARCH}?{urlencode({'q': typed, **query})}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("newest", [300, 0], ids=["newest", "index"])
@pytest.mark.parametrize(
    ("typed", "titles", "nowhere"),
    [
        ("花かご 水やり 犬小屋", ["花かごの会", "花の道", "水の日"], ("犬小屋",)),
        ("水やり 火曜", ["花の道", "水の日", "花かごの会"], ()),
        ("犬小屋 猫足", [], ("犬小屋", "猫足")),
        ("こども 火曜", ["水の日", "歩く会"], ()),
        ("月見 犬小屋 火曜", ["水の日", "月見"], ("犬小屋",)),
    ],
)
def test_most_of_the_words_first(
    typed: str,
    titles: list[str],
    nowhere: tuple[str, ...],
    newest: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(most, "NEWEST", newest)
    write_documents(CITY)
    found = find_most(parse(typed), Kind.values, [], last=5)

    assert [document.title for one in found.found for document in one.documents] == titles
    assert found.nowhere == nowhere
    assert [one.count for one in found.found] == [len(one.documents) for one in found.found]


def test_few_of_a_kind_are_shown() -> None:
    write_documents([(Kind.PROJECT, f"花かご{number}", []) for number in range(9)])
    (found,) = find_most(parse("花かご 犬小屋"), Kind.values, [], last=5).found

    assert [document.title for document in found.documents] == [f"花かご{n}" for n in range(5)]


def test_what_is_not_public_is_neither_shown_nor_told_of() -> None:
    write_documents([(Kind.PROJECT, "花かご", []), (Kind.PROJECT, "犬小屋", [])])
    SearchDocument.objects.filter(title="犬小屋").update(is_public=False)
    found = find_most(parse("花かご 犬小屋"), Kind.values, [], last=5)

    assert [document.title for one in found.found for document in one.documents] == ["花かご"]
    assert found.nowhere == ("犬小屋",)


def test_word_too_frequent_to_be_looked_through_is_not_said_to_be_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(most, "FEW", 1)
    monkeypatch.setattr(most, "NEWEST", 1)
    write_documents([(Kind.PROJECT, f"花かご{number}", ["かご花"]) for number in range(9)])

    assert find_most(parse("花かご花 犬小屋"), Kind.values, [], last=5).nowhere == ("犬小屋",)


def test_page_shows_what_has_most_and_says_what_is_missing(client: Client) -> None:
    make_project("花の道", summary="水やり")
    make_group("花かごの会", purpose="水やり")
    page = read(client, "花かご 水やり 犬小屋")

    assert NONE_HAS_ALL in page
    assert "「犬小屋」は、どこにも見つかりませんでした。" in page
    titles = re.findall(r'search-title"><a href="[^"]*">(.*?)</a>', page)
    assert titles == ["<mark>花かご</mark>の会", "花の道"]
    assert "「犬小屋」は含みません" in page
    assert "「花かご」、「犬小屋」は含みません" in page
    assert "すべて見る" not in page


def test_kind_is_looked_through_alone(client: Client) -> None:
    make_project("花の道", summary="水やり")
    make_group("花かごの会", purpose="水やり")

    page = read(client, "花かご 水やり", kind="project")
    assert NONE_HAS_ALL in page
    assert page.count("search-title") == 1
    assert NONE_HAS_ALL not in read(client, "花かご 水やり")
    assert NONE_HAS_ALL in read(client, "協働 犬小屋", kind="guide")
    assert "どこにも" not in read(client, "花かご 犬小屋", kind="project")
    assert "どこにも" not in read(client, "花かご 犬小屋", kind="guide")


def test_words_that_are_all_nowhere_are_told_with_what_to_do(client: Client) -> None:
    page = read(client, "犬小屋 猫足")

    assert "「犬小屋」、「猫足」は、どこにも見つかりませんでした。" in page
    assert "見つかりませんでした</" in page
    assert NONE_HAS_ALL not in page


@pytest.mark.parametrize(
    "typed",
    ["👪" * 200, "花", "😀 😀 花", " ".join(f"言葉{n}" for n in range(200)),
     "% _ ' \"", "\ufdfa\u0301" * 300, "& | ! ( )", "() AND OR NOT", "\ud800 花"],
    ids=range(9),
)  # fmt: skip
@pytest.mark.parametrize("kind", ["", "project", "guide"])
def test_whatever_is_typed_is_answered_calmly(client: Client, typed: str, kind: str) -> None:
    make_project("花の道")
    asked = typed.encode("utf-8", "replace").decode()

    assert "<h1>" in read(client, asked, kind=kind)
    assert "titles" in client.get(reverse("search_suggest"), {"q": asked}).json()


def test_what_nobody_can_type_is_refused_as_everywhere(client: Client) -> None:
    assert client.get(SEARCH, {"q": "\0花"}).status_code == 400


@pytest.mark.parametrize("things", [1, 3])
def test_most_takes_as_many_queries_for_three_as_for_one(client: Client, things: int) -> None:
    for number in range(things):
        make_project(f"花かご{number}")
        make_group(f"花かごの会{number}")
    with CaptureQueriesContext(connection) as taken:
        read(client, "花かご 犬小屋")

    assert len(taken) == 5
