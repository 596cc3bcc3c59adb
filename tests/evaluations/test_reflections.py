"""The joint reflection: written together, agreed to by both, taken back by a change of words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.actions.reflections import consent, save_reflection
from evaluations.models import Answer, Consent, DifferenceNote, Evaluation, Reflection, Side
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def evaluation(cast: Cast) -> Evaluation:
    """Both sheets open: one step apart on the first item, two steps on the second."""
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project, status="revealed")
    one, two = evaluation.items.all()[:2]
    group = Answer.objects.filter(assessment__side=Side.GROUP)
    group.filter(item=one).update(rating=2)
    group.filter(item=two).update(rating=1)
    return evaluation


def at(name: str, evaluation: Evaluation) -> str:
    return reverse(f"evaluations:{name}", args=[evaluation.pk])


def typed(evaluation: Evaluation, **fields: Any) -> dict[str, Any]:
    """A complete reflection."""
    one, two = evaluation.items.all()[:2]
    return {
        "discussion": "会議の時間について話した。",
        "improvements": "夜にも会議を開く。",
        "next_steps": "来年も続ける。",
        "overall": "花が増えた。",
        "talked_on": "2026-04-01",
        f"note_{two.pk}": "昼の会議に出られなかった。",
        "seen": "0",
        **fields,
    }


def complete(evaluation: Evaluation) -> None:
    """Write a word on the item that is far apart."""
    reflection = Reflection.objects.get(evaluation=evaluation)
    item = evaluation.items.all()[1]
    DifferenceNote.objects.create(reflection=reflection, item=item, note="昼に出られなかった。")


def consents() -> list[str]:
    return sorted(Consent.objects.values_list("side", flat=True))


def test_reflection_lists_the_differences_in_words(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    one, two = evaluation.items.all()[:2]

    form = client.get(at("reflection", evaluation)).context["form"]

    listed = [(each.row.item, each.row.gap_words) for each in form.differences()]
    assert listed == [(one, "1段階のちがい"), (two, "2段階の大きなちがい")]
    assert [each.note.field.needed_to_submit for each in form.differences()] == [False, True]


@pytest.mark.parametrize("kind", ["manager", "staff"])
def test_either_side_writes_the_reflection(
    client: Client, cast: Cast, evaluation: Evaluation, kind: str
) -> None:
    client.force_login(cast[kind])

    response = client.post(at("reflection", evaluation), typed(evaluation))

    assert response.status_code == 302
    reflection = Reflection.objects.get()
    assert (reflection.overall, reflection.talked_on.isoformat()) == ("花が増えた。", "2026-04-01")
    noted = reflection.notes.exclude(note="").values_list("item", "note")
    assert list(noted) == [(evaluation.items.all()[1].pk, "昼の会議に出られなかった。")]
    assert AuditEntry.objects.get(action="evaluation.write_reflection").by == cast[kind]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("anonymous", 403),  # with what was typed, to be copied
        ("citizen", 404),
        ("member", 403),
        ("other_manager", 404),
        ("other_staff", 404),
        ("coordinator", 403),
        ("committee", 403),
        ("superuser", 403),
    ],
)
@pytest.mark.parametrize("name", ["reflection", "consent"])
def test_nobody_else_writes_or_agrees(
    client: Client, cast: Cast, evaluation: Evaluation, kind: str, status: int, name: str
) -> None:
    complete(evaluation)
    if kind != "anonymous":
        client.force_login(cast[kind])

    assert client.post(at(name, evaluation), typed(evaluation)).status_code == status
    assert (consents(), Reflection.objects.get().overall) == ([], "")


@pytest.mark.parametrize("status", ["open", "reflected", "published"])
def test_reflection_is_written_only_between_opening_and_consent(
    client: Client, cast: Cast, evaluation: Evaluation, status: str
) -> None:
    other = make_evaluation(evaluation.project, status=status, fiscal_year=2030)
    client.force_login(cast["manager"])

    assert client.get(at("reflection", other)).status_code == 403
    assert client.post(at("consent", other)).status_code == 403


def test_day_to_come_is_refused_and_everything_typed_stays(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])

    response = client.post(at("reflection", evaluation), typed(evaluation, talked_on="2199-01-01"))

    body = response.content.decode()
    assert response.status_code == 200
    assert "今日までの日付にしてください" in body
    assert "夜にも会議を開く。" in body
    assert Reflection.objects.get().overall == ""


def test_change_takes_the_consent_back_and_no_change_keeps_it(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    client.post(at("reflection", evaluation), typed(evaluation))
    consent(evaluation=evaluation, by=cast["manager"])
    page = client.get(at("reflection", evaluation)).context
    shown = {bound.html_name: bound.value() or "" for bound in page["form"]}
    shown["seen"] = page["seen"].token

    client.post(at("reflection", evaluation), shown)
    assert consents() == ["group"]

    client.force_login(cast["staff"])
    client.post(at("reflection", evaluation), shown | {"overall": "花も人も増えた。"})
    assert consents() == []
    assert Reflection.objects.get().overall == "花も人も増えた。"


def test_words_of_the_other_side_are_not_overwritten(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    client.force_login(cast["manager"])
    opened = client.get(at("reflection", evaluation)).context["seen"].token
    client.force_login(cast["staff"])
    client.post(at("reflection", evaluation), typed(evaluation, overall="市のことば"))
    client.force_login(cast["manager"])

    mine = typed(evaluation, overall="団体のことば", seen=opened)
    refused = client.post(at("reflection", evaluation), mine)

    body = refused.content.decode()
    assert refused.status_code == 409
    assert body.index("市のことば") < body.index("団体のことば")
    assert Reflection.objects.get().overall == "市のことば"

    mine |= {"seen": refused.context["seen"].token, "told": refused.context["seen"].told}
    assert client.post(at("reflection", evaluation), mine).status_code == 302
    assert Reflection.objects.get().overall == "団体のことば"


def test_consent_to_words_not_yet_read_is_refused(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    complete(evaluation)
    client.force_login(cast["manager"])
    seen = client.get(evaluation.get_absolute_url()).context["consent"]["read_up_to"]
    client.force_login(cast["staff"])
    client.post(at("reflection", evaluation), typed(evaluation))
    client.force_login(cast["manager"])

    assert client.post(at("consent", evaluation), {"seen": seen}).status_code == 409
    assert consents() == []

    seen = client.get(evaluation.get_absolute_url()).context["consent"]["read_up_to"]
    assert client.post(at("consent", evaluation), {"seen": seen}).status_code == 302
    assert consents() == ["group"]


@pytest.mark.parametrize("missing", ["discussion", "improvements", "next_steps", "note"])
def test_consent_waits_until_everything_is_written(
    client: Client, cast: Cast, evaluation: Evaluation, missing: str
) -> None:
    if missing != "note":
        complete(evaluation)
        Reflection.objects.update(**{missing: ""})
    client.force_login(cast["manager"])

    page = client.get(evaluation.get_absolute_url())
    response = client.post(at("consent", evaluation), {"seen": "0"})

    assert response.status_code == 409
    assert page.context["consent"]["verdict"].reason in response.content.decode()
    assert (consents(), Evaluation.objects.get().status) == ([], "revealed")


def test_both_consents_close_the_reflection(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    complete(evaluation)
    for kind, status in (("manager", "revealed"), ("staff", "reflected")):
        client.force_login(cast[kind])
        assert client.post(at("consent", evaluation), {"seen": "0"}).status_code == 302
        assert Evaluation.objects.get().status == status


def test_second_consent_of_one_side_is_refused(
    client: Client, cast: Cast, evaluation: Evaluation
) -> None:
    complete(evaluation)
    client.force_login(cast["manager"])

    codes = [client.post(at("consent", evaluation), {"seen": "0"}).status_code for _ in "12"]

    assert codes == [302, 409]
    assert (consents(), Evaluation.objects.get().status) == (["group"], "revealed")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_both_sides_agreeing_at_once_close_it_exactly_once(
    cast: Cast, evaluation: Evaluation
) -> None:
    complete(evaluation)
    people = [cast["manager"], cast["staff"]]

    at_once(*(lambda by=by: consent(evaluation=evaluation, by=by) for by in people))

    assert (consents(), Evaluation.objects.get().status) == (["city", "group"], "reflected")
    assert AuditEntry.objects.filter(action="evaluation.reflect").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_consent_never_stands_beside_words_changed_at_the_same_moment(
    cast: Cast, evaluation: Evaluation
) -> None:
    complete(evaluation)

    def rewrite() -> None:
        def write(reflection: Reflection) -> None:
            reflection.overall = "書きかえた"
            reflection.save()

        save_reflection(evaluation=evaluation, by=cast["staff"], write=write)

    outcomes = at_once(
        rewrite, lambda: consent(evaluation=evaluation, by=cast["manager"], read_up_to=0)
    )

    assert outcomes[0] is None
    assert outcomes[1] is None or isinstance(outcomes[1], MoveRefused)
    assert consents() == []


def test_reflection_page_asks_the_database_a_fixed_number_of_times(
    client: Client, cast: Cast, evaluation: Evaluation, django_assert_num_queries: Any
) -> None:
    client.force_login(cast["manager"])
    for rating in (3, 1):
        Answer.objects.filter(assessment__side=Side.GROUP).update(rating=rating)
        with django_assert_num_queries(12):
            assert client.get(at("reflection", evaluation)).status_code == 200
