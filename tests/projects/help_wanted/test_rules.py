"""Who moves along what is asked for, and the answers to it, in every status; who sees what."""

import datetime as dt

import pytest

from groups.models import Department, Group
from projects.flows import HELP_ANSWER_FLOW, HELP_WANTED_FLOW
from projects.models import AnswerStatus, HelpAnswer, HelpStatus, HelpWanted, Project
from projects.rules import help_wanted as rules
from tests.factories import make_department, make_group, make_project, today
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.helping import make_answer, make_help

pytestmark = pytest.mark.django_db

ASKERS = ("manager", "staff", "coordinator")


def of_askers(*moves: str) -> dict[str, set[str]]:
    return {kind: set(moves) for kind in ASKERS}


WANTED: Policy = {
    "open": of_askers("fail"),
    "answered": of_askers("fail"),
    "partly": of_askers("fail", "finish"),
    "filled": of_askers("fail", "finish"),
    "done": of_askers("thank"),
    "thanked": {},
    "failed": {},
    "expired": of_askers("fail"),
}

ANSWERS: Policy = {
    "unconfirmed": {"citizen": {"withdraw"}},
    "offered": {**of_askers("accept", "decline"), "citizen": {"withdraw"}},
    "accepted": {**of_askers("decline"), "citizen": {"withdraw"}},
    "declined": {},
    "withdrawn": {},
    "done": {},
}


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def project(cast: Cast) -> Project:
    return make_project(status="active", groups=(cast.group,), departments=(cast.department,))


def test_policies_name_every_status() -> None:
    assert (set(WANTED), set(ANSWERS)) == (set(HelpStatus.values), set(AnswerStatus.values))


def test_moves_of_what_is_asked_for(cast: Cast, project: Project) -> None:
    def moves(status: str) -> dict[str, set[str]]:
        is_over = status == "expired"
        wanted = make_help(
            project,
            status="open" if is_over else status,
            closes_on=today() - dt.timedelta(days=1) if is_over else None,
        )
        if status in ("partly", "filled"):
            make_answer(wanted, cast["citizen"], status="accepted")
        return open_moves(HELP_WANTED_FLOW, cast, wanted)

    assert {each: moves(each) for each in WANTED} == {each: row(WANTED, each) for each in WANTED}


def test_moves_of_an_answer(cast: Cast, project: Project) -> None:
    def moves(status: str) -> dict[str, set[str]]:
        answer = make_answer(make_help(project), cast["citizen"], status=status)
        return open_moves(HELP_ANSWER_FLOW, cast, answer)

    assert {each: moves(each) for each in ANSWERS} == {each: row(ANSWERS, each) for each in ANSWERS}


def test_what_is_decided_goes_with_whoever_asks(cast: Cast) -> None:
    """A group's is its managers', a department's its staff's; the other side's people wait."""
    of_group = make_answer(make_help(cast.group), cast["citizen"])
    of_department = make_answer(make_help(cast.department), cast["citizen"])

    def who(answer: HelpAnswer) -> set[str]:
        return {kind for kind in KINDS if rules.may_decide_answer(cast[kind], answer)}

    assert who(of_group) == {"manager", "coordinator"}
    assert who(of_department) == {"staff", "coordinator"}


def test_nobody_answers_their_own_offer(cast: Cast, project: Project) -> None:
    """Neither as the person, nor for the group that offers."""
    own = make_answer(make_help(project), cast["staff"])
    of_group = make_answer(make_help(cast.department), group=cast.group)

    assert open_moves(HELP_ANSWER_FLOW, cast, own)["staff"] == {"withdraw"}
    assert open_moves(HELP_ANSWER_FLOW, cast, of_group)["manager"] == {"withdraw"}
    assert "ほかの方か、協働担当" in rules.may_decide_answer(cast["staff"], own).reason


def test_who_may_ask_for_help(cast: Cast, project: Project) -> None:
    def who(owner: Project | Group | Department) -> set[str]:
        return {kind for kind in KINDS if rules.can_ask_for_help(cast[kind], owner)}

    assert who(project) == set(ASKERS)
    assert who(cast.group) == {"manager", "coordinator"}
    assert who(cast.department) == {"staff", "coordinator"}
    ended = make_project(status="completed", groups=(cast.group,))
    waiting = make_group(status="applied", managers=(cast["manager"],))
    gone = make_department()
    gone.is_active = False
    assert (who(ended), who(waiting), who(gone)) == (set(), set(), set())


