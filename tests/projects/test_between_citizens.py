"""What groups do with groups, without a department: how it is entered, shown, counted, ended; and what waits
until agreements and evaluations of groups alone are made here."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from evaluations.rules.evaluations import can_open
from groups.models import Group
from kyodo_portal.life.flows import MoveRefused
from projects.actions.plan import save_plan
from projects.flows import PROJECT_FLOW
from projects.models import Project
from projects.models.parties import ResponsibleDepartment
from projects.rules import projects as rules
from tests.factories import make_group, make_project
from tests.people import KINDS, Cast, make_cast
from tests.projects.test_admin import ADD, register_form, rows

pytestmark = pytest.mark.django_db

LABEL = "市民と市民の協働"


@pytest.fixture
def saku(settings: Any) -> None:
    """A city that counts what citizens do with citizens."""
    settings.KYODO_CITY = "saku"


@pytest.fixture
def cast(saku: None) -> Cast:
    return make_cast()


def other_of(cast: Cast) -> Group:
    return Group.objects.get(pk__in=cast["other_manager"].managed_group_ids)


def together(cast: Cast, status: str = "active", **fields: Any) -> Project:
    """The two groups of the cast do something with each other."""
    groups = (cast.group, other_of(cast))
    more = {"origin": "record", "between_citizens": True, "signed": False, **fields}
    return make_project("団地の困りごと帳", status=status, groups=groups, **more)


def entered(cast: Cast, **changes: Any) -> Any:
    posted = register_form(
        **{
            **rows(partners=(2, 0)),
            "partners-0-group": cast.group.pk,
            "partners-1-group": other_of(cast).pk,
            "origin": "record",
            "starts_as": "active",
            "among_citizens": "on",
            "main_form": "12",
            "further_forms": [],
            "start_pattern": "",
            **changes,
        }
    )
    form = cast.browser("coordinator").get(ADD).context["adminform"].form
    posted["main_form"] = form.fields["main_form"].choices[1][0]
    posted["fields_of_activity"] = [form.fields["fields_of_activity"].choices[0][0]]
    return cast.browser("coordinator").post(ADD, posted)


def test_desk_enters_what_groups_do_with_each_other_and_everybody_sees_what_it_is(
    cast: Cast,
) -> None:
    assert entered(cast).status_code == 302

    project = Project.objects.get()
    assert (project.between_citizens, project.is_published, project.status) == (
        *(True, True),
        "active",
    )
    pages = {
        "list": Client().get("/projects/").text,
        "table": Client().get("/projects/?view=table").text,
        "page": Client().get(project.get_absolute_url()).text,
        "statistics": Client().get("/statistics/").text,
    }
    assert [name for name, page in pages.items() if LABEL not in page] == []
    assert "市の課は加わりません" in pages["page"]
    assert "まだこのポータルでは行えません" in pages["page"]
    agreement = Client().get(f"{project.get_absolute_url()}agreement/").text
    assert "まだこのポータルでは結べません" in agreement


#: What is changed of a right entry, and the word of the refusal.
WRONG = {
    "one group": ({"partners-1-group": ""}, "団体が2つ以上必要"),
    "a department": (
        {
            **rows(partners=(2, 0), responsible_departments=(1, 0)),
            "responsible_departments-0-name": "課",
        },
        "所管課がありません",
    ),
    "money of the city": ({"budget_city": "1000"}, "市の負担がありません"),
    "planned": ({"starts_as": "planning"}, "実施中か終了で登録"),
    "of the register": ({"origin": "register", "starts_as": "planning"}, "実施中か終了で登録"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_between_citizens_is_not_entered_so(cast: Cast, case: str) -> None:
    changes, words = WRONG[case]

    answer = entered(cast, **changes)

    assert (words in answer.text, Project.objects.count()) == (True, 0)


def test_city_that_does_not_count_it_is_not_asked(settings: Any) -> None:
    settings.KYODO_CITY = "yoshikawa"
    cast = make_cast()
    asked = (
        "among_citizens" in cast.browser("coordinator").get(ADD).context["adminform"].form.fields
    )

    refused = entered(cast, main_form="1", start_pattern="A")

    assert (asked, "among" in Client().get("/projects/").context["filter"].filters) == (
        False,
        False,
    )
    assert not Project.objects.filter(between_citizens=True).exists(), refused.text


@pytest.mark.parametrize(
    ("value", "titles"), [("citizens", {"団地の困りごと帳"}), ("city", {"花の道"})]
)
def test_list_is_narrowed_to_either(cast: Cast, value: str, titles: set[str]) -> None:
    together(cast)
    make_project("花の道", departments=(cast.department,))

    shown = Client().get(f"/projects/?among={value}").context["page_obj"]

    assert {line.title for line in shown} == titles


def test_who_may_do_what_with_it(cast: Cast) -> None:
    project = together(cast)
    both = {"manager", "other_manager"}

    may = {
        "edit": {kind for kind in KINDS if rules.can_edit(cast[kind], project)},
        "cancel": {kind for kind in KINDS if "cancel" in PROJECT_FLOW.open_to(cast[kind], project)},
        "sign": {kind for kind in KINDS if rules.can_sign(cast[kind], project)},
        "evaluate": {kind for kind in KINDS if can_open(cast[kind], project)},
    }

    desk = {"coordinator"}
    assert may == {"edit": both | desk, "cancel": both | desk, "sign": set(), "evaluate": set()}


def test_groups_end_it_without_an_evaluation(cast: Cast) -> None:
    project = together(cast, result="困りごとを80件引き受けた。")
    project.goals.update(achievement="reached", result="80件")
    manager = cast.browser("manager")

    manager.post(f"{project.get_absolute_url()}move/", {"move": "complete_among_citizens"})

    project.refresh_from_db()
    page = manager.get(project.get_absolute_url())
    assert (project.status, str(project.whose_turn)) == ("completed", "事業は終わりました")
    assert [label for label, _ in page.context["steps"]] == ["実施中", "終了"]


def test_plan_stays_between_citizens(cast: Cast) -> None:
    project = together(cast)

    def bring_in_the_city(stored: Project) -> None:
        ResponsibleDepartment.objects.create(project=stored, department=cast.department)

    with pytest.raises(MoveRefused, match="所管課がありません"):
        save_plan(project=project, by=cast["manager"], write=bring_in_the_city)

    assert not project.responsible_departments.exists()


@pytest.mark.parametrize("fields", [{"origin": "register"}, {"status": "planning"}])
def test_database_keeps_it_a_record(fields: dict[str, str]) -> None:
    groups = (make_group(), make_group())
    given = {"origin": "record", "status": "active", "between_citizens": True, **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_project(groups=groups, signed=False, **given)
