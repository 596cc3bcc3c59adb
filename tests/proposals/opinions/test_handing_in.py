"""Opinions are handed in: with an account, by a guest, on paper; once, in time, rewritten and taken back."""

import datetime as dt
import re
import uuid
from functools import partial
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.accounts.leaving import remove_personal
from groups.models import Guest
from kyodo_portal.cities import city
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.opinions import forget_writers
from proposals.flows.opinion_rounds import keep_writers_until
from proposals.models import Opinion, OpinionRound, OpinionSubmission, OpinionWriterDetails
from tests.factories import make_department, make_staff, make_user
from tests.proposals.opinions.factories import make_round, make_submission
from tests.races import at_once

pytestmark = pytest.mark.django_db

WRITER = {"writer_kind": "resident", "name": "見本 花子", "address": "見本市見本町1-1"}
GUEST = {
    "writer_kind": "resident",
    "address": "見本市見本町1-1",
    "guest_name": "見本 花子",
    "guest_email": "hanako@example.jp",
}
WORDS = {"text_whole": "木を増やしてほしい。", "reason_whole": "夏が暑いから。"}


def address(round_: OpinionRound, page: str = "write") -> str:
    return reverse(f"opinions:{page}", args=[round_.pk])


def sent(client: Client, round_: OpinionRound, **words: str) -> Any:
    return client.post(address(round_), {**WRITER, **WORDS, **words}, follow=True)


def test_citizen_writes_on_the_whole_and_on_a_section_and_gets_a_receipt(client: Client) -> None:
    round_, citizen = make_round(), make_user()
    section = round_.sections.all()[0]
    client.force_login(citizen)

    page = sent(client, round_, **{f"text_{section.pk}": "公園に水飲み場がほしい。"})

    made = OpinionSubmission.objects.get()
    assert page.redirect_chain == [(made.get_absolute_url(), 302)]
    assert made.receipt == f"{round_.pk}-0001"
    assert made.receipt in page.content.decode()
    assert [(each.section, each.text, each.reason) for each in made.opinions.order_by("pk")] == [
        (None, "木を増やしてほしい。", "夏が暑いから。"),
        (section, "公園に水飲み場がほしい。", ""),
    ]
    assert (made.user, made.received_how, made.status) == (citizen, "form", "received")
    assert made.writer.forget_on == timezone.localdate(round_.closes_at) + dt.timedelta(
        days=city().opinions.forget_days
    )
    assert OutgoingMail.objects.get().to == citizen.email


def test_same_words_again_are_one_and_told_so(client: Client) -> None:
    round_ = make_round()
    client.force_login(make_user())
    sent(client, round_)

    page = sent(client, round_, text_whole="木を　増やしてほしい。 ".replace("　", ""))

    assert "同じ意見をすでに受け付けています" in page.content.decode()
    assert OpinionSubmission.objects.count() == 1


def test_other_words_again_are_refused_with_the_way_to_rewrite(client: Client) -> None:
    round_ = make_round()
    client.force_login(make_user())
    sent(client, round_)

    page = client.post(address(round_), {**WRITER, "text_whole": "別の意見です。"})

    assert page.status_code == 403
    assert "締切までは、出した意見のページで書き直せます" in page.content.decode()
    assert Opinion.objects.get().text == WORDS["text_whole"]


def test_nothing_written_and_no_detail_are_told_and_nothing_is_lost(client: Client) -> None:
    round_ = make_round()
    client.force_login(make_user())

    page = client.post(
        address(round_), {**WRITER, "writer_kind": "worker", "reason_whole": "理由だけ"}
    ).content.decode()

    assert "理由だけが書かれています。意見も書いてください。" in page
    assert "勤め先の名前と所在地を書いてください" in page
    assert "見本町1-1" in page
    assert OpinionSubmission.objects.count() == 0


@pytest.mark.parametrize(("late", "status"), [(0, 200), (59, 200), (60, 403)])
def test_deadline_counts_to_the_end_of_its_minute(client: Client, late: int, status: int) -> None:
    closes = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(hours=1)
    round_ = make_round(closes_at=closes)
    client.force_login(make_user())

    with time_machine.travel(closes + dt.timedelta(seconds=late), tick=False):
        page = sent(client, round_)

    assert page.status_code == status
    assert OpinionSubmission.objects.count() == (1 if status == 200 else 0)


def code_in_letter() -> str:
    found = re.search(r"　(\d{6})\n", OutgoingMail.objects.latest("pk").body)
    assert found is not None
    return found[1]


