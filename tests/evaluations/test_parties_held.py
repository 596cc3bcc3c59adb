"""While an evaluation is being written, the parties of its project stay as they are."""

from pathlib import Path

import pytest

from evaluations.models import Evaluation, EvaluationParty, EvaluationStatus, Side
from groups.models import Group
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.amendments import propose_change, sign_amendment
from projects.actions.plan import save_plan
from projects.agreement.terms import named, terms_of
from projects.imports.writing import import_file
from projects.models import Amendment, Partner, Project
from projects.rules.projects import can_change_parties
from tests.evaluations.factories import make_evaluation
from tests.evaluations.rules.test_sheets import make_sealed
from tests.evaluations.test_parties import NOTHING, Intruders, as_seen_by, open_it
from tests.factories import (
    make_coordinator,
    make_group,
    make_project,
)
from tests.opened import send
from tests.people import make_cast
from tests.projects.imports.test_imports import ONE, written
from tests.projects.test_admin import change, plan_form
from tests.races import at_once

pytestmark = pytest.mark.django_db

HELD = "評価の記入が始まっているため、いまは相手団体と所管課を変えられません。"


#: In which status of its evaluation the parties of a project stay as they are.
HELD_IN = {
    "open": True,
    "revealed": False,
    "reflected": False,
    "published": False,
    "cancelled": False,
}


def test_parties_are_held_in_one_status_alone() -> None:
    found = {}
    for status in HELD_IN:
        project = make_project(status="active")
        make_evaluation(project, status=status, round="midterm")
        found[status] = not can_change_parties(project)

    assert found == HELD_IN == {status: status == "open" for status in EvaluationStatus.values}


def test_page_of_the_register_says_why_before_anything_is_typed() -> None:
    cast = make_cast()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    make_evaluation(project, round="midterm")
    typed = plan_form(project, place="駅前")

    assert HELD in cast.browser("staff").get(change(project)).content.decode()
    assert send(cast.browser("staff"), change(project), typed).status_code == 302
    project.refresh_from_db()
    assert project.place == "駅前"


def test_amendment_brings_nobody_in_while_it_is_open() -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    terms = terms_of(project)
    terms["parties"]["groups"].append(named(who.group.pk, who.group.name))
    amendment = propose_change(project=project, by=cast["manager"], terms=terms, reason="増やす")
    last = {"amendment": amendment, "digest": amendment.digest}
    sign_amendment(by=who.people["manager"], **last)

    evaluation = make_sealed(cast, project=project, round="midterm")

    with pytest.raises(MoveRefused, match=HELD):
        sign_amendment(by=cast["staff"], **last)
    assert Project.objects.get().partner_group_ids() == {cast.group.pk}
    assert as_seen_by(who.people["manager"], evaluation) == NOTHING
    Amendment.objects.all().delete()
    with pytest.raises(MoveRefused, match=HELD):
        propose_change(project=project, by=cast["manager"], terms=terms, reason="増やす")


def test_import_leaves_a_project_alone_whose_evaluation_is_open(tmp_path: Path) -> None:
    import_file(written(tmp_path, [ONE]))
    project = Project.objects.get()
    make_evaluation(project)
    other = written(tmp_path, [{**ONE, "partner_name": "別の団体"}])
    title = written(tmp_path, [{**ONE, "title": "別の題"}], "title.json")

    with pytest.raises(ImportRefused) as refusal:
        import_file(other, update=True)
    import_file(title, update=True)

    assert [HELD in reason for reason in refusal.value.reasons] == [True]
    project.refresh_from_db()
    assert (project.title, project.partners.get().name) == ("別の題", ONE["partner_name"])


def test_who_came_and_who_went_is_written_by_name_and_told() -> None:
    cast, who = make_cast(), Intruders()
    project = make_project(
        status="active", groups=(cast.group,), departments=(cast.department,), signed=False
    )
    typed = plan_form(
        project,
        **{
            "partners-0-group": who.group.pk,
            "responsible_departments-TOTAL_FORMS": 2,
            "responsible_departments-1-department": who.department.pk,
        },
    )

    assert send(cast.browser("staff"), change(project), typed).status_code == 302

    entry = AuditEntry.objects.get(action="project.parties")
    assert entry.note == "加わった：あとから来た会、あとから来た課。外れた：花と道の会。"
    assert entry.data == {"come": ["あとから来た会", "あとから来た課"], "gone": ["花と道の会"]}
    letters = OutgoingMail.objects.filter(subject__contains="相手団体か所管課が変わりました")
    assert set(letters.values_list("to", flat=True)) == {
        cast["manager"].email,
        who.people["manager"].email,
        who.people["staff"].email,
    }
    assert entry.note in letters[0].body


def test_new_name_of_a_party_and_another_order_are_no_change() -> None:
    cast = make_cast()
    project = make_project(
        status="active", groups=(cast.group, make_group()), departments=(cast.department,)
    )
    make_evaluation(project, round="midterm")

    def write(stored: Project) -> None:
        Group.objects.filter(pk=cast.group.pk).update(name="新しい名前")
        stored.partners.filter(group=cast.group).update(order=9)

    save_plan(project=project, by=cast["staff"], write=write)

    assert AuditEntry.objects.filter(action="project.parties").count() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_party_that_comes_while_it_is_being_opened_is_in_both_or_in_neither() -> None:
    cast, newcomer = make_cast(), make_group("同時に来た会")
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))

    def write(stored: Project) -> None:
        Partner.objects.create(project=stored, group=newcomer)

    coordinator = make_coordinator()
    outcomes = at_once(
        lambda: save_plan(project=project, by=coordinator, write=write),
        lambda: open_it(project, cast),
    )

    assert isinstance(outcomes[1], Evaluation)
    assert outcomes[0] is False or isinstance(outcomes[0], MoveRefused)
    taking_part = set(
        EvaluationParty.objects.filter(side=Side.GROUP).values_list("group", flat=True)
    )
    assert taking_part == Project.objects.get().partner_group_ids()
