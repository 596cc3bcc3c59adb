"""No evaluation waits for ever: each case has its way to a published page, and the page says how."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from evaluations.actions.opening import open_evaluation
from evaluations.actions.reflections import consent, save_reflection
from evaluations.actions.sheets import save_answers
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Assessment, Evaluation, Reflection, Side
from evaluations.rules.evaluations import can_open
from groups.models import Group, User
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, MoveRefused
from projects.actions.register import open_to_public
from projects.flows import PROJECT_FLOW
from projects.models import Partner, Project
from tests.evaluations.factories import fill_in, hand_in, make_evaluation, write_reflection
from tests.factories import make_project, tell_result, today
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db

REASON = "担当の方が続けてやめ、期限までに書けなかったため。"


def ended(cast: Cast, *, on_paper: bool = False, **fields: Any) -> Project:
    """A project of the cast that has ended; with a partner on paper instead of the group."""
    groups = () if on_paper else (cast.group,)
    project = make_project(
        groups=groups, departments=(cast.department,), **{"status": "completed", **fields}
    )
    if on_paper:
        Partner.objects.create(project=project, name="紙だけの会", kind_label="自治会")
    tell_result(project)
    return project


def late(project: Project, days: int, **fields: Any) -> Evaluation:
    """An evaluation of it whose date has passed by so many days."""
    return make_evaluation(project, due_on=today() - dt.timedelta(days=days), **fields)


def publish(evaluation: Evaluation, by: User) -> str:
    """The page of the report as everybody reads it, once it is published."""
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    EVALUATION_FLOW.make("publish", evaluation, by=by)
    return Client().get(evaluation.get_absolute_url()).content.decode()


def open_sheet(evaluation: Evaluation, side: Side, by: User) -> None:
    """Fill in one side's sheet and hand it in."""
    sheet = evaluation.assessments.get(side=side)
    answers = {item.pk: (3, "") for item in evaluation.items.all()}
    save_answers(sheet=sheet, by=by, answers=answers, went_well="声をかけ合えた", to_improve="")
    ASSESSMENT_FLOW.make("submit", Assessment.objects.get(pk=sheet.pk), by=by)


def cancelled_before_its_start(cast: Cast) -> str:
    project = ended(cast, status="agreed", published=False)
    PROJECT_FLOW.make("cancel", project, by=cast["coordinator"], note=REASON)
    assert not can_open(cast["coordinator"], Project.objects.get())
    open_to_public(project=Project.objects.get(), by=cast["coordinator"])
    return Client().get(project.get_absolute_url()).content.decode()


def cancelled_after_its_start(cast: Cast) -> str:
    project = ended(cast, status="active", started_at=timezone.now())
    PROJECT_FLOW.make("cancel", project, by=cast["staff"], note=REASON)
    evaluation = open_evaluation(
        project=Project.objects.get(),
        fiscal_year=project.fiscal_year,
        round="final",
        due_on=today(),
        by=cast["coordinator"],
    )
    for side, who in ((Side.GROUP, "manager"), (Side.CITY, "staff")):
        open_sheet(evaluation, side, cast[who])
    write_reflection(Reflection.objects.get())
    for who in ("manager", "staff"):
        consent(evaluation=Evaluation.objects.get(), by=cast[who])
    page = publish(evaluation, cast["coordinator"])
    assert Project.objects.get().status == "cancelled"
    return page


def nobody_handed_in(cast: Cast) -> str:
    evaluation = late(ended(cast), city().waits.sheets + 1)
    EVALUATION_FLOW.make("close_without_sheets", evaluation, by=cast["coordinator"], note=REASON)
    return publish(evaluation, cast["coordinator"])


def one_side_only(cast: Cast) -> str:
    evaluation = late(ended(cast), 1)
    open_sheet(evaluation, Side.CITY, cast["staff"])
    EVALUATION_FLOW.make("reveal_one_sided", evaluation, by=cast["coordinator"], note=REASON)
    write_reflection(Reflection.objects.get())
    consent(evaluation=Evaluation.objects.get(), by=cast["staff"])
    return publish(evaluation, cast["coordinator"])


def no_consent(cast: Cast) -> str:
    revealed = timezone.now() - dt.timedelta(days=city().waits.consent + 1)
    evaluation = make_evaluation(ended(cast), status="revealed", revealed_at=revealed)
    EVALUATION_FLOW.make("reflect_without_consent", evaluation, by=cast["coordinator"], note=REASON)
    return publish(evaluation, cast["coordinator"])


def partner_on_paper(cast: Cast) -> str:
    project = ended(cast, on_paper=True)
    evaluation = open_evaluation(
        project=project,
        fiscal_year=project.fiscal_year,
        round="final",
        due_on=today(),
        by=cast["staff"],
    )
    return _with_the_group_at_the_counter(cast, evaluation)


def group_dissolved(cast: Cast) -> str:
    evaluation = make_evaluation(ended(cast))
    User.objects.filter(memberships__group=cast.group).update(is_active=False)
    Group.objects.filter(pk=cast.group.pk).update(status="deleted")
    return _with_the_group_at_the_counter(cast, evaluation)


