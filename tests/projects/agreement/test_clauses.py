"""Clauses: begun from the city's templates, adjusted by both sides, signed with the rest."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.cities import load_city
from kyodo_portal.cities.rows import CLAUSE_TOPICS
from projects.agreement.clauses import templates_for
from projects.agreement.terms import digest_of, standing_of, terms_of
from projects.models import Agreement, Amendment, Project, Scheme, Topic
from tests.cities.test_cities import SMALLEST
from tests.cities.test_mistakes import told
from tests.people import Cast, make_cast
from tests.projects.amending.acts import answer, project_of, proposed
from tests.projects.factories import changed_terms, plan_data
from tests.words.test_differences import signs

pytestmark = pytest.mark.django_db

INSURED = "団体は、保険に入る。"


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def edit(client: Client, project: Project, **typed: Any) -> Any:
    return client.post(reverse("projects:edit", args=[project.pk]), plan_data(project, **typed))


def signed_before(project: Project) -> Agreement:
    """As versions of the second scheme were kept: without clauses and without an amount decided."""
    agreement = project.agreements.get()
    terms = deepcopy(agreement.terms)
    del terms["clauses"], terms["money"]["decided"]
    agreement.terms, agreement.scheme = terms, Scheme.WHOLE
    agreement.digest = digest_of(terms, Scheme.WHOLE)
    agreement.save()
    return agreement


def test_version_of_the_second_scheme_holds_until_a_clause_is_written(cast: Cast) -> None:
    project = project_of(cast)
    signed_before(project)
    held = standing_of(Project.objects.get(pk=project.pk))
    Project.objects.filter(pk=project.pk).update(clauses={"insurance": INSURED})
    clause = standing_of(Project.objects.get(pk=project.pk))
    Project.objects.filter(pk=project.pk).update(clauses={}, budget_decided=60_000)
    decided = standing_of(Project.objects.get(pk=project.pk))

    assert [one.in_force for one in (held, clause, decided)] == [True, False, False]
    assert (held.scheme, clause.scheme) == (Scheme.WHOLE, Scheme.CLAUSES)


def test_amendment_that_was_talked_about_before_is_agreed_as_it_was_begun(cast: Cast) -> None:
    project = project_of(cast)
    signed_before(project)
    amendment = proposed(project, cast["manager"])
    terms = deepcopy(amendment.terms)
    del terms["clauses"], terms["money"]["decided"]
    Amendment.objects.update(terms=terms, digest=digest_of(terms, Scheme.WHOLE))
    amendment.refresh_from_db()

    assert answer(amendment, cast.browser("staff")).status_code == 302
    assert standing_of(Project.objects.get(pk=project.pk)).in_force


@pytest.mark.once
def test_digest_of_each_scheme_is_spelled_as_ever() -> None:
    """These were signed: a change of the spelling would ask everybody again."""
    terms = {
        "purpose": "花の道にする。",
        "goals": [{"row": 1, "what": "花だん", "how_much": "10か所", "by_when": "2027-03-31"}],
        "roles": [{"stage": "work", "item": "植え付け", "bearer": "group"}],
        "period": {"starts_on": "2026-04-01", "ends_on": None},
        "money": {"total": 100_000, "city": 60_000, "cap": None},
        "costs": [{"category": "苗", "payer": "city", "amount": 60_000, "note": ""}],
        "conditions": "",
        "parties": {
            "groups": [{"id": 5, "name": "花の会"}],
            "departments": [{"id": None, "name": "公園課"}],
        },
    }
    with_clauses = terms | {
        "clauses": [{"topic": "insurance", "text": INSURED}],
        "money": {"total": 100_000, "city": 60_000, "cap": None, "decided": 60_000},
    }
    assert {scheme.value: digest_of(with_clauses, scheme)[:16] for scheme in Scheme} == {
        1: "2d3062b2a92b1376",
        2: "032ce05581786929",
        3: "e2a8cd94400d12cb",
    }
    assert digest_of(terms) == digest_of(with_clauses, Scheme.WHOLE)


def test_templates_fill_what_is_blank_and_save_nothing(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    client = cast.browser("manager")
    typed = {"clause_insurance": INSURED, "summary": "書きかけ"}

    page = edit(client, project, add_rows="clauses", **typed).content.decode()
    sent = {name: field(page, name) for name in ("clause_insurance", "clause_talks")}

    assert sent == {"clause_insurance": INSURED, "clause_talks": templates_for(1)["talks"]}
    assert "書きかけ" in page
    assert Project.objects.get(pk=project.pk).clauses == {}


def field(page: str, name: str) -> str:
    found = re.search(rf'<textarea name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return found[1].strip().replace("\r\n", "\n") if found else ""


def test_clauses_are_written_with_the_plan_and_read_in_the_order_of_an_agreement(
    cast: Cast,
) -> None:
    project = project_of(cast, status="planning")
    edit(
        cast.browser("manager"),
        project,
        clause_talks="話し合って決める。",
        clause_insurance=INSURED,
        clause_other="  ",
    )

    stored = Project.objects.get(pk=project.pk)
    page = Client().get(reverse("projects:agreement", args=[project.pk])).content.decode()

    assert stored.clauses == {"insurance": INSURED, "talks": "話し合って決める。"}
    assert [row["topic"] for row in terms_of(stored)["clauses"]] == ["insurance", "talks"]
    assert page.index(INSURED) < page.index("話し合って決める。")


def test_clause_of_a_signed_plan_changes_by_an_amendment_shown_word_by_word(cast: Cast) -> None:
    project = project_of(cast, clauses={"insurance": INSURED})
    typed: dict[str, Any] = {
        "budget_total": "100000",
        "budget_city": "60000",
        "clause_insurance": "団体は、賠償の保険に入る。",
        "change_reason": "市の決まりによる。",
    }
    asked = edit(cast.browser("manager"), project, **typed)
    sent = edit(cast.browser("manager"), project, understood="1", **typed)
    amendment = Amendment.objects.get()
    between = Project.objects.get(pk=project.pk)
    page = cast.browser("staff").get(reverse("projects:agreement", args=[project.pk]))
    (change,) = page.context["amendment_changes"]
    answer(amendment, cast.browser("staff"))

    assert 'href="#id_clause_insurance"' in asked.content.decode()
    assert sent.status_code == 302
    assert between.clauses == {"insurance": INSURED}
    assert (change.label, signs(change.marked)) == (
        "条項：保険と事故の連絡",
        "団体は、+賠償の+保険に入る。",
    )
    assert "<ins>" in page.content.decode()
    after = Project.objects.get(pk=project.pk)
    assert after.clauses == {"insurance": "団体は、賠償の保険に入る。"}
    assert standing_of(after).in_force


def test_amount_decided_is_signed_and_lands(cast: Cast) -> None:
    project = project_of(cast)
    money = {"total": 100_000, "city": 50_000, "cap": None, "decided": 55_000}
    amendment = proposed(project, cast["manager"], money=money)
    answer(amendment, cast.browser("staff"))

    after = Project.objects.get(pk=project.pk)
    assert (after.budget_city, after.budget_decided) == (50_000, 55_000)
    page = Client().get(reverse("projects:agreement", args=[project.pk])).content.decode()
    assert "市の決定額" in page
    assert "55,000円" in page


def test_clauses_that_go_are_a_change(cast: Cast) -> None:
    project = project_of(cast, status="planning", clauses={"insurance": INSURED}, signed=True)
    before = standing_of(project)
    terms = changed_terms(project, "10か所", clauses=[])
    assert (before.in_force, digest_of(terms) == before.digest) == (True, False)


@pytest.mark.once
@pytest.mark.parametrize("name", ["minami_alps", "saku", "suwa", "yoshikawa", "chapter3"])
def test_every_city_proposes_what_an_agreement_speaks_of(name: str) -> None:
    city = load_city(name)
    assert list(Topic.values) == list(CLAUSE_TOPICS)
    assert {row.topic for row in city.clauses} == set(CLAUSE_TOPICS) - {"other"}
    assert templates_for(7)["liability"] != templates_for(1)["liability"]


@pytest.mark.once
def test_what_is_wrong_with_a_template_is_told_where_it_stands() -> None:
    mistakes = told(
        SMALLEST
        + """
[[clauses]]
key = "own"
topic = "weather"
text = "雨の日は休む。"
forms = [99]

[[clauses]]
key = "again"
topic = "talks"
text = ""
"""
    )
    places = [line.split(":")[2].strip() for line in mistakes]
    assert places == ["clauses[1].topic", "clauses[1].forms", "clauses[2].text"]
    assert len(told(SMALLEST + OWN_TALKS)) == 0
    assert [line.split(":")[2].strip() for line in told(SMALLEST + OWN_TALKS * 2)] == [
        *("clauses[2].key", "clauses[2].topic")
    ]


OWN_TALKS = """
[[clauses]]
key = "own_talks"
topic = "talks"
text = "月に一度話し合う。"
"""
