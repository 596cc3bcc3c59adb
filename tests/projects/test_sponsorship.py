"""後援 on one page: a group applies in time, which is its signature; the department's signature approves."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from projects.actions.agreement import sign_agreement
from projects.actions.sponsorship import apply_for_sponsorship
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.models import Project, ProjectStep
from tests.factories import today
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/sponsorship/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def sent(cast: Cast, page: Any, **more: Any) -> dict[str, Any]:
    day = today() + dt.timedelta(days=40)
    given = {
        "submission_key": page.context["form"]["submission_key"].value(),
        "group": cast.group.pk,
        "department": cast.department.pk,
        "title": "こども科学ひろば",
        "summary": "手を動かして科学に親しみます。",
        "purpose": "子どもが科学を好きになる。",
        "goal_what": "来る人の数",
        "goal_how_much": "100人",
        "place": "市民会館",
        "starts_on": day.isoformat(),
        "ends_on": day.isoformat(),
        "content": "ちらし500枚に載せ、来月から配ります。",
        "pledge": "on",
    }
    return {**given, **more}


def test_application_is_signed_and_the_department_approves(cast: Cast) -> None:
    manager = cast.browser("manager")
    posted = sent(cast, manager.get(ADDRESS))
    for _ in range(2):  # pressed twice
        manager.post(ADDRESS, posted)

    project = Project.objects.get()
    assert (project.main_form, project.status, project.is_published) == (2, "planning", False)
    standing = standing_of(project)
    assert [signature.party_label for signature in standing.signatures] == [cast.group.name]
    assert ProjectStep.objects.get(project=project, key="sponsorship_application").status == "done"

    sign_agreement(project=project, by=cast["staff"], digest=standing.digest)

    approved = Project.objects.get()
    assert approved.status == "agreed"
    assert ProjectStep.objects.get(project=project, key="agree").status == "done"


def test_what_is_not_approved_stays_unseen_with_its_reason(cast: Cast) -> None:
    manager = cast.browser("manager")
    manager.post(ADDRESS, sent(cast, manager.get(ADDRESS)))
    project = Project.objects.get()

    PROJECT_FLOW.make(
        "cancel", project, by=cast["staff"], note="参加費の使いみちが示されていないため"
    )

    address = project.get_absolute_url()
    assert "参加費の使いみち" in manager.get(address).text
    assert cast.browser("anonymous").get(address).status_code == 404


def test_who_applies_again_copies_the_one_before(cast: Cast) -> None:
    manager = cast.browser("manager")
    manager.post(ADDRESS, sent(cast, manager.get(ADDRESS)))
    before = Project.objects.get()

    form = manager.get(f"{ADDRESS}?like={before.pk}").context["form"]

    copied = {name: form[name].value() for name in ("title", "goal_how_much", "department")}
    assert copied == {
        "title": "こども科学ひろば",
        "goal_how_much": "100人",
        "department": cast.department.pk,
    }
    assert form["starts_on"].value() is None


#: What is wrong, and beside which field it is said.
WRONG = {
    "too late": ({"starts_on": (today() + dt.timedelta(days=29)).isoformat()}, "starts_on"),
    "the end before the beginning": ({"ends_on": "2001-01-01"}, "ends_on"),
    "no pledge": ({"pledge": ""}, "pledge"),
    "no number": ({"goal_how_much": ""}, "goal_how_much"),
    "somebody else's group": ({"group": 0}, "group"),
    "no such department": ({"department": 0}, "department"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(cast: Cast, case: str) -> None:
    more, field = WRONG[case]
    manager = cast.browser("manager")

    answer = manager.post(ADDRESS, sent(cast, manager.get(ADDRESS), **more))

    assert list(answer.context["form"].errors) == [field]
    assert "ちらし500枚" in answer.text
    assert Project.objects.count() == 0


def test_last_day_to_apply_is_in_time(cast: Cast) -> None:
    manager = cast.browser("manager")
    day = (today() + dt.timedelta(days=30)).isoformat()

    manager.post(ADDRESS, sent(cast, manager.get(ADDRESS), starts_on=day, ends_on=day))

    assert Project.objects.count() == 1


def test_late_application_is_refused_wherever_it_comes_from(cast: Cast) -> None:
    project = Project(title="あすの催し", fiscal_year=2026, fiscal_year_end=2026, starts_on=today())

    with pytest.raises(PermissionDenied, match="日前まで"):
        apply_for_sponsorship(
            project=project,
            group=cast.group,
            department=cast.department,
            what="来る人の数",
            how_much="100人",
            by=cast["manager"],
            key=uuid4(),
        )

    assert Project.objects.count() == 0
