"""Threads from the first word to the last: read, answered, blocked, asked for, hidden and forgotten."""

import datetime as dt
import uuid
from contextlib import suppress
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groups.actions.messages import block, open_thread, unblock, write
from groups.actions.unanswered import ask_for_answer, forget_threads, pass_on
from groups.flows import REPORT_FLOW, THREAD_FLOW
from groups.models import Message, Report, Thread, UnansweredThread
from groups.models.people import User
from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import ROUTINES, Tick
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import rule_named
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_group, make_user
from tests.groups.threads import begin
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def say(cast: Cast, kind: str, thread: Thread, body: str) -> Message:
    return write(thread=thread, body=body, by=cast[kind], key=uuid.uuid4())[0]


def told(subject: str) -> list[str]:
    letters = OutgoingMail.objects.filter(subject__contains=subject).order_by("pk")
    return list(letters.values_list("to", flat=True))


def test_citizen_writes_and_the_group_answers_under_its_name(cast: Cast) -> None:
    citizen, manager = cast.browser("citizen"), cast.browser("manager")
    form = reverse("messages:contact_group", args=[cast.group.pk])
    assert form in citizen.get(cast.group.get_absolute_url()).text

    answer = citizen.post(form, {"subject": "花だん", "body": "手伝えますか。"})
    thread = Thread.objects.get()
    assert answer["Location"] == thread.get_absolute_url()
    assert told("メッセージが届きました") == [cast["manager"].email]

    page = manager.get(thread.get_absolute_url()).text
    assert all(words in page for words in ("手伝えますか。", "「花と道の会」の名前で返事をします"))
    manager.post(reverse("messages:write", args=[thread.pk]), {"body": "日曜にどうぞ。"})
    assert told("返事が届きました") == [cast["citizen"].email]
    shown = citizen.get(thread.get_absolute_url()).text
    assert ("日曜にどうぞ。" in shown, cast["manager"].display_name in shown) == (True, False)
    assert [message.signature for message in thread.messages.all()] == ["市民", "花と道の会"]


def test_no_address_and_no_word_stands_where_it_does_not_belong(cast: Cast) -> None:
    thread = begin(cast, subject="ひみつの件", body="ひみつの言葉")
    say(cast, "manager", thread, "ひみつの返事")
    pages = [
        cast.browser(kind).get(thread.get_absolute_url()).text for kind in ("citizen", "manager")
    ]
    letters = list(OutgoingMail.objects.all())

    people = [cast[kind].email for kind in ("citizen", "manager")]
    assert [email for email in people for page in pages if email in page] == []
    assert [mail.pk for mail in letters if any(email in mail.body for email in people)] == []
    assert {mail.expires_at is None for mail in letters} == {False}  # forgotten once delivered
    entries = AuditEntry.objects.filter(target_model="groups.thread")
    assert [
        entry for entry in entries if "ひみつ" in f"{entry.note}{entry.target_label}{entry.data}"
    ] == []
    assert entries.count() == 2


def test_unread_stands_first_until_it_is_read_or_answered(cast: Cast) -> None:
    first = begin(cast, subject="先のもの")
    begin(cast, subject="後のもの")
    manager, listing = cast.browser("manager"), reverse("messages:list")
    manager.post(reverse("messages:read", args=[Thread.objects.get(subject="後のもの").pk]))

    def unread() -> dict[str, bool]:
        return {row.subject: row.is_unread for row in manager.get(listing).context["page_obj"]}

    assert unread() == {"先のもの": True, "後のもの": False}
    assert list(unread())[0] == "先のもの"
    say(cast, "manager", first, "返事")
    assert unread() == {"先のもの": False, "後のもの": False}
    citizens = cast.browser("citizen").get(reverse("my")).context["unread"]
    assert [thread.subject for thread in citizens] == ["先のもの"]


def test_looking_marks_nothing_read(cast: Cast) -> None:
    thread = begin(cast)
    cast.browser("manager").get(thread.get_absolute_url())

    assert Thread.objects.get().office_read_at is None


def test_ten_threads_a_day_and_the_words_are_not_lost(cast: Cast) -> None:
    for _ in range(10):
        begin(cast)
    form = reverse("messages:contact_group", args=[cast.group.pk])
    typed = {"subject": "十一件め", "body": "残る言葉"}

    refused = cast.browser("citizen").post(form, typed)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        next_day = cast.browser("citizen").post(form, typed)

    assert (refused.status_code, "残る言葉" in refused.text) == (429, True)
    assert (next_day.status_code, Thread.objects.count()) == (302, 11)


def test_form_sent_twice_is_one_thread(cast: Cast) -> None:
    form = reverse("messages:contact_group", args=[cast.group.pk])
    typed = {"subject": "件名", "body": "本文", "submission_key": str(uuid.uuid4())}
    for _ in range(2):
        assert cast.browser("citizen").post(form, typed).status_code == 302

    assert (Thread.objects.count(), Message.objects.count()) == (1, 1)


