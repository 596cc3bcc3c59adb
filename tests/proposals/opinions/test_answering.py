"""Staff sort opinions, sum them up, hear the writers, and publish what the city thinks."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.flows import OPINION_FLOW, OPINION_ROUND_FLOW
from proposals.models import Opinion, OpinionCorrection, OpinionGroup, OpinionRound
from tests.factories import make_department, make_staff, make_user
from tests.proposals.opinions.factories import make_opinion_group, make_round, make_submission
from tests.races import at_once
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db


def closed_round() -> tuple[OpinionRound, User]:
    office = make_department()
    return make_round(when="closed", department=office), make_staff(office)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def desk(round_: OpinionRound) -> str:
    return reverse("opinions:desk", args=[round_.pk])


def test_from_what_came_in_to_the_published_answer() -> None:
    round_, officer = closed_round()
    writer, other = make_user(), make_user()
    mine = make_submission(round_, writer, "木を増やしてほしい。", "水飲み場がほしい。")
    make_submission(round_, other, "木を増やしてほしい。")
    staff, citizen = signed_in(officer), signed_in(writer)
    trees = [each.pk for each in Opinion.objects.filter(text__startswith="木")]
    tap = Opinion.objects.get(text__startswith="水")

    staff.post(desk(round_), {"opinions": trees, "heading": "木を増やす"})
    group = OpinionGroup.objects.get()
    staff.post(desk(round_), {"opinions": [tap.pk], "group": group.pk})
    both = reverse("opinions:group", args=[group.pk])
    form = next(each for each in forms_in(staff.get(both), both) if "summary" in each.fields)
    answer = {"summary": "木を増やす。", "answer": "街路樹を増やします。", "kind": "reflected"}
    staff.post(both, {**form.fields, **answer})
    assert "木を増やす。" not in citizen.get(mine.get_absolute_url()).content.decode()

    staff.post(reverse("opinions:show", args=[round_.pk]))
    shown = citizen.get(mine.get_absolute_url()).content.decode()
    assert "木を増やす。" in shown
    assert "街路樹を増やします。" not in shown
    citizen.post(mine.get_absolute_url(), {"text": "水飲み場のことが落ちています。"})
    again = citizen.post(mine.get_absolute_url(), {"text": "もう一度。"})
    correction = OpinionCorrection.objects.get()
    assert again.status_code == 403

    publish = {"move": "publish_answer", "seen": "closed"}
    early = staff.post(reverse("opinions:move", args=[round_.pk]), publish)
    assert early.status_code == 409
    corrected = reverse("opinions:corrected", args=[correction.submission.round_id, correction.pk])
    staff.post(corrected, {f"correction-{correction.pk}-answer": "概要に加えました。"})
    assert "概要に加えました。" in citizen.get(mine.get_absolute_url()).content.decode()
    for typed, words, status in (
        ("加えません。", "ほかの職員が先に答えました", 409),
        ("長" * 2001, "文字", 422),
    ):
        second = staff.post(corrected, {f"correction-{correction.pk}-answer": typed})
        assert (second.status_code, words in second.text, typed in second.text) == (
            status,
            True,
            True,
        )
    correction.refresh_from_db()
    assert correction.answer == "概要に加えました。"

    after = timezone.now() + dt.timedelta(days=city().opinions.correction_days + 1)
    with time_machine.travel(after, tick=False):
        OPINION_ROUND_FLOW.make("publish_answer", round_, by=User.objects.get(pk=officer.pk))
        page = Client().get(round_.get_absolute_url()).content.decode()

    assert "街路樹を増やします。" in page
    assert "2人から、3件の意見がありました" in page
    assert "2人・2通りの文" in page
    assert "数は、賛成や反対の票ではありません" in page
    told = OutgoingMail.objects.filter(subject__contains="回答が公表されました")
    assert {each.to for each in told} == {writer.email, other.email}
    mine.refresh_from_db()
    assert mine.writer.forget_on == timezone.localdate(after) + dt.timedelta(
        days=city().opinions.forget_days
    )


def test_opinion_in_two_groups_counts_once() -> None:
    round_, _ = closed_round()
    opinion = make_submission(round_, make_user()).opinions.get()
    for heading in ("木", "夏"):
        make_opinion_group(round_, opinion, heading=heading)
    OpinionRound.objects.filter(pk=round_.pk).update(status="answered", answered_at=timezone.now())

    page = Client().get(round_.get_absolute_url()).content.decode()

    assert "1人から、1件の意見がありました" in page
    assert page.count("1人・1通りの文") == 2


def test_same_text_of_many_is_counted_by_people_and_by_texts() -> None:
    round_, _ = closed_round()
    same = [make_submission(round_, make_user()).opinions.get() for _ in range(4)]
    other = make_submission(round_, make_user(), "花も植えてほしい。").opinions.get()
    group = make_opinion_group(round_, *same, other)

    counted = OpinionGroup.objects.counted().get(pk=group.pk)

    assert (counted.people, counted.texts) == (5, 2)


def refusal(round_: OpinionRound, officer: User) -> str:
    with pytest.raises(MoveRefused) as refused:
        OPINION_ROUND_FLOW.make("publish_answer", round_, by=User.objects.get(pk=officer.pk))
    return refused.value.reason


def test_answer_waits_for_every_opinion_group_writer_and_correction() -> None:
    round_, officer = closed_round()
    submission = make_submission(round_, make_user())

    assert "まだ整理していない意見が1件" in refusal(round_, officer)
    group = make_opinion_group(round_, submission.opinions.get(), answer="")
    assert "どれかを書いていないまとまりが1件" in refusal(round_, officer)
    OpinionGroup.objects.filter(pk=group.pk).update(answer="増やします。")
    assert "まだ見せていません" in refusal(round_, officer)
    OpinionRound.objects.filter(pk=round_.pk).update(shown_at=timezone.now())
    assert "概要の直しを求められます" in refusal(round_, officer)
    long_ago = timezone.now() - dt.timedelta(days=30)
    OpinionRound.objects.filter(pk=round_.pk).update(shown_at=long_ago)
    OpinionCorrection.objects.create(submission=submission, text="落ちています。")
    assert "まだ答えていないものが1件" in refusal(round_, officer)


def test_nobody_who_wrote_answers() -> None:
    round_, officer = closed_round()
    make_submission(round_, officer)

    answer = signed_in(officer).post(desk(round_), {"opinions": [], "heading": "木"})

    assert answer.status_code == 403
    assert OpinionGroup.objects.count() == 0


def test_set_aside_leaves_its_groups_and_needs_a_reason() -> None:
    round_, officer = closed_round()
    opinion = make_submission(round_, make_user()).opinions.get()
    make_opinion_group(round_, opinion)
    opinion.refresh_from_db()
    officer = User.objects.get(pk=officer.pk)

    with pytest.raises(MoveRefused, match="対象外の理由"):
        OPINION_FLOW.make("set_aside", opinion, by=officer)
    OPINION_FLOW.make("set_aside", opinion, by=officer, note="案と関わりがないため。")

    assert (opinion.places.count(), opinion.set_aside_because) == (0, "案と関わりがないため。")
    assert Opinion.objects.ungrouped().count() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_staff_answer_at_once_and_it_is_published_once() -> None:
    round_, officer = closed_round()
    colleague = make_staff(round_.department, "同僚")
    people = [User.objects.get(pk=each.pk) for each in (officer, colleague)]

    def publish(by: Any) -> str:
        found = OpinionRound.objects.get(pk=round_.pk)
        moved = OPINION_ROUND_FLOW.make("publish_answer", found, by=by, shown_status="closed")
        return str(moved.status)

    outcomes = at_once(*[partial(publish, each) for each in people])

    assert sorted(str(type(each).__name__) for each in outcomes) == ["MoveRefused", "str"]
    assert (
        OpinionRound.objects.get().history().filter(action__endswith="publish_answer").count() == 1
    )
