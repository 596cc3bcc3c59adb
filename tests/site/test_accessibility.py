"""The statement and the page of test results say what is so, and no more."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.cities import city
from kyodo_portal.site.accessibility import WAYS, record
from tests.browser.page_kind import PageKind
from tests.browser.page_kinds import KINDS, PUBLIC, SIGNED_IN
from tests.browser.page_kinds_admin import ADMIN
from tests.browser.test_axe import LOOKS, RULES

pytestmark = [pytest.mark.once, pytest.mark.django_db]

VENDORED = Path(__file__).parent.parent / "browser" / "vendor" / "axe-core" / "axe.min.js"


def by_label(kinds: tuple[PageKind, ...]) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {}
    for kind in kinds:
        states.setdefault(kind.label, []).append(kind.state)
    return states


def test_results_list_what_the_axe_test_walks() -> None:
    assert record()["kinds"] == {
        "public": by_label(PUBLIC),
        "account": by_label(SIGNED_IN),
        "admin": by_label(ADMIN),
    }
    assert len({str(kind) for kind in KINDS}) == len(KINDS)


def test_results_name_the_looks_and_the_version_that_judge() -> None:
    assert record()["looks"].keys() == LOOKS.keys()
    assert VENDORED.read_text().startswith(f"/*! axe v{record()['tools']['axe']}\n")


@pytest.mark.browser
def test_criteria_called_tested_are_those_axe_has_rules_for(page: Any) -> None:
    page.evaluate(VENDORED.read_text())
    rules = page.evaluate("(tags) => axe.getRules(tags).map((rule) => rule.tags)", RULES["values"])
    known = {_number(tag) for tags in rules for tag in tags if tag[4:].isdigit()}
    criteria = record()["criteria"]

    assert {number for number, (_level, _name, way) in criteria.items() if way == "machine"} == {
        number for number in criteria if number in known and criteria[number][2] != "absent"
    } - {number for number, (_l, _n, way) in criteria.items() if way in ("keyboard", "html")}


def _number(tag: str) -> str:
    """wcag143 is criterion 1.4.3, wcag1410 is 1.4.10."""
    digits = tag.removeprefix("wcag")
    return f"{digits[0]}.{digits[1]}.{digits[2:]}"


def test_criteria_are_the_38_of_the_standard() -> None:
    levels = [level for level, _name, _way in record()["criteria"].values()]

    assert (levels.count("A"), levels.count("AA")) == (25, 13)
    assert {way for _level, _name, way in record()["criteria"].values()} == set(WAYS)


def test_statement_aims_at_aa_and_claims_only_care(client: Client) -> None:
    page = client.get("/accessibility/").content.decode()

    assert "<strong>適合レベルAAに準拠</strong>することを目標" in page
    assert "JIS X 8341-3:2016 の適合レベルAAに配慮しています" in page
    assert "準拠しています" not in page
    assert city().desk.email in page
    assert 'href="/accessibility/results/"' in page


def test_results_say_that_people_have_not_tested(client: Client) -> None:
    page = client.get("/accessibility/results/").content.decode()

    assert "人による試験の結果は、まだありません" in page
    assert page.count("試験はこれから") == sum(
        way == "none" for _level, _name, way in record()["criteria"].values()
    )


@pytest.mark.parametrize("path", ["/", "/accessibility/results/"])
def test_every_page_leads_to_the_statement(client: Client, path: str) -> None:
    assert 'href="/accessibility/"' in client.get(path).content.decode().partition("<footer")[2]


@pytest.mark.parametrize("path", ["/accessibility/", "/accessibility/results/"])
def test_pages_ask_the_database_nothing(
    client: Client, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get(path)
