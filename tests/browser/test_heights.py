"""How long pages are on a phone with a lot on them: nobody scrolls through a register to find when and where.

A limit that is passed is no mistake of the browser: what was added is folded, shortened, or has its own page.
"""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from evaluations.models import Answer, Evaluation
from kyodo_portal.cities import city
from kyodo_portal.site.guide_pages import pages_of
from kyodo_portal.words.languages import LANGUAGES
from projects.models import Project
from proposals.models import Proposal
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project
from tests.people import make_cast
from tests.projects.events import DAY, make_event
from tests.projects.factories import add_rows
from tests.projects.helping import make_help, make_question
from tests.proposals.answering import released

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 375, "height": 812}

HOME, PROJECT, REPORT, GUIDE = 3_600, 4_500, 6_000, 5_000
"""CSS pixels from the head of a page to its foot, in whatever language."""

LONG = (
    "花だんごとに当番を決めて週に一度世話をし、苗と土は市が用意します。季節ごとに一緒に見回ります。"
)


def make_much() -> Project:
    """A project under way of which everything there can be has been written."""
    cast = make_cast()
    texts = ("background", "content", "why_together", "expected_effect", "purpose")
    project = make_project(
        "まちかど花だん里親",
        status="active",
        groups=(cast.group,),
        departments=(cast.department,),
        how_to_join="土曜の朝9時に、時計の下へ来てください。",
        summary_easy="｜花《はな》を｜一緒《いっしょ》に｜育《そだ》てます。",
        summary_en="Neighbours look after the flower beds together with the city. " * 2,
        **dict.fromkeys(texts, LONG),
    )
    add_rows(project, 2, cast["manager"])
    project.fields.create(number=7)
    for number in (2, 9):
        begins = timezone.now() + number * DAY
        make_event(project=project, starts_at=begins, ends_at=begins + DAY / 24)
    for kind in ("people", "things"):
        make_help(project, kind=kind, number=3, place="駅前広場の時計の下")
    for _ in range(3):
        make_question(project, text=LONG, answer=LONG, status="openly", may_be_public=True)
    return project


def rate(evaluation: Evaluation) -> None:
    """The two sides differ on every third item, and both say why they rated so."""
    Answer.objects.filter(assessment__evaluation=evaluation).update(comment=LONG)
    city_side = Answer.objects.filter(assessment__evaluation=evaluation, assessment__side="city")
    for answer in city_side.order_by("pk")[::3]:
        answer.rating -= 1
        answer.save()


def test_pages_are_no_longer_on_a_phone_than_they_may_be(page: Page, live_server: Any) -> None:
    project = make_much()
    evaluation = make_evaluation(project, status="published")
    rate(evaluation)
    limits = {
        project.get_absolute_url(): PROJECT,
        evaluation.get_absolute_url(): REPORT,
        "/": HOME,
        **{part.url: GUIDE for part in pages_of(city())},
    }
    limits = {
        f"/{language.prefix}{path[1:]}": limit
        for language in LANGUAGES
        for path, limit in limits.items()
    }
    page.set_viewport_size(PHONE)
    found = {}
    for path in limits:
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        found[path] = page.evaluate("document.documentElement.scrollHeight")

    assert {path: found[path] for path in limits if found[path] > limits[path]} == {}
    assert min(found.values()) > PHONE["height"]  # each of them has something to say


def test_anchors_of_the_old_guide_lead_to_their_page(page: Page, live_server: Any) -> None:
    for anchor, where in (("form-4", "forms"), ("way-5", "way"), ("measures", "tasks")):
        page.goto(f"{live_server.url}/guide/#{anchor}")
        page.wait_for_url(f"**/guide/{where}/#{anchor}")

        assert page.locator(f"#{anchor}").is_visible()


def test_report_that_is_folded_away_is_opened_by_its_address(page: Page, live_server: Any) -> None:
    project = make_much()
    oldest = project.updates.last()
    assert oldest is not None

    page.goto(live_server.url + project.get_absolute_url())
    folded = page.locator(f"#update-{oldest.pk}")
    assert not folded.is_visible()
    page.goto(live_server.url + oldest.get_absolute_url())

    assert folded.is_visible()


def test_reasons_of_a_call_and_sections_of_a_proposal_lie_folded_on_a_phone(
    page: Page, live_server: Any
) -> None:
    proposal = released(make_cast(), reserves=5)
    Proposal.objects.update(**dict.fromkeys(("background", "content", "why_together"), LONG * 5))
    limits = {proposal.call.get_absolute_url(): 5_000, proposal.get_absolute_url(): 4_000}
    page.set_viewport_size(PHONE)
    found = {}
    for path in limits:
        page.goto(live_server.url + path)
        found[path] = page.evaluate("document.documentElement.scrollHeight")

    assert {path: found[path] for path in limits if found[path] > limits[path]} == {}