def handed_in_as_guest(client: Client, round_: OpinionRound) -> OpinionSubmission:
    client.post(address(round_), {**GUEST, **WORDS})
    guest = Guest.objects.get()
    client.post(guest.get_absolute_url(), {"code": code_in_letter()})
    return OpinionSubmission.objects.get()


def test_guest_counts_once_the_code_is_typed(client: Client) -> None:
    round_ = make_round()
    client.post(address(round_), {**GUEST, **WORDS})
    assert OpinionSubmission.objects.get().status == "unconfirmed"
    assert Opinion.objects.ungrouped().count() == 0

    guest = Guest.objects.get()
    client.post(guest.get_absolute_url(), {"code": code_in_letter()})

    assert OpinionSubmission.objects.get().status == "received"
    assert Opinion.objects.ungrouped().count() == 1
    guest.refresh_from_db()
    page = client.get(reverse("opinions:guest", args=[guest.pk, guest.token]))
    assert f"{round_.pk}-0001" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_guest_who_sends_the_same_words_again_is_told_nothing_but_that(client: Client) -> None:
    round_ = make_round()
    handed_in_as_guest(client, round_)

    page = client.post(address(round_), {**GUEST, **WORDS}, follow=True)

    assert page.redirect_chain == [(round_.get_absolute_url(), 302)]
    assert "同じ意見をすでに受け付けています" in page.content.decode()
    assert (OpinionSubmission.objects.count(), Guest.objects.count()) == (1, 1)


def test_guest_who_writes_twice_has_written_anew_and_another_of_the_family_has_not(
    client: Client,
) -> None:
    round_ = make_round()
    first = handed_in_as_guest(client, round_)

    def again(words: str, **typed: str) -> None:
        client.post(address(round_), {**GUEST, "text_whole": words, **typed})
        newest = Guest.objects.latest("pk")
        client.post(newest.get_absolute_url(), {"code": code_in_letter()})

    again("花も植えてほしい。")
    again("水飲み場がほしい。", guest_name="見本 太郎")

    first.refresh_from_db()
    assert first.status == "withdrawn"
    standing = Opinion.objects.standing().order_by("pk").values_list("text", flat=True)
    assert list(standing) == ["花も植えてほしい。", "水飲み場がほしい。"]


def test_code_of_the_second_that_is_typed_after_the_deadline_still_replaces_the_first(
    client: Client,
) -> None:
    round_ = make_round()
    handed_in_as_guest(client, round_)
    client.post(address(round_), {**GUEST, "text_whole": "花も植えてほしい。"})
    ended = timezone.now() - dt.timedelta(minutes=5)
    OpinionRound.objects.update(closes_at=ended)

    client.post(Guest.objects.latest("pk").get_absolute_url(), {"code": code_in_letter()})

    assert [each.text for each in Opinion.objects.standing()] == ["花も植えてほしい。"]


def test_guest_rewrites_and_takes_back_on_their_own_page(client: Client) -> None:
    round_ = make_round()
    submission = handed_in_as_guest(client, round_)
    guest = Guest.objects.get()
    page = reverse("opinions:guest", args=[guest.pk, guest.token])
    shown = client.get(f"{page}rewrite/")
    seen = re.search(r'name="seen" value="([^"]+)"', shown.content.decode())
    assert seen is not None

    client.post(f"{page}rewrite/", {**WRITER, "text_whole": "花も植えてほしい。", "seen": seen[1]})
    assert Opinion.objects.get().text == "花も植えてほしい。"
    client.post(page, {"action": "withdraw"})

    submission.refresh_from_db()
    assert (submission.status, submission.number) == ("withdrawn", 1)
    assert Opinion.objects.count() == OpinionWriterDetails.objects.count() == 0


def test_citizen_takes_back_until_the_deadline_and_not_after(client: Client) -> None:
    citizen = make_user()
    late = make_submission(make_round(when="closed"), citizen)
    client.force_login(citizen)
    move = {"move": "withdraw", "seen": "received"}

    refused = client.post(reverse("opinions:submission_move", args=[late.pk]), move)

    assert refused.status_code == 409
    assert Opinion.objects.count() == 1
    early = make_submission(make_round(), citizen)
    client.post(reverse("opinions:submission_move", args=[early.pk]), move)
    assert Opinion.objects.get().submission == late
    assert [each.submission for each in OpinionWriterDetails.objects.all()] == [late]


PAPER = {**WRITER, **WORDS, "received_how": "post", "contact": "電話 000-0000-0000"}


