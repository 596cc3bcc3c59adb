"""The seal holds whoever the project's parties become: an evaluation knows its own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from evaluations.actions.opening import open_evaluation
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.flows.evaluations import parties
from evaluations.models import Assessment, Evaluation, EvaluationParty, Side
from evaluations.rules.sheets import can_view_assessment, can_write
from evaluations.rules.sides import side_of
from evaluations.waiting import waiting_for
from groups.models import Group
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.plan import save_plan
from projects.models import Partner, Project, ResponsibleDepartment
from tests.evaluations.factories import make_evaluation
from tests.evaluations.rules.test_sheets import BOTH, SEALED, make_sealed, words_seen
from tests.factories import (
    make_department,
    make_group,
    make_project,
    make_staff,
    make_user,
    today,
)
from tests.opened import send
from tests.people import KINDS, Cast, make_cast
from tests.projects.test_admin import change, plan_form

pytestmark = pytest.mark.django_db

HELD = "評価の記入が始まっているため、いまは相手団体と所管課を変えられません。"


class Intruders:
    """A group and a department that come to a project while its evaluation is being written."""

    def __init__(self) -> None:
        self.people = {
            "manager": make_user("あとから来た管理者"),
            "member": make_user("あとから来た構成員"),
        }
        self.group = make_group(
            "あとから来た会",
            managers=(self.people["manager"],),
            members=(self.people["member"],),
        )
        self.department = make_department("あとから来た課")
        self.people["staff"] = make_staff(self.department)


def by_row(project: Project, who: Intruders) -> None:
    """Past every rule, straight into the table."""
    Partner.objects.create(project=project, group=who.group)
    ResponsibleDepartment.objects.create(project=project, department=who.department)


def by_action(project: Project, who: Intruders, cast: Cast) -> None:
    def write(stored: Project) -> None:
        by_row(stored, who)

    with pytest.raises(MoveRefused, match=HELD):
        save_plan(project=project, by=cast["staff"], write=write)


def by_admin(kind: str) -> Callable[..., None]:
    """The form of the register, filled in by staff or a coordinator: a row more in each table."""

    def add(project: Project, who: Intruders, cast: Cast) -> None:
        for table, name, key in (
            ("partners", "group", who.group.pk),
            ("responsible_departments", "department", who.department.pk),
        ):
            typed = plan_form(project, **{f"{table}-TOTAL_FORMS": 2, f"{table}-1-{name}": key})
            answer = send(cast.browser(kind), change(project), typed)
            assert (answer.status_code, HELD in answer.content.decode()) == (200, True)

    return add


def by_swap(project: Project, who: Intruders, cast: Cast) -> None:
    """The row of the real group is made the other's."""
    typed = plan_form(project, **{"partners-0-group": who.group.pk})
    assert HELD in send(cast.browser("staff"), change(project), typed).content.decode()


def by_plan(project: Project, who: Intruders, cast: Cast) -> None:
    """Rows that the page of the plan does not have, sent to it all the same."""
    typed = plan_form(project, **{"partners-0-group": who.group.pk})
    cast.browser("staff").post(reverse("projects:edit", args=[project.pk]), typed)


REFUSED = (by_action, by_admin("staff"), by_admin("coordinator"), by_swap, by_plan)
"""Every way in which somebody is made a party through the portal."""


def test_who_comes_while_it_is_open_reads_and_writes_nothing() -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_sealed(cast, project=project, round="midterm")

    for way in REFUSED:
        way(project, who, cast)
        fresh = Project.objects.get()
        assert (fresh.partner_group_ids(), fresh.responsible_department_ids()) == (
            {cast.group.pk},
            {cast.department.pk},
        )
    by_row(project, who)

    found = {name: as_seen_by(person, evaluation) for name, person in who.people.items()}
    assert found == dict.fromkeys(who.people, NOTHING)
    seen = {kind: words_seen(cast[kind], evaluation) for kind in KINDS}
    assert seen == {kind: SEALED.get(kind, set()) for kind in KINDS}


NOTHING: tuple[Any, ...] = (404, set(), [], [], None, [False, False], [False, False], [])


