"""Giving an evaluation up before it is opened: publicly with its reason, the sheets sealed for ever."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.actions.opening import open_evaluation
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Assessment, Evaluation, Reflection
from evaluations.queues import overdue, to_publish, to_reflect, to_write
from evaluations.rules.evaluations import can_view
from evaluations.waiting import waiting_for
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.questions import JUDGED
from tests.evaluations.factories import make_evaluation
from tests.evaluations.rules.test_sheets import SEALED, make_sealed, sheets, words_seen
from tests.factories import make_project, today
from tests.people import KINDS, Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db

REASON = "一緒に行った団体を、相手団体に加え忘れていたため"


def cancel(evaluation: Evaluation, cast: Cast, **more: Any) -> Evaluation:
    moved: Evaluation = EVALUATION_FLOW.make(
        "cancel", evaluation, by=cast["coordinator"], note=REASON, **more
    )
    return moved


def test_cancelled_drafts_stay_with_their_own_side_for_ever() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    ASSESSMENT_FLOW.make("submit", sheets(evaluation)[0], by=cast["manager"])

    cancel(evaluation, cast)

    seen = {kind: words_seen(cast[kind], evaluation) for kind in KINDS}
    assert seen == {kind: SEALED.get(kind, set()) for kind in KINDS}
    address = reverse("admin:evaluations_evaluation_change", args=[evaluation.pk])
    desk = {
        kind: cast.browser(kind).get(address).content.decode() for kind in ("staff", "coordinator")
    }
    for kind, page in desk.items():
        assert [words in page for words in ("夜の会議", "書類の山")] == [False, kind == "staff"]


def test_who_opens_a_cancelled_evaluation_and_reads_why() -> None:
    cast = make_cast()
    found = {}
    for published in (True, False):
        project = make_project(
            status="completed",
            groups=(cast.group,),
            departments=(cast.department,),
            published=published,
        )
        evaluation = make_evaluation(project, status="cancelled", cancel_reason=REASON)
        pages = {
            kind: cast.browser(kind).get(evaluation.get_absolute_url()).content.decode()
            for kind in KINDS
        }
        found[published] = {kind for kind, page in pages.items() if REASON in page}
        rules = {kind for kind in KINDS if can_view(cast[kind], evaluation)}
        assert rules == found[published]

    insiders = {"member", "manager", "staff", "coordinator", "committee", "superuser"}
    assert found == {True: set(KINDS), False: insiders}


def test_outsiders_read_the_reason_and_nothing_of_the_work(client: Client) -> None:
    cast = make_cast()
    evaluation = make_evaluation(
        make_project(status="completed", groups=(cast.group,), departments=(cast.department,)),
        status="cancelled",
    )

    page = client.get(evaluation.get_absolute_url())
    listed = client.get(reverse("evaluations:list")).context["page_obj"]

    assert "評価シート" not in page.content.decode()
    assert list(listed) == []
    assert client.get(reverse("evaluations:pdf", args=[evaluation.pk])).status_code == 404


def test_course_of_the_project_tells_it_to_everybody(client: Client) -> None:
    cast = make_cast()
    evaluation = make_evaluation(
        make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    )
    cancel(evaluation, cast)

    page = client.get(evaluation.project.get_absolute_url())
    told = [(event.title, event.body) for event in page.context["story"].events]
    story = client.get(evaluation.get_absolute_url()).context["story"]

    assert told[-1] == ("最終評価が取りやめになりました", REASON)
    assert [(event.title, event.body) for event in story] == [
        ("評価が取りやめになりました", REASON)
    ]


def test_both_sides_are_told_and_nothing_waits_for_anybody() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast, due_on=today())
    cancel(evaluation, cast)

    letters = OutgoingMail.objects.filter(subject__contains="取りやめ")
    assert set(letters.values_list("to", flat=True)) == {cast["manager"].email, cast["staff"].email}
    assert REASON in letters[0].body
    for kind in ("manager", "staff"):
        urls = [task.url for task in waiting_for(cast[kind])]
        assert [url for url in urls if f"/{evaluation.pk}/" in url] == []
    staff = cast["staff"]
    for queue in (to_publish, overdue, to_write, to_reflect):
        assert Evaluation.objects.filter(queue(staff)).count() == 0


def test_project_says_that_the_city_begins_again_and_leads_it_there() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    begin = f"{reverse('evaluations:create')}?project={evaluation.project_id}"
    under_way = JUDGED.of(evaluation.project, by=cast["staff"])
    assert (under_way.turn, under_way.begin_url) == (str(evaluation.whose_turn), "")

    cancel(evaluation, cast)

    judged = {kind: JUDGED.of(evaluation.project, by=cast[kind]) for kind in KINDS}
    assert {each.turn for each in judged.values()} == {
        "評価が取りやめになりました。市が、評価をあらためて始めます。"
    }
    leads = {kind: each.begin_url for kind, each in judged.items() if each.begin_url}
    assert leads == {"staff": begin, "coordinator": begin}
    page = cast.browser("staff").get(evaluation.project.get_absolute_url()).content.decode()
    assert [words in page for words in (begin, "市が、評価をあらためて始めます。")] == [True, True]


@pytest.mark.parametrize("status", ["revealed", "reflected", "published"])
def test_opened_sheets_cannot_be_closed_again(status: str) -> None:
    cast = make_cast()
    evaluation = make_evaluation(
        make_project(status="completed", groups=(cast.group,), departments=(cast.department,)),
        status=status,
    )

    with pytest.raises(MoveRefused):
        cancel(evaluation, cast)


def test_reason_is_needed() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)

    with pytest.raises(MoveRefused, match="取りやめる理由"):
        EVALUATION_FLOW.make("cancel", evaluation, by=cast["coordinator"], note=" ")


def test_cancelled_sheet_is_read_and_not_written() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    cancel(evaluation, cast)
    client = cast.browser("manager")
    address = reverse("evaluations:sheet", args=[evaluation.pk])

    page = client.get(address)

    assert "この評価は取りやめになったため、書くことはできません" in page.content.decode()
    assert client.post(address, {"went_well": "あとから"}).status_code == 403
    for name in ("autosave", "submit"):
        answer = client.post(
            reverse(f"evaluations:{name}", args=[evaluation.pk]), {"move": "submit"}
        )
        assert answer.status_code == 403
    assert Assessment.objects.filter(went_well="あとから").count() == 0


def test_same_year_and_round_are_free_again() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    project = evaluation.project
    opening = {
        "project": project,
        "fiscal_year": evaluation.fiscal_year,
        "round": "final",
        "due_on": today(),
        "by": cast["staff"],
    }
    with pytest.raises(MoveRefused):
        open_evaluation(**opening)
    cancel(evaluation, cast)
    ask = f"{reverse('evaluations:create')}?project={project.pk}"
    assert ask in [task.url for task in waiting_for(cast["staff"])]

    again = open_evaluation(**opening)

    assert (again.pk, again.status) != (evaluation.pk, "cancelled")
    assert [words_seen(cast[kind], again) for kind in ("manager", "staff")] == [set(), set()]
    assert ask not in [task.url for task in waiting_for(cast["staff"])]
    with pytest.raises(MoveRefused):
        open_evaluation(**opening)


@pytest.mark.parametrize(
    "wrong",
    [{"cancel_reason": ""}, {"cancelled_at": None}, {"revealed_at": timezone.now()}],
)
def test_database_keeps_a_cancelled_evaluation_whole(wrong: dict[str, Any]) -> None:
    evaluation = make_evaluation(make_project(status="completed"), status="cancelled")

    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(**wrong)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_cancelling_against_the_last_sheet_leaves_one_of_the_two() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    group, city = sheets(evaluation)
    ASSESSMENT_FLOW.make("submit", city, by=cast["staff"])

    at_once(
        lambda: ASSESSMENT_FLOW.make("submit", group, by=cast["manager"]),
        lambda: cancel(evaluation, cast),
    )

    evaluation.refresh_from_db()
    moves = set(
        AuditEntry.objects.filter(target_model="evaluations.evaluation").values_list(
            "action", flat=True
        )
    )
    assert (evaluation.status, moves) in (
        ("revealed", {"evaluation.reveal"}),
        ("cancelled", {"evaluation.cancel"}),
    )
    assert Reflection.objects.count() == 1
