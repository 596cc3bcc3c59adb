"""The seal of rule 4: until both sheets are in, nobody reads what the other side wrote."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Answer, Assessment, Evaluation, Side
from evaluations.rules.reflections import widely_differing
from evaluations.rules.sheets import can_view_assessment
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from tests.evaluations.factories import fill_in, hand_in, make_evaluation
from tests.factories import make_project, make_user, today
from tests.people import KINDS, Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db

GROUP_WORDS, CITY_WORDS = "夜の会議がうれしかった", "書類の山に苦労した"


def make_sealed(cast: Cast, *, project: Project | None = None, **fields: Any) -> Evaluation:
    """An open evaluation with both drafts complete, each with words of its own."""
    evaluation = make_evaluation(
        project
        or make_project(status="completed", groups=(cast.group,), departments=(cast.department,)),
        **fields,
    )
    for sheet, words in zip(sheets(evaluation), (GROUP_WORDS, CITY_WORDS), strict=True):
        fill_in(sheet, 4, words)
        Assessment.objects.filter(pk=sheet.pk).update(went_well=words)
    return evaluation


def sheets(evaluation: Evaluation) -> tuple[Assessment, Assessment]:
    """The group's sheet and the city's."""
    return (
        evaluation.assessments.get(side=Side.GROUP),
        evaluation.assessments.get(side=Side.CITY),
    )


def client_of(person: Any) -> Client:
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


ADDRESSES = ("detail", "sheet", "reflection")


def words_seen(person: Any, evaluation: Evaluation) -> set[str]:
    """Whose words stand on any page of the evaluation that this person can open."""
    client, seen = client_of(person), set()
    addresses = [reverse(f"evaluations:{name}", args=[evaluation.pk]) for name in ADDRESSES]
    for address in [*addresses, f"{addresses[1]}?check=1", reverse("evaluations:list")]:
        body = client.get(address).content.decode()
        seen |= {side for side, words in WORDS.items() if words in body}
    return seen


def seen_by_all(cast: Cast, evaluation: Evaluation) -> dict[str, set[str]]:
    return {kind: words_seen(cast[kind], evaluation) for kind in KINDS}


WORDS = {"group": GROUP_WORDS, "city": CITY_WORDS}

#: Who reads whose words while the evaluation is open. Whoever is not named reads nobody's.
SEALED: dict[str, set[str]] = {
    "member": {"group"},
    "manager": {"group"},
    "staff": {"city"},
}
BOTH = {"group", "city"}
REVEALED: dict[str, set[str]] = dict.fromkeys(
    ("member", "manager", "staff", "coordinator", "committee", "superuser"), BOTH
)


@pytest.mark.parametrize("handed_in", [None, Side.GROUP, Side.CITY])
def test_open_evaluation_shows_each_side_its_own_words(handed_in: Side | None) -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    if handed_in:
        writer = cast["manager"] if handed_in == Side.GROUP else cast["staff"]
        ASSESSMENT_FLOW.make("submit", evaluation.assessments.get(side=handed_in), by=writer)

    assert seen_by_all(cast, evaluation) == {kind: SEALED.get(kind, set()) for kind in KINDS}


def test_revealed_evaluation_shows_both_to_the_insiders() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    for sheet, writer in zip(sheets(evaluation), (cast["manager"], cast["staff"]), strict=True):
        ASSESSMENT_FLOW.make("submit", sheet, by=writer)

    assert seen_by_all(cast, evaluation) == {kind: REVEALED.get(kind, set()) for kind in KINDS}


@pytest.mark.parametrize(("status", "visible"), [("open", SEALED), ("revealed", REVEALED)])
def test_query_and_rule_keep_the_seal_alike(status: str, visible: dict[str, set[str]]) -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project, status=status)
    if status == "open":
        hand_in(evaluation.assessments.get(side=Side.CITY))

    by_query = {
        kind: set(Assessment.objects.visible_to(cast[kind]).values_list("side", flat=True))
        for kind in KINDS
    }
    by_rule = {
        kind: {
            sheet.side
            for sheet in Assessment.objects.select_related("evaluation__project")
            if can_view_assessment(cast[kind], sheet)
        }
        for kind in KINDS
    }

    assert by_query == by_rule == {kind: visible.get(kind, set()) for kind in KINDS}


@pytest.mark.parametrize("left", ["neither", "the department", "the group"])
@pytest.mark.parametrize("kind", ["member", "manager"])
def test_person_of_both_sides_reads_neither_until_both_are_in(kind: str, left: str) -> None:
    cast = make_cast()
    cast.department.staff.add(cast[kind])
    evaluation = make_sealed(cast)
    if left == "the department":
        cast.department.staff.remove(cast[kind])
    elif left == "the group":
        cast[kind].memberships.update(ended_at=timezone.now())
    address = reverse("evaluations:sheet", args=[evaluation.pk])

    assert words_seen(cast[kind], evaluation) == set()
    assert client_of(cast[kind]).get(address).status_code == 403

    writer = make_user("もう一人の管理者")
    cast.group.memberships.create(user=writer, role="manager")
    for sheet, by in zip(sheets(evaluation), (writer, cast["staff"]), strict=True):
        ASSESSMENT_FLOW.make("submit", sheet, by=by)
    assert words_seen(cast[kind], evaluation) == BOTH


@pytest.mark.parametrize(
    ("extra", "seen"),
    [("coordinator", {"group"}), ("committee", {"group"}), ("superuser", {"group"})],
)
def test_role_of_the_city_adds_nothing_to_a_group_manager(extra: str, seen: set[str]) -> None:
    cast = make_cast()
    cast.group.memberships.create(user=cast[extra], role="manager")

    assert words_seen(cast[extra], make_sealed(cast)) == seen


def without_marks(body: bytes) -> bytes:
    """A page without the safety marks of its forms, which are new each time."""
    return re.sub(rb'name="(?:csrfmiddlewaretoken|mark)" value="[^"]*"', b"", body)


@pytest.mark.parametrize("name", ["detail", "sheet"])
@pytest.mark.parametrize(("kind", "other"), [("manager", Side.CITY), ("staff", Side.GROUP)])
def test_page_of_one_side_is_the_same_whatever_the_other_writes(
    kind: str, other: Side, name: str
) -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    client = client_of(cast[kind])
    address = reverse(f"evaluations:{name}", args=[evaluation.pk])
    other_sheet = evaluation.assessments.get(side=other)
    writer = client_of(cast["staff"] if other == Side.CITY else cast["manager"])
    sheet_address = reverse("evaluations:sheet", args=[evaluation.pk])
    before = without_marks(client.get(address).content)

    item = evaluation.items.first()
    typed = {f"rating_{item.pk}": "D", f"comment_{item.pk}": "ちがうことば", "went_well": "別の話"}
    assert writer.post(sheet_address, typed).status_code == 302
    assert Answer.objects.get(assessment=other_sheet, item=item).comment == "ちがうことば"
    after_writing = without_marks(client.get(address).content)
    other_sheet.answers.all().delete()

    assert after_writing == before
    assert without_marks(client.get(address).content) == before


def test_other_side_is_told_that_a_sheet_is_in_and_nothing_of_it() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    client, address = client_of(cast["staff"]), evaluation.get_absolute_url()
    told = "<dt>団体の評価シート</dt>\n      <dd>提出済み</dd>"
    assert told not in client.get(address).content.decode()

    ASSESSMENT_FLOW.make("submit", sheets(evaluation)[0], by=cast["manager"])

    assert told in client.get(address).content.decode()
    letter = OutgoingMail.objects.get(to=cast["staff"].email)
    assert GROUP_WORDS not in letter.body


def test_last_submission_reveals_and_the_first_does_not() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    group, city = sheets(evaluation)

    ASSESSMENT_FLOW.make("submit", city, by=cast["staff"])
    assert Evaluation.objects.get().status == "open"
    ASSESSMENT_FLOW.make("submit", group, by=cast["manager"])
    assert Evaluation.objects.get().status == "revealed"


@pytest.mark.parametrize("kind", ["member", "manager", "staff", "coordinator", "superuser"])
@pytest.mark.parametrize("move", ["reveal", "reflect"])
def test_move_of_the_portal_itself_cannot_be_posted(kind: str, move: str) -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    address = reverse("evaluations:move", args=[evaluation.pk])

    assert client_of(cast[kind]).post(address, {"move": move}).status_code == 403
    assert Evaluation.objects.get().status == "open"


@pytest.mark.parametrize("kind", ["staff", "coordinator", "superuser", "other_manager", "citizen"])
def test_sheet_cannot_be_written_or_handed_in_for_the_other_side(kind: str) -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    group = sheets(evaluation)[0]
    client = client_of(cast[kind])

    client.post(reverse("evaluations:sheet", args=[evaluation.pk]), {"went_well": "書きかえ"})
    client.post(reverse("evaluations:submit", args=[evaluation.pk]), {"move": "submit"})

    group.refresh_from_db()
    assert (group.went_well, group.status) == (GROUP_WORDS, "draft")


def test_one_sided_opening_never_shows_the_draft_that_was_not_handed_in() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast, due_on=today() - dt.timedelta(days=1))
    Answer.objects.filter(assessment=sheets(evaluation)[0]).update(rating=1)
    ASSESSMENT_FLOW.make("submit", sheets(evaluation)[1], by=cast["staff"])

    reason = "団体の役員が交代し、期限までに書けなかったため"
    EVALUATION_FLOW.make("reveal_one_sided", evaluation, by=cast["coordinator"], note=reason)

    for kind in ("staff", "coordinator", "committee", "superuser"):
        assert words_seen(cast[kind], evaluation) == {"city"}
    body = client_of(cast["staff"]).get(evaluation.get_absolute_url()).content.decode()
    assert reason in body
    assert "段階以上ちがう項目" not in body
    assert widely_differing(Evaluation.objects.get()) == []


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_both_sides_handing_in_at_once_reveal_exactly_once() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast)
    group, city = sheets(evaluation)

    at_once(
        lambda: ASSESSMENT_FLOW.make("submit", group, by=cast["manager"]),
        lambda: ASSESSMENT_FLOW.make("submit", city, by=cast["staff"]),
    )

    assert Evaluation.objects.get().status == "revealed"
    assert AuditEntry.objects.filter(action="evaluation.reveal").count() == 1
    assert AuditEntry.objects.filter(action="assessment.submit").count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_handing_in_against_one_sided_opening_leaves_one_of_the_two() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast, due_on=today() - dt.timedelta(days=1))
    group, city = sheets(evaluation)
    ASSESSMENT_FLOW.make("submit", city, by=cast["staff"])

    at_once(
        lambda: ASSESSMENT_FLOW.make("submit", group, by=cast["manager"]),
        lambda: EVALUATION_FLOW.make(
            "reveal_one_sided", evaluation, by=cast["coordinator"], note="期限を過ぎたため"
        ),
    )

    evaluation.refresh_from_db()
    group.refresh_from_db()
    both_in = group.status == "submitted"
    assert evaluation.status == "revealed"
    assert bool(evaluation.one_sided_reason) is not both_in


def test_failed_reveal_takes_the_submission_back_with_it() -> None:
    cast = make_cast()
    evaluation = make_sealed(cast, due_on=today() - dt.timedelta(days=1))
    group, city = sheets(evaluation)
    ASSESSMENT_FLOW.make("submit", city, by=cast["staff"])
    EVALUATION_FLOW.make("reveal_one_sided", evaluation, by=cast["coordinator"], note="期限のため")

    with pytest.raises(MoveRefused), transaction.atomic():
        ASSESSMENT_FLOW.make("submit", group, by=cast["manager"])

    group.refresh_from_db()
    assert group.status == "draft"