def test_blocked_is_not_told_and_not_heard(cast: Cast) -> None:
    thread = begin(cast)
    block(thread=thread, by=cast["manager"])
    OutgoingMail.objects.all().delete()

    say(cast, "citizen", thread, "聞こえない言葉")
    second = begin(cast, subject="新しい件")

    assert not OutgoingMail.objects.exists()
    browser = cast.browser("citizen")
    own = browser.get(thread.get_absolute_url()).text
    assert ("聞こえない言葉" in own, "ブロックしています" in own) == (True, False)
    assert "聞こえない言葉" not in cast.browser("manager").get(thread.get_absolute_url()).text
    assert list(Thread.objects.visible_to(cast["manager"])) == [thread]
    assert set(Thread.objects.visible_to(cast["citizen"])) == {thread, second}

    unblock(thread=thread, by=cast["manager"])
    say(cast, "citizen", thread, "聞こえる言葉")
    page = cast.browser("manager").get(thread.get_absolute_url()).text
    assert ("聞こえる言葉" in page, "聞こえない言葉" in page) == (True, False)


def test_citizen_who_blocked_a_group_hears_it_no_more(cast: Cast) -> None:
    thread = begin(cast)
    answer = cast.browser("citizen").post(reverse("messages:block", args=[thread.pk]))
    say(cast, "manager", thread, "聞きたくない返事")

    assert answer.status_code == 302
    assert told("返事が届きました") == []
    assert "聞きたくない返事" not in cast.browser("citizen").get(thread.get_absolute_url()).text
    refused = cast.browser("citizen").post(
        reverse("messages:write", args=[thread.pk]), {"body": "やはり聞く"}
    )
    assert (refused.status_code, "やはり聞く" in refused.text) == (409, True)


def test_thread_of_a_deleted_group_ends_with_a_sentence(cast: Cast) -> None:
    thread = begin(cast)
    type(cast.group).objects.filter(pk=cast.group.pk).update(status="deleted")
    browser = cast.browser("citizen")

    page = browser.get(thread.get_absolute_url())
    refused = browser.post(reverse("messages:write", args=[thread.pk]), {"body": "届きますか"})

    assert ("登録がなくなった" in page.text, page.context["form"] is None) == (True, False)
    assert (refused.status_code, "届きますか" in refused.text) == (409, True)
    form = reverse("messages:contact_group", args=[cast.group.pk])
    assert browser.post(form, {"subject": "件", "body": "文"}).status_code == 404


def test_desk_reads_for_a_group_on_paper_and_passes_on(cast: Cast) -> None:
    paper = make_group("紙の会")
    form = reverse("messages:contact_group", args=[paper.pk])
    assert "協働の窓口が受け取ります" in cast.browser("citizen").get(form).text
    thread = begin(cast, paper)

    assert told("メッセージが届きました") == [cast["coordinator"].email]
    pass_on(thread=thread, how="印刷して渡した", by=cast["coordinator"])
    say(cast, "coordinator", thread, "代表の方の返事です")

    page = cast.browser("citizen").get(thread.get_absolute_url()).text
    assert all(words in page for words in ("印刷して渡した", "代表の方の返事です"))
    assert thread.messages.order_by("-pk")[0].signature == city().desk.name


def test_office_is_reminded_and_then_the_desk_asks_without_a_word(cast: Cast) -> None:
    start = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
    with time_machine.travel(start):
        thread = begin(cast, subject="ひみつの件", body="ひみつの言葉")
    remind = ROUTINES["remind.message"]
    written = {}
    for day in (1, 3, 7):
        now = start + dt.timedelta(days=day)
        with time_machine.travel(now):
            written[day] = remind.run(Tick(now, start.date() - dt.timedelta(days=1)))
    assert written == {1: 0, 3: 1, 7: 1}
    assert told("まだ返事がありません") == [cast["manager"].email] * 2

    desk = reverse("admin:groups_unansweredthread_change", args=[thread.pk])
    with time_machine.travel(start + dt.timedelta(days=9)):
        assert cast.browser("coordinator").get(desk).status_code == 404
    with time_machine.travel(start + dt.timedelta(days=11)):
        browser = cast.browser("coordinator")
        page = browser.get(desk)
        assert (page.status_code, "ひみつ" in page.text) == (200, False)
        assert cast["citizen"].display_name not in page.context["facts"]
        assert browser.post(desk, {"part": "ask"}).status_code == 302
        rule = rule_named(cast["coordinator"], UnansweredThread, "unanswered")
        assert rule is not None
        assert not UnansweredThread.unanswered.filter(rule.where(cast["coordinator"])).exists()
    assert told("返事をお願いします") == [cast["manager"].email]
    assert told("協働の窓口からもお願いしました") == [cast["citizen"].email]
    assert "ひみつの言葉" not in OutgoingMail.objects.get(subject__contains="からもお願い").body


