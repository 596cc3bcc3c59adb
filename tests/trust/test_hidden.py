"""What is hidden stays hidden: on the way through the pages, in lists, counts, searches, by inference."""

import re
from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from evaluations.models import Answer, Assessment
from proposals.models import DraftDecision, Review, Score
from tests.people import KINDS
from tests.trust.addresses import ADDRESSES
from tests.trust.canaries import leaks, made, may_see
from tests.trust.reading import links_in, settled, text_of
from tests.trust.requests import address
from tests.trust.world import World

#: Variants of one page by its query that are followed; the rest differ in the same ways.
VARIANTS = 2
MOST_PAGES = 130


@pytest.mark.shared
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hidden_is_met_on_the_way(world: World, kind: str) -> None:
    """Follow every link from the first page, and come upon nothing that is not for this person; and
    upon no broken page."""
    browser, way = world.browser(kind), deque(["/", "/my/", "/admin/"])
    asked, paths, wrong = set(way), Counter[str](), {}
    while way and len(asked) < MOST_PAGES:
        link = way.popleft()
        answer = browser.get(link)
        found = leaks(text_of(answer), kind)
        if found or answer.status_code >= 500:
            wrong[link] = found or answer.status_code
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for further in [*links_in(answer, link), answer.headers.get("Location", "")]:
            path = urlsplit(further).path
            if not path or further in asked or paths[path] >= VARIANTS or "logout" in path:
                continue
            paths[path] += 1
            asked.add(further)
            way.append(further)

    assert wrong == {}
    assert len(asked) > 30


LISTS = {
    "groups:list": "/groups/",
    "projects:list": "/projects/",
    "calls:list": "/calls/",
    "evaluations:list": "/evaluations/",
}


@pytest.mark.shared
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LISTS)
def test_count_of_a_list_is_what_it_shows(world: World, kind: str, name: str) -> None:
    path = reverse(name)
    shown: set[str] = set()
    pages, number = 1, 1
    while number <= pages:
        answer = world.browser(kind).get(path, {"page": number})
        page = answer.context["page_obj"]
        pages, number = page.paginator.num_pages, number + 1
        main = text_of(answer).partition("<main")[2]
        shown |= set(re.findall(rf'href="({path}\d+/)"', main))

    assert answer.context["count"] == len(shown)


SEARCHED = [
    ("groups:list", "group_applied.name"),
    ("groups:list", "group_returned.purpose"),
    ("groups:list", "group_deleted.name"),
    ("groups:list", "group_registered.contact_name"),
    ("projects:list", "project_unpublished.title"),
    ("projects:list", "project_unpublished.purpose"),
    ("calls:list", "call_draft.title"),
    ("calls:list", "call_draft.theme"),
]


@pytest.mark.parametrize(("name", "canary"), SEARCHED)
def test_search_does_not_tell_what_is_hidden(world: World, name: str, canary: str) -> None:
    assert canary in made()
    found = {}
    for kind in KINDS:
        answer = world.browser(kind).get(reverse(name), {"q": canary})
        found[kind] = answer.context["count"]

    searchable = "contact" not in canary
    assert found == {k: int(searchable and k in may_see(canary)) for k in KINDS}


SEAL = ("evaluation_open", "evaluation_half")
WATCHERS = ("anonymous", "manager", "staff", "coordinator", "committee", "superuser")
SEAL_PAGES = ("evaluations:detail", "evaluations:sheet", "evaluations:reflection")


@pytest.mark.shared
@pytest.mark.parametrize("side", ["group", "city"])
@pytest.mark.parametrize("thing", SEAL)
def test_sealed_sheet_changes_no_page_of_another(world: World, thing: str, side: str) -> None:
    """Whatever one side writes, every page of everybody else stays the same to the byte."""
    own = {"group": ("member", "manager"), "city": ("staff",)}[side]
    others = [kind for kind in WATCHERS if kind not in own]
    evaluation = world[thing]
    paths = [reverse(name, args=[evaluation.pk]) for name in SEAL_PAGES]
    paths += [evaluation.project.get_absolute_url(), reverse("my")]

    def pages() -> dict[tuple[str, str], str]:
        return {(k, p): settled(world.browser(k).get(p)) for k in others for p in paths}

    before = pages()
    sheet = Assessment.objects.filter(evaluation=evaluation, side=side)
    sheet.update(went_well="まったくちがう言葉", to_improve="")
    Answer.objects.filter(assessment__in=sheet).update(rating=1, comment="ちがう")

    assert [at for at, page in pages().items() if page != before[at]] == []


def test_scores_of_a_colleague_change_no_page_of_a_reviewer(world: World) -> None:
    paths = [
        reverse("admin:index"),
        reverse("admin:proposals_review_changelist"),
        reverse("admin:proposals_review_change", args=[world["review_mine"].pk]),
        world["proposal_under_review"].get_absolute_url(),
        world["call_reviewing"].get_absolute_url(),
    ]
    browser = world.browser("reviewer")
    before = [settled(browser.get(path)) for path in paths]
    colleague = world["review_colleague"]
    Review.objects.filter(pk=colleague.pk).update(comment="ちがう意見")
    Score.objects.filter(review=colleague).update(points=0, comment="ちがう")

    assert [settled(browser.get(path)) for path in paths] == before


def test_draft_of_a_decision_changes_no_page_of_anybody_but_the_desk(world: World) -> None:
    """Whatever the city means to decide, and whether it means anything yet."""
    proposal, call = world["proposal_under_review"], world["call_reviewing"]
    paths = [
        *(proposal.get_absolute_url(), call.get_absolute_url(), reverse("my")),
        *(
            "/search/?q=花",
            "/calls/",
            "/opendata/",
            "/admin/",
            f"/admin/proposals/call/{call.pk}/ranking/",
        ),
        *(f"/admin/proposals/{part}/" for part in ("proposal", "call", "review")),
        *(f"/admin/proposals/{r._meta.model_name}/{r.pk}/change/" for r in (proposal, call)),
    ]

    def pages() -> dict[tuple[str, str], str]:
        others = [kind for kind in KINDS if kind != "coordinator"]
        return {(k, p): settled(world.browser(k).get(p)) for k in others for p in paths}

    draft = DraftDecision.objects.get(proposal=proposal)
    before = pages()
    DraftDecision.objects.filter(pk=draft.pk).update(outcome="declined", reason="ちがう理由")
    assert [at for at, page in pages().items() if page != before[at]] == []
    draft.delete()
    assert [at for at, page in pages().items() if page != before[at]] == []


def test_hidden_is_the_same_as_absent(world: World) -> None:
    """An address of a hidden thing answers as one that was never given out."""
    absent, told = "123456789", {}
    for row in ADDRESSES:
        kinds = [kind for kind, outcome in row.get.items() if outcome in ("hidden", "away")]
        if not row.of or row.of[0][0] == "=" or row.name.startswith("admin:") or not kinds:
            continue
        path = address(world, row)
        nowhere = re.sub(r"/\d+/", f"/{absent}/", path)
        for kind in kinds[:2]:
            browser = world.browser(kind)
            here, there = browser.get(path), browser.get(nowhere)
            same = settled(here).replace(path, "") == settled(there).replace(nowhere, "")
            if here.status_code != there.status_code or not same:
                told[str(row), kind] = (here.status_code, there.status_code)

    assert told == {}