def test_staff_enter_what_came_by_post_in_time(client: Client) -> None:
    office = make_department()
    round_, officer = make_round(when="closed", department=office), make_staff(office)
    client.force_login(officer)
    in_time = timezone.localdate(round_.closes_at)

    late = client.post(
        address(round_, "counter"), {**PAPER, "received_on": in_time + dt.timedelta(days=1)}
    )
    assert "募集の期間の外の日です" in late.content.decode()
    client.post(address(round_, "counter"), {**PAPER, "received_on": in_time.isoformat()})
    again = client.post(
        address(round_, "counter"), {**PAPER, "received_on": in_time.isoformat()}, follow=True
    )

    made = OpinionSubmission.objects.get()
    assert (made.entered_by, made.received_how, made.received_on) == (officer, "post", in_time)
    assert made.writer.contact == PAPER["contact"]
    assert "同じ意見をすでに受け付けています" in again.content.decode()


def test_what_many_have_signed_is_typed_once(client: Client) -> None:
    office = make_department()
    round_ = make_round(department=office)
    client.force_login(make_staff(office))
    first = make_submission(
        round_, None, entered_by=make_staff(office, "同僚"), received_how="post"
    )
    counter = address(round_, "counter")

    led = client.get(first.get_absolute_url()).content.decode()
    form = client.get(counter, {"like": first.pk}).context["form"]
    strange = [client.get(counter, {"like": like}).status_code for like in ("99999", "②", "x")]

    assert f'href="{counter}?like={first.pk}"' in led
    assert form["text_whole"].value() == "木を増やしてほしい。"
    assert form["name"].value() is None
    assert strange == [200, 200, 200]


def test_names_go_on_their_day_and_the_words_stay() -> None:
    submission = make_submission(make_round(when="closed"), make_user())
    day = submission.writer.forget_on

    before = forget_writers(timezone.now())
    with time_machine.travel(dt.datetime(day.year, day.month, day.day, 3, tzinfo=dt.UTC)):
        on_the_day = forget_writers(timezone.now())

    assert (before, on_the_day) == (0, 1)
    assert OpinionWriterDetails.objects.count() == 0
    assert Opinion.objects.get().text == "木を増やしてほしい。"


@pytest.mark.parametrize(("status", "stays"), [("received", False), ("withdrawn", True)])
def test_who_took_theirs_back_is_not_known_longer_for_the_answer(status: str, stays: bool) -> None:
    round_ = make_round(when="closed")
    day = timezone.localdate() + dt.timedelta(days=30)
    guest = Guest.objects.create(name="花子", phone="000-2", came_for="opinion", forget_on=day)
    make_submission(round_, guest=guest, status=status)

    keep_writers_until(round_, day + dt.timedelta(days=300))

    guest.refresh_from_db()
    assert (guest.forget_on == day) is stays


def test_who_left_a_telephone_number_counts_once_staff_have_called(client: Client) -> None:
    office = make_department()
    round_ = make_round(department=office)
    by_phone = {**GUEST, "guest_email": "", "guest_phone": "048-000-0000"}
    client.post(address(round_), {**by_phone, **WORDS})
    submission = OpinionSubmission.objects.get()
    client.force_login(make_staff(office))

    desk = client.get(address(round_, "desk")).content.decode()
    client.post(reverse("opinions:called", args=[submission.pk]))

    submission.refresh_from_db()
    assert submission.get_absolute_url() in desk
    assert submission.status == "received"


def test_words_that_come_too_late_are_given_back(client: Client) -> None:
    client.force_login(make_user())

    page = client.post(address(make_round(when="closed")), {**WRITER, **WORDS})

    assert page.status_code == 403
    assert WORDS["text_whole"] in page.content.decode()
    assert "締切の時刻を過ぎたため" in page.content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_submission() -> None:
    round_, citizen = make_round(), make_user()
    clients = [Client(), Client()]
    for each in clients:
        each.force_login(citizen)
    data = {**WRITER, **WORDS, "submission_key": str(uuid.uuid4())}

    at_once(*[partial(each.post, address(round_), data) for each in clients])

    assert OpinionSubmission.objects.count() == 1


def test_who_leaves_the_portal_leaves_the_words_without_a_name() -> None:
    citizen = make_user()
    submission = make_submission(make_round(when="closed"), citizen)

    remove_personal(citizen)

    assert OpinionWriterDetails.objects.count() == 0
    assert submission.opinions.get().text == "木を増やしてほしい。"