def _with_the_group_at_the_counter(cast: Cast, evaluation: Evaluation) -> str:
    open_sheet(evaluation, Side.CITY, cast["staff"])
    open_sheet(evaluation, Side.GROUP, cast["coordinator"])
    save_reflection(
        evaluation=Evaluation.objects.get(), by=cast["coordinator"], write=write_reflection
    )
    for who in ("staff", "coordinator"):
        consent(evaluation=Evaluation.objects.get(), by=cast[who])
    return publish(evaluation, cast["coordinator"])


def department_ended(cast: Cast) -> str:
    evaluation = make_evaluation(ended(cast))
    cast.department.staff.clear()
    type(cast.department).objects.filter(pk=cast.department.pk).update(is_active=False)
    open_sheet(evaluation, Side.GROUP, cast["manager"])
    open_sheet(evaluation, Side.CITY, cast["coordinator"])
    write_reflection(Reflection.objects.get())
    for who in ("manager", "coordinator"):
        consent(evaluation=Evaluation.objects.get(), by=cast[who])
    return publish(evaluation, cast["coordinator"])


#: Each case: its way to a page that everybody reads, and what that page says.
CASES: dict[Callable[[Cast], str], tuple[str, ...]] = {
    cancelled_before_its_start: ("この事業は中止になりました", REASON),
    cancelled_after_its_start: ("途中で中止になった事業の報告です", REASON),
    nobody_handed_in: ("評価シートのない報告です", REASON, "評価シートの提出はありませんでした"),
    one_side_only: ("一方の評価だけの報告です", REASON),
    no_consent: ("ふりかえりに双方の同意がそろっていない報告です", REASON),
    partner_on_paper: ("窓口で受け付けました", "団体の評価は、窓口で受け付けて", "紙だけの会"),
    group_dissolved: ("窓口で受け付けました", "団体の評価は、窓口で受け付けて"),
    department_ended: ("窓口で受け付けました", "市の評価は、窓口で受け付けて"),
}


@pytest.mark.parametrize("way", CASES, ids=lambda way: way.__name__)
def test_every_case_leads_to_a_published_page_that_says_so(
    way: Callable[[Cast], str],
) -> None:
    page = way(make_cast())

    assert [words for words in CASES[way] if words not in page] == []


#: What comes after which day: the move, its evaluation so many days after that day, may it be made.
DAYS = (
    ("close_without_sheets", "open", lambda: city().waits.sheets),
    ("reflect_without_consent", "revealed", lambda: city().waits.consent),
)


@pytest.mark.parametrize(("move", "status", "waits"), DAYS)
@pytest.mark.parametrize("over", [0, 1])
def test_city_goes_on_alone_only_when_its_days_are_over(
    move: str, status: str, waits: Callable[[], int], over: int
) -> None:
    cast, days = make_cast(), dt.timedelta(days=waits() + over)
    evaluation = make_evaluation(
        ended(cast),
        status=status,
        due_on=today() - days,
        revealed_at=timezone.now() - days if status == "revealed" else None,
    )

    assert (move in EVALUATION_FLOW.open_to(cast["coordinator"], evaluation)) is bool(over)
    with pytest.raises(MoveRefused):
        EVALUATION_FLOW.make(move, evaluation, by=cast["staff"], note=REASON)


def test_sheet_that_was_handed_in_is_not_passed_over() -> None:
    cast = make_cast()
    evaluation = late(ended(cast), 99)
    fill_in(sheet := evaluation.assessments.get(side=Side.GROUP))
    hand_in(sheet)

    with pytest.raises(MoveRefused, match="提出のあった側があります"):
        EVALUATION_FLOW.make(
            "close_without_sheets", evaluation, by=cast["coordinator"], note=REASON
        )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_handing_in_against_closing_without_sheets_leaves_one_of_the_two() -> None:
    cast = make_cast()
    evaluation = late(ended(cast), 99)
    sheet = evaluation.assessments.get(side=Side.GROUP)
    fill_in(sheet)

    at_once(
        lambda: ASSESSMENT_FLOW.make("submit", sheet, by=cast["manager"]),
        lambda: EVALUATION_FLOW.make(
            "close_without_sheets", evaluation, by=cast["coordinator"], note=REASON
        ),
    )

    evaluation.refresh_from_db()
    sheet.refresh_from_db()
    assert (evaluation.status, sheet.status) in (("open", "submitted"), ("reflected", "draft"))


def test_sheet_that_comes_in_the_moment_of_the_closing_is_refused() -> None:
    """As a race has it: may it be handed in was asked before the closing, and it follows after."""
    cast = make_cast()
    evaluation = make_evaluation(ended(cast), status="reflected")
    sheet = evaluation.assessments.get(side=Side.GROUP)

    with pytest.raises(MoveRefused, match="いま終わりました"), transaction.atomic():
        ASSESSMENT_FLOW.moves["submit"].effect(sheet, Act(by=cast["manager"], at=timezone.now()))


def test_sent_back_the_reason_for_missing_consent_goes() -> None:
    cast = make_cast()
    revealed = timezone.now() - dt.timedelta(days=99)
    evaluation = make_evaluation(ended(cast), status="revealed", revealed_at=revealed)
    coordinator = cast["coordinator"]
    EVALUATION_FLOW.make("reflect_without_consent", evaluation, by=coordinator, note=REASON)

    EVALUATION_FLOW.make("send_back", evaluation, by=coordinator, note="話し合いの日が決まったため")

    assert Evaluation.objects.get().no_consent_reason == ""
