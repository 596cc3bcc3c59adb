"""The site's own pages: what each person finds on them, what nobody does, and at what cost."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.report.parts import first_sentence
from kyodo_portal.cities import city
from kyodo_portal.site.guide import parts as parts_of_guide
from kyodo_portal.site.guide_pages import pages_of
from kyodo_portal.site.home import figures, open_calls
from kyodo_portal.ui.quilts import quilt_url
from projects.models import UpdatePhoto
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_group, make_project, make_user
from tests.people import KINDS, make_cast
from tests.projects.helping import make_help
from tests.proposals.factories import make_call, make_consultation, make_proposal
from tests.site.site_pages import fill_city, make_update, page

pytestmark = pytest.mark.django_db

PAGES = ("home", "guide", "my")
HIDDEN = "見えてはいけない"


def test_every_page_opens_for_everybody() -> None:
    cast = make_cast()
    fill_city(1, cast=cast)
    opened = {}
    for kind in KINDS:
        client = cast.browser(kind)
        opened[kind] = {name: client.get(reverse(name)).status_code for name in PAGES}

    everything = {"home": 200, "guide": 200, "my": 200}
    assert opened == dict.fromkeys(KINDS, everything) | {"anonymous": {**everything, "my": 302}}


def test_pages_open_on_an_empty_database() -> None:
    person = make_user()

    assert "いま募集しているものはありません" in page(AnonymousUser(), "home")
    assert "動きは、これからです" in page(AnonymousUser(), "home")
    assert "公表された報告は、まだありません" in page(AnonymousUser(), "home")
    assert "いま、待っていることはありません" in page(person, "my")
    assert "まだ団体に入っていません" in page(person, "my")


def test_asking_the_desk_begins_on_the_page_that_explains_it() -> None:
    """It says how to call and where to come, also to who has no account."""
    for name in ("home", "guide"):
        shown = page(AnonymousUser(), name)
        assert f'href="{reverse("consultations:list")}"' in shown
        assert reverse("consultations:create") not in shown


@pytest.mark.parametrize("name", PAGES)
def test_pages_answer_to_reading_only(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_my_page_of_somebody_not_signed_in_leads_to_signing_in(client: Client) -> None:
    response = client.get(reverse("my"))

    assert response["Location"] == f"{reverse('account_login')}?next=/my/"


def make_hidden_things() -> None:
    """One of everything that is not public, each with the canary in its title."""
    project = make_project(HIDDEN, published=False, status="active")
    make_help(project)
    project.started_at = timezone.now()
    project.save()
    make_update(project, HIDDEN)
    make_call(HIDDEN, when="draft")
    make_proposal(HIDDEN, status="submitted")
    make_proposal(HIDDEN)
    make_consultation(HIDDEN, by=make_user())
    make_help(make_group(HIDDEN, status="applied"))
    make_help(make_group(HIDDEN, status="deleted"))
    make_help(make_group(HIDDEN, status="dormant"))
    unreported = make_project("終わった事業", status="completed", result=HIDDEN)
    make_evaluation(unreported, status="reflected")


def test_nothing_unpublished_appears() -> None:
    cast = make_cast()
    make_hidden_things()
    told = []
    for kind in ("anonymous", "citizen", "manager", "staff", "reviewer"):
        client = cast.browser(kind)
        told += [
            (kind, name) for name in PAGES if HIDDEN in client.get(reverse(name)).content.decode()
        ]

    assert told == []


@pytest.mark.parametrize("kind", ["coordinator", "superuser"])
def test_home_shows_nothing_unpublished_to_those_who_could_see_it(kind: str) -> None:
    cast = make_cast()
    make_hidden_things()
    make_call("準備中の募集", when="announced")

    content = page(cast[kind], "home")

    assert "準備中の募集" in content
    assert HIDDEN not in content


def test_home_names_what_one_can_take_part_in() -> None:
    make_call("秋の募集", when="open")
    make_call("春の募集", when="announced")
    make_call("終わった募集", when="closed")
    make_help(make_project("道の花だん", status="active"), title="水やりの手")
    make_project("参加を募らない事業", status="active")
    make_help(make_project("終わった花だん", status="completed", how_to_join="来てください。"))
    make_help(make_group("花と道の会"))
    make_group("足りている会")

    content = page(AnonymousUser(), "home")

    shown = ["秋の募集", "春の募集", "道の花だん", "水やりの手", "花と道の会"]
    absent = ["終わった募集", "参加を募らない事業", "終わった花だん", "足りている会"]
    assert [text for text in shown if text not in content] == []
    assert [text for text in absent if text in content] == []


def test_home_leads_to_the_rest_of_each_block() -> None:
    make_call("募集", when="open")
    make_help(make_group("仲間の会"))
    make_help(make_project("加われる", status="active", started_at=timezone.now()))
    make_help(make_project("終わった", status="completed", started_at=timezone.now()))
    content = page(AnonymousUser(), "home")

    for address in ("/calls/", "/projects/?join=1", "/groups/?recruiting=1"):
        assert f'href="{address}"' in content
    assert 'href="/projects/?status=active"' in content
    assert "終わった" not in content


def test_home_puts_the_call_that_closes_first_at_the_top() -> None:
    now = timezone.now()
    for title, days in (("三番目", 30), ("一番目", 1), ("二番目", 7), ("四番目", 60)):
        make_call(title, closes_at=now + dt.timedelta(days=days))

    titles = [call.title for call in open_calls(AnonymousUser())]

    assert titles == ["一番目", "二番目", "三番目"]


def test_home_shows_the_newest_photo_of_a_project_and_else_the_quilt_of_its_field() -> None:
    pictured, drawn = (make_project(title, status="active") for title in ("道の花だん", "池"))
    drawn.fields.create(number=7)
    for caption in ("種の袋", "苗の箱"):
        UpdatePhoto.objects.create(
            update=make_update(pictured, caption),
            caption=caption,
            width=400,
            height=300,
            size=1,
            content_type="image/webp",
        )
    make_update(drawn, "池の底")
    seeds, seedlings = UpdatePhoto.objects.order_by("pk")

    def pictures() -> list[str]:
        _, _, news = page(AnonymousUser(), "home").partition('id="new"')
        return re.findall(r'<img src="([^"]*)" alt="[^"]*"', news)

    assert pictures() == [quilt_url(7, drawn.pk), seedlings.url]
    seedlings.hidden_at, seedlings.hidden_because = timezone.now(), "顔が写っています。"
    seedlings.save()
    assert pictures() == [quilt_url(7, drawn.pk), seeds.url]


def test_home_tells_what_came_of_a_report_in_one_sentence() -> None:
    evaluation = make_evaluation(make_project("道の花だん", status="evaluated"), status="published")
    evaluation.reflection.overall = "通りを歩く人が増えた。来年は範囲を広げる。"
    evaluation.reflection.save()

    content = page(AnonymousUser(), "home")

    assert "通りを歩く人が増えた。</p>" in content
    assert "来年は範囲を広げる" not in content


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("花が咲いた。実もなった。", "花が咲いた。"),
        ("花が咲いた\n実もなった。", "花が咲いた"),
        ("  花が咲いた  ", "花が咲いた"),
        ("", ""),
        ("花" * 100, "花" * 100),
        ("花" * 101, "花" * 99 + "…"),
        ("花" * 99 + "。つづき", "花" * 99 + "。"),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize("number", [0, 1, 3])
def test_figures_count_what_is_public(number: int) -> None:
    make_hidden_things()
    before = [figure.number for figure in figures(AnonymousUser())]
    year = make_project().fiscal_year
    for _ in range(number):
        make_project()
        make_project(fiscal_year=year - 2, fiscal_year_end=year + 1)
        make_project(fiscal_year=year - 2, fiscal_year_end=year - 1)
        make_project(fiscal_year=year + 1, fiscal_year_end=year + 1)
        make_project(status="cancelled")
        make_group()
        make_evaluation(
            make_project(fiscal_year=year - 1, fiscal_year_end=year - 1), status="published"
        )

    after = [figure.number for figure in figures(AnonymousUser())]

    grown = [now - then for now, then in zip(after, before, strict=True)]
    assert grown == [1 + 3 * number, number, number]


def test_figures_are_zero_where_there_is_nothing() -> None:
    assert [figure.number for figure in figures(AnonymousUser())] == [0, 0, 0]


def guide_part(key: str) -> str:
    response = Client().get(reverse("guide_part", args=[key]))
    assert response.status_code == 200
    return response.content.decode()


def test_guide_shows_every_pattern_and_enabled_form_with_its_projects() -> None:
    content = guide_part("forms")

    wanted = [f"/projects/?pattern={pattern.code}" for pattern in city().patterns]
    wanted += [f"/projects/?form={number}" for number in city().enabled_forms]
    wanted += [pattern.explanation for pattern in city().patterns]
    wanted += [form.citizens for form in city().forms_on]
    assert [text for text in wanted if text not in content] == []
    assert "/projects/?form=10" not in content


def test_guide_leads_to_the_guideline_of_the_city() -> None:
    assert f'href="{city().guideline.source_url}"' in page(AnonymousUser(), "guide")


def test_guide_leads_on_to_its_pages_from_every_anchor_it_ever_had() -> None:
    """Whoever comes by an old address, to a part that stands elsewhere now, arrives where it leads on."""
    first = page(AnonymousUser(), "guide")
    pages = [each for each in pages_of(city()) if each.key]
    told = {}
    for each in pages:
        _, _, door = first.partition(f'data-leads-to="{each.url}"')
        told[each.url] = re.findall(r'<span id="([^"]+)">', door.partition("</li>")[0])

    assert [each.key for each in pages] == ["values", "tasks", "forms", "way", "people"]
    for url, anchors in told.items():
        there = Client().get(url).content.decode()
        assert len(anchors) >= 2
        assert [anchor for anchor in anchors if there.count(f'id="{anchor}"') != 1] == []
    parts = [part.url.partition("#")[2] for part in parts_of_guide()]
    assert [anchor for anchor in parts if anchor and first.count(f'id="{anchor}"') != 1] == []


@pytest.mark.parametrize("key", ["nothing", "which"])
def test_page_that_the_guide_does_not_have_is_not_there(client: Client, key: str) -> None:
    assert client.get(f"/guide/{key}/").status_code == 404


QUERIES = {
    ("anonymous", "home"): 9,
    ("manager", "home"): 14,
    ("coordinator", "home"): 12,
    ("anonymous", "guide"): 0,
    ("manager", "guide"): 2,
}


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_much_there_is(number: int) -> None:
    cast = make_cast()
    fill_city(number, cast=cast)
    asked = {}
    for kind, name in QUERIES:
        client = cast.browser(kind)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        asked[kind, name] = len(queries)

    assert asked == QUERIES


def test_figures_are_the_same_for_the_coordinator() -> None:
    cast = make_cast()
    fill_city(1, cast=cast)
    make_hidden_things()

    told = [figure.number for figure in figures(make_coordinator())]

    assert told == [figure.number for figure in figures(AnonymousUser())]
