"""A word of sixty letters widens no page: everything is read on a phone without scrolling sideways."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project
from tests.proposals.factories import make_call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

WORD = "Machizukurikyodosuishinchiikikatsudokasukoyakanagurashishien"
WIDEST = """() => [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .filter((each) => !each.closest('.table-scroll, .visually-hidden, svg'))
    .map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 30)}`)
    .slice(0, 3)"""


def test_long_word_widens_no_page(transactional_db: None, page: Page, live_server: Any) -> None:
    group = make_group(WORD, purpose=f"{WORD}を守る")
    project = make_project(
        WORD,
        status="evaluated",
        groups=(group,),
        departments=(make_department(WORD),),
        summary=WORD,
        place=WORD,
    )
    call = make_call(WORD, summary=WORD)
    evaluation = make_evaluation(project, status="published")
    paths = [
        *("/", "/statistics/", "/projects/", "/projects/?view=table", "/projects/matrix/"),
        *("/projects/timeline/", "/groups/", "/calls/", "/evaluations/", f"/search/?q={WORD}"),
        *(f"/projects/?department={WORD}&q={WORD}", "/opendata/"),
        *(each.get_absolute_url() for each in (group, project, call, evaluation)),
    ]
    page.set_viewport_size({"width": 375, "height": 800})

    widened = {}
    for path in paths:
        page.goto(f"{live_server.url}{path}")
        if page.evaluate("() => document.documentElement.scrollWidth") > 375:
            widened[path] = page.evaluate(WIDEST)

    assert len(WORD) == 60
    assert widened == {}
