"""Beside the words of a proposal: projects that have gone the way before."""

import pytest

from kyodo_portal.words.text import normalise
from proposals.content.similar import MOST, similar_projects, words_of
from proposals.models import Proposal
from tests.factories import make_project
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "summary", "words"),
    [
        ("駅前の花壇づくり", "商店街の花壇を市民が育てる事業", ("駅前", "花壇", "商店街")),
        ("ＮＰＯとカフェ", "", ("npo", normalise("カフェ"))),
        ("", "", ()),
        ("市民の活動", "地域の課題", ()),
    ],
)
def test_words_that_tell_something_are_looked_for(
    title: str, summary: str, words: tuple[str, ...]
) -> None:
    assert words_of(Proposal(title=title, summary=summary)) == words


def test_projects_with_most_of_the_words_come_first_and_no_more_than_three() -> None:
    titles = ["商店街の花壇", "駅前の花壇と商店街", "駅前の案内", "川の清掃"]
    projects = {title: make_project(title=title, status="active") for title in titles}
    unseen = make_project(title="駅前の花壇と商店街の計画", status="planning")
    type(unseen).objects.filter(pk=unseen.pk).update(published_at=None)
    draft = make_proposal("駅前の花壇", summary="商店街の通りに花壇をつくる。")

    found = similar_projects(draft)

    assert found == [projects["駅前の花壇と商店街"], projects["商店街の花壇"]]
    for number in range(MOST):
        make_project(title=f"駅前の花壇と商店街その{number}", status="active")
    assert len(similar_projects(draft)) == MOST


def test_they_stand_beside_the_purpose_and_nowhere_else() -> None:
    project = make_project(title="駅前の花壇と商店街", status="active")
    draft = make_proposal("駅前の花壇", summary="商店街の通りに花壇をつくる。")
    client = signed_in(draft.created_by)

    pages = {
        key: client.get(url("proposals:section", draft.pk, key)).content.decode()
        for key in ("issue", "plan")
    }

    link = f'<a href="{project.get_absolute_url()}" target="_blank" rel="noopener">'
    assert [link in page for page in pages.values()] == [True, False]
    other = make_proposal("海の音楽会", summary="波止場の演奏")
    shown = signed_in(other.created_by).get(url("proposals:section", other.pk, "issue"))
    assert "似ている事業" not in shown.content.decode()
