"""axe on every kind of page in its states: no violation of WCAG 2.2 level A or AA that it can find.

Each page is judged wide and light, on a phone in both colours, and at 320 px with text at 200 %. Dark is
the phone's page once more in other colours: there the rules of colour are asked.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation

from tests.browser.page_kind import PageKind
from tests.browser.page_kinds import KINDS
from tests.trust.requests import address
from tests.trust.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

#: Width, colour scheme and size of text of each look, and what is asked of it.
LOOKS = {
    "1280": (1280, "light", 100, RULES),
    "375": (375, "light", 100, RULES),
    "375 dark": (375, "dark", 100, OF_COLOUR),
    "320 200%": (320, "light", 200, RULES),
}

JUDGE = """async ([rules, size]) => {
  document.documentElement.style.fontSize = `${size}%`;
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false});
  const wide = document.documentElement.scrollWidth > window.innerWidth + 1;
  document.documentElement.style.fontSize = "";
  return [
    ...found.violations.flatMap(({id, nodes}) =>
      nodes.map(({target, any}) => `${id}: ${target.join(" ")} ${any.map((a) => a.message).join(" ")}`)),
    ...(wide ? ["scrolls sideways"] : []),
  ];
}"""


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, settings: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world(tmp_path)


def look_at(world: World, page: Any, base: str, kind: PageKind) -> dict[str, list[str]]:
    """What axe finds on one page, by look."""
    page.context.clear_cookies()
    if kind.who != "anonymous":
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": world.sessions[kind.who]}
        page.context.add_cookies([{**cookie, "url": base}])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 900})
    with translation.override(kind.language):
        path = address(world, kind)
    answer = page.goto(base + path)
    assert answer.status == kind.answers, kind
    if kind.act:
        kind.act(page)
    found = dict(_judged(page))
    page.evaluate(
        "localStorage.clear()"
    )  # what this page brought back is not to come back elsewhere
    return found


def _judged(page: Any) -> Iterator[tuple[str, list[str]]]:
    for look, (width, scheme, size, rules) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if found := page.evaluate(JUDGE, [rules, size]):
            yield look, found


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(KINDS[0::2], marks=pytest.mark.shared(on="sqlite"), id="one half"),
        pytest.param(KINDS[1::2], marks=pytest.mark.shared(on="postgres"), id="the other"),
    ],
)
def test_axe_finds_nothing(
    world: World, page: Any, live_server: Any, kinds: tuple[PageKind, ...]
) -> None:
    page.add_init_script(AXE)
    found = {str(kind): look_at(world, page, live_server.url, kind) for kind in kinds}

    assert {kind: looks for kind, looks in found.items() if looks} == {}