def test_everybody_offers_but_those_who_ask(cast: Cast, project: Project) -> None:
    wanted = make_help(project)

    refused = {kind for kind in KINDS if not rules.can_offer(cast[kind], wanted)}

    assert refused == {"manager", "staff"}


DAY = dt.timedelta(days=1)

TAKEN: dict[str, tuple[dict[str, object], bool]] = {
    "open": ({}, True),
    "closes today": ({"closes_on": 0}, True),
    "closed yesterday": ({"closes_on": -1}, False),
    "needed until today": ({"ends_on": 0}, True),
    "was needed until yesterday": ({"ends_on": -1, "closes_on": 3}, False),
    "answered": ({"status": "answered"}, True),
    "partly": ({"status": "partly"}, True),
    "filled": ({"status": "filled"}, False),
    "failed": ({"status": "failed"}, False),
}


def test_one_can_answer_while_it_is_open(cast: Cast, project: Project) -> None:
    """The list, the record and the rule say the same of each."""

    def made(fields: dict[str, object]) -> HelpWanted:
        days = {k: today() + v * DAY if isinstance(v, int) else v for k, v in fields.items()}
        return make_help(project, **days)

    asked = {name: made(fields) for name, (fields, _) in TAKEN.items()}
    taking = set(HelpWanted.objects.taking().values_list("pk", flat=True))

    expected = {name: can for name, (_, can) in TAKEN.items()}
    assert {name: each.pk in taking for name, each in asked.items()} == expected
    assert {name: each.is_taking for name, each in asked.items()} == expected
    assert {
        name: bool(rules.can_offer(cast["citizen"], each)) for name, each in asked.items()
    } == expected
    live = {name: each.live_status for name, each in asked.items()}
    assert {name for name, status in live.items() if status == "expired"} == {
        "closed yesterday",
        "was needed until yesterday",
    }


ENDED = {
    "project ends": lambda: make_project(status="completed"),
    "project is called off": lambda: make_project(status="cancelled"),
    "group rests": lambda: make_group(status="dormant"),
}


@pytest.mark.parametrize("what", ENDED)
def test_it_ends_with_whoever_asks(what: str) -> None:
    wanted = make_help(ENDED[what]())

    assert (wanted.is_taking, wanted.live_status) == (False, "expired")
    assert not HelpWanted.objects.taking().exists()


def test_it_is_seen_with_whoever_asks(cast: Cast) -> None:
    hidden = make_project(groups=(cast.group,), departments=(cast.department,), published=False)
    applying = make_group(status="applied", members=(cast["member"],))
    asked = {
        "hidden": make_help(hidden),
        "applying": make_help(applying),
        "public": make_help(cast.department),
    }

    def seen(kind: str) -> set[str]:
        found = HelpWanted.objects.visible_to(cast[kind]).values_list("pk", flat=True)
        return {name for name, each in asked.items() if each.pk in found}

    everybody = {kind: {"public"} for kind in KINDS}
    insiders = {"member", "manager", "staff", "coordinator", "superuser"}
    everybody |= {kind: {"public", "hidden"} for kind in insiders}
    everybody |= {kind: set(asked) for kind in ("member", "coordinator", "superuser")}
    assert {kind: seen(kind) for kind in KINDS} == everybody
    public = HelpWanted.objects.public().values_list("pk", flat=True)
    assert {name for name, each in asked.items() if each.pk in public} == {"public"}


def test_answer_is_never_public(cast: Cast, project: Project) -> None:
    answer = make_answer(make_help(project), cast["citizen"])

    def seen(kind: str) -> bool:
        return HelpAnswer.objects.visible_to(cast[kind]).filter(pk=answer.pk).exists()

    assert {kind for kind in KINDS if seen(kind)} == {"citizen", *ASKERS, "superuser"}


def test_project_one_can_help_is_joinable(project: Project) -> None:
    """And none other: not what was answered for, nor what says only how to join."""
    make_project("書いてあるだけ", status="active", how_to_join="毎週土曜に集まります。")
    make_help(make_project("終わった", status="completed"))
    make_help(make_project("締め切った", status="active"), closes_on=today() - DAY)
    make_help(project)
    make_help(project, "もう一つ")

    assert list(Project.objects.joinable()) == [project]