def as_seen_by(person: Any, evaluation: Evaluation) -> tuple[Any, ...]:
    """All that the seal decides for a person: the page, the words, the queries, the rules, the task."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    person = type(person).objects.get(pk=person.pk)
    sheets = list(Assessment.objects.filter(evaluation=evaluation).order_by("-side"))
    return (
        client.get(evaluation.get_absolute_url()).status_code,
        words_seen(person, evaluation),
        list(Evaluation.objects.visible_to(person)),
        list(Assessment.objects.visible_to(person)),
        side_of(person, evaluation),
        [bool(can_view_assessment(person, sheet)) for sheet in sheets],
        [bool(can_write(person, sheet)) for sheet in sheets],
        [task.url for task in waiting_for(person) if "/evaluations/" in task.url],
    )


def test_who_comes_after_the_reveal_has_no_part_in_it_and_who_leaves_keeps_theirs() -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_sealed(cast, project=project, round="midterm")
    for side, kind in ((Side.GROUP, "manager"), (Side.CITY, "staff")):
        ASSESSMENT_FLOW.make("submit", evaluation.assessments.get(side=side), by=cast[kind])
    project.partners.update(group=who.group)
    project.responsible_departments.update(department=who.department)

    found = {name: as_seen_by(person, evaluation) for name, person in who.people.items()}

    assert found == dict.fromkeys(who.people, NOTHING)
    assert [words_seen(cast[kind], evaluation) for kind in ("manager", "staff")] == [BOTH, BOTH]
    assert {person.pk for person in parties(Evaluation.objects.get())} == {
        cast["manager"].pk,
        cast["staff"].pk,
    }


def test_letters_go_to_the_parties_as_they_stood() -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project, status="reflected", round="midterm")
    project.partners.update(group=who.group)

    EVALUATION_FLOW.make("publish", evaluation, by=cast["coordinator"])

    told = OutgoingMail.objects.filter(subject__contains="公表されました")
    assert set(told.values_list("to", flat=True)) == {cast["manager"].email, cast["staff"].email}


def test_who_joins_the_group_while_it_is_open_stands_on_its_side() -> None:
    cast, newcomer = make_cast(), make_user("あとから入った人")
    evaluation = make_sealed(cast)
    cast.group.memberships.create(user=newcomer, role="member")

    assert words_seen(newcomer, evaluation) == {"group"}


def test_opening_writes_down_who_takes_part() -> None:
    cast = make_cast()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    Partner.objects.create(project=project, name="公募市民", order=1)
    ResponsibleDepartment.objects.create(project=project, name="昔の課", order=1)

    open_it(project, cast)
    Group.objects.filter(pk=cast.group.pk).update(name="花と道と森の会")

    rows = EvaluationParty.objects.values_list("side", "group", "department", "name")
    assert list(rows.order_by("-side")) == [
        ("group", cast.group.pk, None, "花と道の会"),
        ("city", None, cast.department.pk, "道路公園課"),
    ]
    opened = AuditEntry.objects.get(action="evaluation.open")
    assert opened.data == {"parties": ["花と道の会", "道路公園課"]}


def open_it(project: Project, cast: Cast, round: str = "midterm") -> Evaluation:
    return open_evaluation(
        project=project,
        fiscal_year=project.fiscal_year,
        round=round,
        due_on=today(),
        by=cast["staff"],
    )


def test_report_names_those_who_wrote_it_whoever_the_partners_are_now(client: Client) -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(status="evaluated", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project, status="published")
    project.partners.update(group=who.group)
    project.responsible_departments.update(department=who.department)

    page = client.get(evaluation.get_absolute_url()).content.decode()

    names = ("花と道の会", "道路公園課", "あとから来た会", "あとから来た課")
    assert [name in page for name in names] == [True, True, False, False]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"side": "group", "group": 1, "department": 1}, "of_one_kind"),
        ({"side": "group"}, "of_one_kind"),
        ({"side": "city", "group": 1}, "on_its_side"),
        ({"side": "group", "department": 1}, "on_its_side"),
        ({"side": "both", "group": 1}, "side"),
    ],
)
def test_database_keeps_a_party_on_its_side(fields: dict[str, Any], named: str) -> None:
    evaluation = make_evaluation(make_project(status="completed"))
    made: dict[str, Any] = {**fields}
    if "group" in made:
        made["group"] = make_group()
    if "department" in made:
        made["department"] = make_department()

    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        EvaluationParty.objects.create(evaluation=evaluation, name="だれか", **made)


def test_database_keeps_each_party_once() -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project)

    for party in ({"group": cast.group}, {"department": cast.department}):
        side = "group" if "group" in party else "city"
        with pytest.raises(IntegrityError), transaction.atomic():
            EvaluationParty.objects.create(evaluation=evaluation, name="二度", side=side, **party)


def test_pages_of_an_evaluation_open_to_its_own_parties_alone() -> None:
    cast, who = make_cast(), Intruders()
    evaluation = make_sealed(cast)
    by_row(evaluation.project, who)
    addresses = [
        reverse(f"evaluations:{name}", args=[evaluation.pk])
        for name in ("detail", "sheet", "reflection", "autosave", "submit", "consent", "move")
    ]
    client = Client()
    for person in who.people.values():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        codes = {client.post(address, {"went_well": "書いた"}).status_code for address in addresses}
        assert codes <= {404, 405}
