"""A group that advises others, where everybody finds it: its page, the list, the search, the open data."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Adviser, Group
from tests.factories import make_group, today
from tests.groups.advising import make_adviser
from tests.publishing.test_datasets import as_csv
from tests.search.test_truth import assert_true, public_titles

pytestmark = pytest.mark.django_db


def test_group_that_advises_is_found_as_one() -> None:
    make_adviser(make_group("支えあいの会"), subjects="帳簿のつけ方")
    make_group("花の会")
    make_adviser(make_group("もとの会"), subjects="広報", ended_on=today())

    page = Client().get("/groups/?advises=1")

    assert [line.name for line in page.context["page_obj"]] == ["支えあいの会"]
    assert "相談に乗る団体" in page.text
    assert public_titles("帳簿のつけ方") == ["支えあいの会"]
    assert public_titles("中間支援組織") == ["支えあいの会"]


def test_its_page_says_what_one_can_ask_it(client: Client) -> None:
    at_work = make_adviser(make_group("支えあいの会"), subjects="帳簿のつけ方")
    over = make_adviser(make_group("もとの会"), subjects="帳簿のつけ方", ended_on=today())

    pages = [client.get(each.group.get_absolute_url()).text for each in (at_work, over)]

    assert ["帳簿のつけ方" in page for page in pages] == [True, False]


def test_open_data_tell_what_one_can_ask_it(client: Client) -> None:
    make_adviser(make_group("支えあいの会"), subjects="帳簿のつけ方")
    make_group("花の会")

    rows = {row["名称"]: row["相談できること"] for row in as_csv(client, "groups")}

    assert rows == {"支えあいの会": "帳簿のつけ方", "花の会": ""}


#: What happens to a group that was found by its subjects.
CHANGES: dict[str, Any] = {
    "other subjects": lambda adviser: setattr(adviser, "subjects", "広報"),
    "its end": lambda adviser: setattr(adviser, "ended_on", today()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_search_follows_what_is_written_of_it(change: str) -> None:
    adviser = make_adviser(make_group("支えあいの会"), subjects="帳簿のつけ方")
    CHANGES[change](adviser)
    adviser.save()
    assert public_titles("帳簿のつけ方") == []
    assert_true()
    Adviser.objects.get().delete()
    assert public_titles("中間支援組織") == []
    assert Group.objects.count() == 1