def test_answered_thread_is_not_asked_for(cast: Cast) -> None:
    thread = begin(cast)
    old = timezone.now() - dt.timedelta(days=20)
    Thread.objects.filter(pk=thread.pk).update(waiting_since=old)
    say(cast, "manager", thread, "返事")

    assert not UnansweredThread.unanswered.visible_to(cast["coordinator"]).exists()
    with pytest.raises(PermissionDenied, match="もう返事があったか"):
        ask_for_answer(
            unansweredthread=UnansweredThread.unanswered.get(pk=thread.pk), by=cast["coordinator"]
        )


def test_office_is_asked_for_an_answer_and_not_again_at_once(cast: Cast) -> None:
    thread = begin(cast)
    waits = {"unansweredthread": UnansweredThread.unanswered.get(pk=thread.pk)}
    found = []
    for days in (1, 20, 21, 60):
        later = timezone.now() + dt.timedelta(days=days)
        with time_machine.travel(later), suppress(PermissionDenied):
            ask_for_answer(**waits, by=cast["coordinator"])
        letters = OutgoingMail.objects.filter(subject__contains="返事をお願いします")
        found.append(letters.filter(to=cast["manager"].email).count())

    assert found == [0, 1, 1, 2]


def test_thread_goes_a_year_after_its_last_word(cast: Cast) -> None:
    thread = begin(cast)
    last = Thread.objects.get(pk=thread.pk).last_word_at

    assert forget_threads(last + dt.timedelta(days=364)) == 0
    assert forget_threads(last + dt.timedelta(days=365)) == 1
    assert not Message.objects.exists()


def test_reported_word_is_read_by_the_desk_alone_without_the_rest(cast: Cast) -> None:
    thread = begin(cast, subject="見えない件名", body="つらい言葉")
    say(cast, "citizen", thread, "ほかの言葉")
    message = thread.messages.order_by("pk")[0]
    create = reverse("reports:create", args=["message", message.pk])
    codes = {
        kind: cast.browser(kind).post(create, {"reason": "abuse"}).status_code
        for kind in ("anonymous", "coordinator", "other_manager", "manager")
    }
    assert codes == {"anonymous": 404, "coordinator": 404, "other_manager": 404, "manager": 302}
    case = Report.objects.get()
    admin = (
        cast.browser("coordinator").get(reverse("admin:groups_report_change", args=[case.pk])).text
    )
    assert ("つらい言葉" in admin, "ほかの言葉" in admin, "見えない件名" in admin) == (
        True,
        False,
        False,
    )
    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="人を傷つける言葉のため")
    for kind in ("manager", "citizen"):
        page = cast.browser(kind).get(thread.get_absolute_url()).text
        assert ("つらい言葉" in page, "市が表示をやめました" in page) == (False, True), kind
    assert "つらい言葉" in cast.browser("citizen").get(case.get_absolute_url()).text


def test_held_thread_waits_for_the_decision(cast: Cast) -> None:
    thread = begin(cast)
    message = thread.messages.get()
    create = reverse("reports:create", args=["message", message.pk])
    cast.browser("manager").post(create, {"reason": "abuse"})

    assert forget_threads(timezone.now() + dt.timedelta(days=900)) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_as_many_queries_however_many_threads(
    cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        thread = begin(cast, make_group(managers=(make_user(),)), body=f"言葉{number}")
        say(cast, "citizen", thread, "もう一言")
    browser = cast.browser("citizen")
    browser.get(reverse("messages:list"))
    with django_assert_num_queries(7):
        browser.get(reverse("messages:list"))
    with django_assert_num_queries(10):
        browser.get(thread.get_absolute_url())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_a_day_holds_when_all_are_sent_at_once() -> None:
    cast = make_cast()
    for _ in range(8):
        begin(cast)

    def once_more() -> Any:
        person = User.objects.get(pk=cast["citizen"].pk)
        given = {"office": cast.group, "subject": "件", "body": "文"}
        return open_thread(**given, by=person, key=uuid.uuid4())

    outcomes = at_once(*[once_more] * 5)

    assert sum(isinstance(outcome, MoveRefused) for outcome in outcomes) == 3
    assert Thread.objects.count() == 10


def test_close_ends_it_for_both(cast: Cast) -> None:
    thread = begin(cast)
    THREAD_FLOW.make("close", thread, by=cast["manager"])
    page = cast.browser("citizen").get(thread.get_absolute_url()).text

    assert ("このやりとりは終わっています" in page, "やりとりが終わりました" in page) == (
        True,
        True,
    )
