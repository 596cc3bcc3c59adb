"""Asking a group to be taken in: who asks, who answers, and what comes of it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groups.flows import GROUP_FLOW, JOIN_FLOW
from groups.joining import KEPT, forget_what_came_to_nothing
from groups.models import JoinRequest, Membership, User
from groups.rules.join_requests import can_ask_to_join
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.people import ask, told_to
from tests.people import make_cast

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_somebody_asks_and_is_taken_in() -> None:
    cast = make_cast()
    page = reverse("groups:join", args=[cast.group.pk])
    own, manager = cast.browser("citizen"), cast.browser("manager")
    form = own.get(page).context["form"]
    typed = {"words": "水やりを手伝えます。", "submission_key": form["submission_key"].value()}

    answers = [own.post(page, typed) for _ in range(2)]  # a second press changes nothing
    asked = JoinRequest.objects.get()
    read = manager.get(reverse("groups:request", args=[asked.pk])).content.decode()
    moved = manager.post(reverse("groups:request_move", args=[asked.pk]), {"move": "accept"})

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "水やりを手伝えます。" in read
    assert moved["Location"] == reverse("groups:people", args=[cast.group.pk])
    asked.refresh_from_db()
    assert (asked.status, asked.answered_by) == ("accepted", cast["manager"])
    assert cast["citizen"].role_by_group == {cast.group.pk: "member"}
    assert "申し込みが届きました" in told_to(cast["manager"])
    assert "申し込みが認められました" in told_to(cast["citizen"])


def test_no_comes_with_a_reason_and_is_not_asked_again_for_a_month() -> None:
    cast = make_cast()
    asked = ask(cast.group, cast["citizen"])

    with pytest.raises(MoveRefused, match="見送る理由"):
        JOIN_FLOW.make("decline", asked, by=cast["manager"])
    JOIN_FLOW.make("decline", asked, by=cast["manager"], note="いまは人数がいっぱいです。")

    assert "いまは人数がいっぱいです。" in told_to(cast["citizen"], "見送られました")
    assert "もう一度申し込めます" in can_ask_to_join(cast["citizen"], cast.group).reason
    with time_machine.travel(timezone.now() + 31 * DAY, tick=False):
        assert can_ask_to_join(cast["citizen"], cast.group)
    shown = cast.browser("citizen").get(asked.get_absolute_url())
    assert "団体が見送りました" in shown.content.decode()


#: Who or what stands in the way, and a word of the reason.
REFUSED: dict[str, str] = {
    "anonymous": "ログイン",
    "unconfirmed": "確認が済んでいない",
    "member": "すでにこの団体の一員",
    "applied": "申請中",
    "dormant": "休止",
    "nobody to answer": "返事のできる人がいません",
    "waiting already": "すでに届いています",
    "five waiting": "5件",
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_cannot_ask(case: str) -> None:
    cast = make_cast(status=case if case in ("applied", "dormant") else "registered")
    person: Any = cast["anonymous" if case == "anonymous" else "citizen"]
    if case == "member":
        person = cast["member"]
    if case == "unconfirmed":
        person.confirmed_at = None
    if case == "nobody to answer":
        Membership.objects.filter(group=cast.group).update(ended_at=timezone.now())
    if case == "waiting already":
        ask(cast.group, person)
    if case == "five waiting":
        for _ in range(5):
            ask(make_group(managers=(make_user(),)), person)

    verdict = can_ask_to_join(person, cast.group)

    assert (bool(verdict), REFUSED[case] in verdict.reason) == (False, True)
    if case not in ("anonymous", "unconfirmed"):
        with pytest.raises(PermissionDenied):
            ask(cast.group, person)


def test_one_who_was_invited_meanwhile_stays_what_they_are() -> None:
    cast = make_cast()
    asked = ask(cast.group, cast["citizen"])
    cast.group.memberships.create(user=cast["citizen"], role="treasurer")

    JOIN_FLOW.make("accept", asked, by=cast["manager"])

    assert cast["citizen"].role_by_group == {cast.group.pk: "treasurer"}


def test_closed_account_and_group_that_is_no_more_are_told() -> None:
    cast = make_cast()
    asked = ask(cast.group, cast["citizen"])
    User.objects.filter(pk=cast["citizen"].pk).update(is_active=False)
    with pytest.raises(MoveRefused, match="閉じられています"):
        JOIN_FLOW.make("accept", asked, by=cast["manager"])

    User.objects.filter(pk=cast["citizen"].pk).update(is_active=True)
    GROUP_FLOW.make("delete", cast.group, by=cast["coordinator"], note="解散した。")
    with pytest.raises(MoveRefused, match="登録はなくなった"):
        JOIN_FLOW.make("accept", asked, by=cast["manager"])


def test_silence_is_reminded_told_and_ended_by_the_city() -> None:
    cast, other = make_cast(), make_coordinator("もう一人")
    clock.run_all(timezone.now())
    asked = ask(cast.group, cast["citizen"])
    insider = make_coordinator("団体にいる担当")
    cast.group.memberships.create(user=insider)

    def waiting(person: User) -> int:
        found = [each.count for each in queues_for(fresh(person)) if "加入" in str(each.label)]
        return found[0]

    assert waiting(other) == 0
    with pytest.raises(MoveRefused, match="団体が返事をする期間"):
        JOIN_FLOW.make("close_unanswered", asked, by=other, note="返事がない。")
    for days in (3, 7, 14):
        with time_machine.travel(asked.created_at + days * DAY + dt.timedelta(hours=9)):
            clock.run_all(timezone.now())
            clock.run_all(timezone.now())
    reminded = OutgoingMail.objects.filter(subject__contains="まだ返事がありません")
    assert list(reminded.values_list("to", flat=True)) == [cast["manager"].email] * 2
    assert "協働の窓口にも知らせました" in told_to(cast["citizen"])

    with time_machine.travel(asked.created_at + 15 * DAY):
        assert (waiting(other), waiting(insider), waiting(cast["coordinator"])) == (1, 0, 1)
        with pytest.raises(MoveRefused, match="公平さを守るため"):
            JOIN_FLOW.make("close_unanswered", asked, by=fresh(insider), note="返事がない。")
        JOIN_FLOW.make("close_unanswered", asked, by=other, note="ほかの団体をご案内します。")
    assert "ほかの団体をご案内します。" in told_to(cast["citizen"])


def test_what_came_to_nothing_is_forgotten_and_what_was_said_of_oneself() -> None:
    cast = make_cast()
    declined, accepted, waits = (
        ask(group, person, words="わたしのこと")
        for group, person in (
            (cast.group, cast["citizen"]),
            (cast.group, cast["committee"]),
            (cast.group, cast["reviewer"]),
        )
    )
    JOIN_FLOW.make("decline", declined, by=cast["manager"], note="いっぱいです。")
    JOIN_FLOW.make("accept", accepted, by=cast["manager"])

    forget_what_came_to_nothing(timezone.now() + KEPT - DAY)
    assert JoinRequest.objects.exclude(words="").count() == 3
    forget_what_came_to_nothing(timezone.now() + KEPT + DAY)

    left = dict(JoinRequest.objects.values_list("pk", "words"))
    assert left == {accepted.pk: "", waits.pk: "わたしのこと"}


def test_words_with_letters_that_pretend_come_back_to_be_mended() -> None:
    cast = make_cast()
    page = reverse("groups:join", args=[cast.group.pk])

    answer = cast.browser("citizen").post(page, {"words": "手伝いますＡBС"})

    assert "見た目がよく似た別の文字" in answer.content.decode()
    assert "手伝います" in answer.content.decode()
    assert not JoinRequest.objects.exists()
