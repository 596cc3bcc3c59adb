"""A city whose guideline knows no start patterns: nothing of them is asked, shown or counted."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from proposals.content.completeness import missing_fields
from tests.cities.test_cities import SMALLEST
from tests.factories import make_coordinator, make_project
from tests.proposals.factories import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    path.write_text(SMALLEST, encoding="utf-8")
    settings.KYODO_CITY = str(path)


PAGES = (
    "/projects/",
    "/projects/?view=table",
    "/projects/timeline/",
    "/projects/map/",
    "/statistics/",
    "/evaluations/",
    "/guide/",
    "/guide/forms/",
    "/guide/which-form/?begin=ours&what=event&need=name&duty=ours&lasting=once",
)


def test_no_page_speaks_of_patterns(client: Client, plain: None) -> None:
    project = make_project("花だんの世話", start_pattern="")
    pages = {path: client.get(path) for path in (*PAGES, project.get_absolute_url())}

    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 200)
    texts = {path: page.content.decode() for path, page in pages.items()}
    said = ("類型", "pattern=", "data-kind=&quot;pattern&quot;", 'id="patterns"', "四つの始まり方")
    assert [(path, word) for path, text in texts.items() for word in said if word in text] == []
    assert "花だんの世話" in texts["/projects/timeline/"]
    assert client.get("/projects/matrix/").status_code == 404


def test_forms_ask_for_no_pattern_and_nothing_is_missing_without(
    client: Client, plain: None
) -> None:
    proposal = make_proposal(start_pattern="")
    client.force_login(proposal.created_by)
    page = client.get(f"/proposals/{proposal.pk}/edit/together/").content.decode()

    assert ("start_pattern" in page, "main_form" in page) == (False, True)
    assert [gap.field for gap in missing_fields(proposal) if "類型" in gap.field] == []
    read = client.get(proposal.get_absolute_url()).content.decode()
    assert "始まりの類型" not in read


def test_admin_asks_and_tells_nothing_of_patterns(client: Client, plain: None) -> None:
    project = make_project(start_pattern="")
    client.force_login(make_coordinator())
    for path in ("", "add/", f"{project.pk}/change/"):
        page = client.get(f"/admin/projects/project/{path}")
        assert (path, page.status_code, "始まりの類型" in page.content.decode()) == (
            path,
            200,
            False,
        )


def test_same_pages_speak_of_patterns_where_the_city_has_them(client: Client) -> None:
    """The pages above are those that would."""
    project = make_project("花だんの世話")
    speaking = [
        path
        for path in (*PAGES, project.get_absolute_url())
        if "pattern" in client.get(path).content.decode()
    ]
    assert speaking == [*PAGES, project.get_absolute_url()]
