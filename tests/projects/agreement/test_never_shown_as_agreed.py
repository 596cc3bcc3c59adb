"""Whatever is edited after signing, page and document never show as agreed what not all have signed."""

import itertools
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from projects.agreement.printing import agreement_page
from projects.agreement.terms import standing_of
from projects.models import Agreement, Amendment, Partner, Project
from tests.factories import make_group, make_user
from tests.people import Cast, make_cast
from tests.projects.amending.acts import answer, move, project_of
from tests.projects.factories import plan_data

pytestmark = pytest.mark.django_db

PARTIES = 3
WHO = ("manager", "staff", "second")
FIELDS = ("purpose", "clause_insurance", "clause_talks", "goal")

_words = itertools.count(100)
TOKEN = re.compile(r"言葉[0-9]{3,}番")

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(WHO), st.sampled_from(FIELDS)),
        st.tuples(st.just("past the rules"), st.just(""), st.sampled_from(FIELDS)),
        st.tuples(
            st.sampled_from(["answer", "decline", "withdraw", "sign"]),
            st.sampled_from(WHO),
            st.just(""),
        ),
    ),
    max_size=7,
)


class City:
    """Two groups and a department, with somebody who speaks for each."""

    def __init__(self, cast: Cast) -> None:
        speaker = make_user("第二の会の代表")
        group = make_group(managers=(speaker,))
        self.cast, self.group = cast, group
        self.browsers = {kind: cast.browser(kind) for kind in ("manager", "staff")}
        self.browsers["second"] = Client()
        self.browsers["second"].force_login(speaker)

    def signed(self) -> Project:
        project = project_of(self.cast, status="planning", purpose=said())
        Partner.objects.create(project=project, group=self.group, order=2)
        for who in WHO:
            self.sign(project, who)
        assert standing_of(Project.objects.get(pk=project.pk)).in_force
        return project

    def sign(self, project: Project, who: str) -> Any:
        digest = standing_of(Project.objects.get(pk=project.pk)).digest
        data = {"digest": digest, "agrees": "on"}
        return self.browsers[who].post(reverse("projects:sign", args=[project.pk]), data)

    def act(self, project: Project, act: tuple[str, str, str]) -> None:
        name, who, field = act
        stored = Project.objects.get(pk=project.pk)
        if name == "past the rules":
            write_past_the_rules(stored, field)
        elif name == "edit":
            self.edit(stored, who, field)
        elif name == "sign":
            self.sign(stored, who)
        elif amendment := Amendment.objects.running_for(stored):
            if name == "answer":
                answer(amendment, self.browsers[who])
            else:
                move(amendment, self.browsers[who], name, note="そうしたいため。")

    def edit(self, project: Project, who: str, field: str) -> None:
        typed: dict[str, Any] = {
            "budget_total": project.budget_total,
            "budget_city": project.budget_city,
            **{f"clause_{topic}": text for topic, text in project.clauses.items()},
            "understood": "1",
            "change_reason": "変えたいため。",
        }
        data = plan_data(project, **typed)
        data["goals-0-how_much" if field == "goal" else field] = said()
        self.browsers[who].post(reverse("projects:edit", args=[project.pk]), data)


def said() -> str:
    return f"言葉{next(_words)}番"


def write_past_the_rules(project: Project, field: str) -> None:
    """As a script or a migration might."""
    if field == "goal":
        project.goals.update(how_much=said())
    elif field == "purpose":
        Project.objects.filter(pk=project.pk).update(purpose=said())
    else:
        clauses = {**project.clauses, field.removeprefix("clause_"): said()}
        Project.objects.filter(pk=project.pk).update(clauses=clauses)


def signed_by_all(project: Project) -> set[str]:
    """What all have signed, at any time: read from the rows, without asking the rules."""
    versions = Agreement.objects.filter(project=project).prefetch_related("signatures")
    return {
        word
        for row in versions
        if len({signature.party_name for signature in row.signatures.all()}) == PARTIES
        for word in TOKEN.findall(str(row.terms))
    }


def shown_as_agreed(project: Project) -> set[str]:
    """What a visitor is told has been agreed: by the page of the agreement, and by the document."""
    shown: set[str] = set()
    page = Client().get(reverse("projects:agreement", args=[project.pk])).content.decode()
    terms, earlier = page.partition('id="terms"')[2], page.partition('id="earlier"')[2]
    if "協定が結ばれています" in page or "協定のまま進めます" in page:
        shown |= set(TOKEN.findall(terms.partition('id="signatures"')[0]))
    shown |= set(TOKEN.findall(earlier))
    fresh = Project.objects.get(pk=project.pk)
    document = agreement_page(fresh, standing_of(fresh))
    if "これは案で、協定ではありません" not in document:
        shown |= set(TOKEN.findall(document))
    return shown


@pytest.fixture(scope="module")
def city(for_the_file: None) -> City:
    return City(make_cast())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
@example([("edit", "manager", "purpose"), ("answer", "staff", ""), ("answer", "second", "")])
@example([("past the rules", "", "clause_talks"), ("sign", "manager", ""), ("sign", "staff", "")])
def test_nothing_is_shown_as_agreed_that_not_all_have_signed(
    city: City, acts: list[tuple[str, str, str]]
) -> None:
    project = city.signed()
    for act in acts:
        city.act(project, act)
        shown, signed = shown_as_agreed(project), signed_by_all(project)
        assert (act, sorted(shown - signed)) == (act, [])


def test_of_three_parties_one_declines_and_nothing_changes(city: City) -> None:
    project = city.signed()
    before = (shown_as_agreed(project), Project.objects.values().get(pk=project.pk))
    steps = [("edit", "manager", "purpose"), ("answer", "staff", ""), ("decline", "second", "")]
    for step in steps:
        city.act(project, step)
    amendment = Amendment.objects.get(project=project)
    after = (shown_as_agreed(project), Project.objects.values().get(pk=project.pk))

    assert amendment.status == "declined"
    assert [row.signed_at is not None for row in amendment.asked.all()] == [True, False, True]
    assert before == after
    assert project.agreements.count() == 1


def test_of_three_parties_all_sign_and_everything_changes(city: City) -> None:
    project = city.signed()
    before = shown_as_agreed(project)
    city.act(project, ("edit", "manager", "purpose"))
    city.act(project, ("answer", "staff", ""))
    between = shown_as_agreed(project)
    city.act(project, ("answer", "second", ""))
    after = shown_as_agreed(project)

    assert (between, len(after - before), before <= after) == (before, 1, True)
