"""What is asked for from the first word to the thanks, by the pages: with an account, for a group, without
an account, at the counter; and what becomes of it when somebody does not come."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Guest
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import HelpAnswer, HelpWanted, Project
from tests.factories import make_project, make_user, today
from tests.people import Cast, make_cast
from tests.projects.helping import make_answer, make_help

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def project(cast: Cast) -> Project:
    return make_project(
        "花の道", status="active", groups=(cast.group,), departments=(cast.department,)
    )


def letters_to(address: str) -> list[str]:
    return [mail.subject for mail in OutgoingMail.objects.filter(to=address).order_by("pk")]


def again(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def post(client: Client, name: str, *args: object, **data: object) -> Any:
    return client.post(reverse(f"help_wanted:{name}", args=args), data, follow=True)


def test_help_is_asked_for_answered_done_and_thanked_for(cast: Cast, project: Project) -> None:
    manager, citizen = cast.browser("manager"), cast.browser("citizen")
    form = {
        "kind": "people",
        "title": "土曜の植えかえ",
        "text": "苗を植えます。",
        "number": "1",
        "times": ["15", "16"],
        "field_numbers": ["3"],
    }
    made = manager.post(reverse("help_wanted:create", args=["project", project.pk]), form)
    wanted = HelpWanted.objects.get()
    assert (made.status_code, made.url) == (302, wanted.get_absolute_url())
    assert (wanted.owner, wanted.times, wanted.status) == (project, 3 << 15, "open")
    assert [row.number for row in wanted.fields.all()] == [3]

    page = post(citizen, "answer", wanted.pk, number="1", may_be_named="on")
    assert "申し出を送りました" in page.content.decode()
    (answer,) = wanted.answers.all()
    assert (answer.user, again(wanted).status) == (cast["citizen"], "answered")
    assert again(wanted).first_answered_at is not None
    assert ["申し出が届きました" in each for each in letters_to(cast["staff"].email)] == [True]

    post(manager, "answer_move", answer.pk, move="accept", note="9時に駅前へ。")
    assert (again(answer).status, again(wanted).status) == ("accepted", "filled")
    (letter,) = OutgoingMail.objects.filter(to=cast["citizen"].email)
    assert "9時に駅前へ。" in letter.body

    post(manager, "move", wanted.pk, move="finish")
    assert (again(answer).status, again(wanted).status) == ("done", "done")
    post(manager, "answer_detail", answer.pk, thanks="助かりました。")
    page = post(manager, "move", wanted.pk, move="thank", note="花だんがよみがえりました。")
    assert again(wanted).status == "thanked"
    assert len(letters_to(cast["citizen"].email)) == 3
    shown = Client().get(wanted.get_absolute_url()).content.decode()
    assert "市民：助かりました。" in shown
    assert "花だんがよみがえりました。" in shown
    assert "9時に駅前へ。" not in shown


def test_thanks_are_public_only_where_the_helper_agreed(cast: Cast, project: Project) -> None:
    wanted = make_help(project, status="done")
    answer = make_answer(wanted, cast["citizen"], status="done")
    post(cast.browser("staff"), "answer_detail", answer.pk, thanks="ひそかなお礼")

    assert again(answer).thanks == "ひそかなお礼"
    assert "ひそかなお礼" not in Client().get(wanted.get_absolute_url()).content.decode()
    own = cast.browser("citizen").get(answer.get_absolute_url()).content.decode()
    assert "ひそかなお礼" in own


def test_group_offers_as_a_group(cast: Cast, project: Project) -> None:
    wanted = make_help(cast.department)
    post(cast.browser("manager"), "answer", wanted.pk, number="3", group=str(cast.group.pk))

    (answer,) = wanted.answers.all()
    assert (answer.group, answer.user, answer.number) == (cast.group, None, 3)
    assert again(answer).helper_name == "花と道の会"


def test_second_offer_is_told_and_made_once(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    browser = cast.browser("citizen")
    post(browser, "answer", wanted.pk, number="1")
    page = post(browser, "answer", wanted.pk, number="2")

    assert "すでに申し出ています" in page.content.decode()
    assert [answer.number for answer in wanted.answers.all()] == [1]


GUEST = {"guest_name": "見本 花子", "number": "1"}


def code_in_letter(address: str) -> str:
    found = re.search(r"　(\d{6})\n", OutgoingMail.objects.filter(to=address).latest("pk").body)
    assert found is not None
    return found[1]


def test_offer_without_an_account_waits_for_its_code(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    client = Client()
    page = post(client, "answer", wanted.pk, **GUEST, guest_email="hanako@example.jp")

    assert page.resolver_match.view_name == "guests:confirm"
    (answer,) = wanted.answers.all()
    assert (answer.status, again(wanted).status) == ("unconfirmed", "open")
    manager = cast.browser("manager")
    assert "見本 花子" not in manager.get(wanted.get_absolute_url()).content.decode()
    assert manager.get(answer.get_absolute_url()).status_code == 404

    address = page.redirect_chain[-1][0]
    page = client.post(address, {"code": code_in_letter("hanako@example.jp")}, follow=True)
    assert page.resolver_match.view_name == "help_wanted:guest"
    assert (again(answer).status, again(wanted).status) == ("offered", "answered")
    assert "見本 花子" in manager.get(wanted.get_absolute_url()).content.decode()
    assert "見本 花子" not in Client().get(wanted.get_absolute_url()).content.decode()

    post(manager, "answer_move", answer.pk, move="accept", note="土曜9時に。")
    letter = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk")
    assert "土曜9時に。" in letter.body
    assert again(answer.guest).get_absolute_url() in letter.body

    client.post(page.redirect_chain[-1][0])
    assert (again(answer).status, again(wanted).status) == ("withdrawn", "open")
    assert again(answer.guest).forget_on == today() + dt.timedelta(days=30)
    Guest.objects.all().delete()
    assert again(answer).helper_name == "アカウントのない方"
    told = [f"{entry.target_label} {entry.note}" for entry in AuditEntry.objects.all()]
    assert [line for line in told if "花子" in line] == []


def test_who_left_a_telephone_number_only_is_called(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    post(Client(), "answer", wanted.pk, **GUEST, guest_phone="048-000-0000")

    (answer,) = wanted.answers.all()
    (letter,) = OutgoingMail.objects.filter(to=cast["manager"].email)
    assert "電話番号だけの方" in letter.subject
    manager = cast.browser("manager")
    assert "048-000-0000" in manager.get(answer.get_absolute_url()).content.decode()
    post(manager, "answer_called", answer.pk)
    assert (again(answer).status, again(answer.guest).confirmed_how) == ("offered", "call")


def test_staff_enter_what_came_to_the_counter(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    form = {**GUEST, "guest_phone": "048-000-0000", "came_by": "fax", "came_on": "2026-11-02"}
    post(cast.browser("coordinator"), "counter", wanted.pk, **form)

    (answer,) = wanted.answers.all()
    told = (answer.status, answer.entered_by, answer.came_by, answer.guest.confirmed_how)
    assert told == ("offered", cast["coordinator"], "fax", "counter")
    assert again(wanted).status == "answered"
    refused = cast.browser("manager").get(reverse("help_wanted:counter", args=[wanted.pk]))
    assert refused.status_code == 403


def test_who_has_no_account_is_thanked_too(cast: Cast, project: Project) -> None:
    wanted = make_help(project, status="done")
    guest = Guest.objects.create(
        name="見本 花子", email="hanako@example.jp", came_for="help_answer", forget_on=today()
    )
    answer = make_answer(wanted, status="done", guest=guest)

    post(cast.browser("staff"), "answer_detail", answer.pk, thanks="助かりました。")

    (letter,) = OutgoingMail.objects.filter(to="hanako@example.jp")
    assert ("お礼が届きました" in letter.subject, "助かりました。" in letter.body) == (True, True)


def test_guest_is_known_until_help_that_was_put_off_is_over(cast: Cast, project: Project) -> None:
    wanted = make_help(project, ends_on=today() + dt.timedelta(days=5))
    post(Client(), "answer", wanted.pk, **GUEST, guest_phone="048-000-0000")
    manager, later = cast.browser("manager"), today() + dt.timedelta(days=90)
    edit = reverse("help_wanted:edit", args=[wanted.pk])
    page = manager.get(edit)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    assert seen is not None
    data = {bound.html_name: bound.value() or "" for bound in page.context["form"]}
    data |= {"times": [], "field_numbers": [], "ends_on": later.isoformat(), "seen": seen[1]}

    manager.post(edit, data)

    assert again(wanted).ends_on == later
    assert Guest.objects.get().forget_on == later + dt.timedelta(days=30)


def test_given_up_help_tells_everybody_who_offered(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    waits = make_answer(wanted, cast["citizen"])
    agreed = make_answer(wanted, make_user(), status="accepted")
    post(cast.browser("staff"), "move", wanted.pk, move="fail", note="雨で中止します。")

    assert [again(each).status for each in (wanted, waits, agreed)] == [
        "failed",
        "declined",
        "declined",
    ]
    bodies = OutgoingMail.objects.filter(to__in=[waits.user.email, agreed.user.email])
    assert ["雨で中止します。" in mail.body for mail in bodies] == [True, True]
    assert "雨で中止します。" in Client().get(wanted.get_absolute_url()).content.decode()


def test_freed_place_is_asked_for_again(cast: Cast, project: Project) -> None:
    wanted = make_help(project, number=1, status="filled")
    answer = make_answer(wanted, cast["citizen"], status="accepted")
    post(cast.browser("citizen"), "answer_move", answer.pk, move="withdraw")

    assert again(wanted).status == "open"


def test_what_was_taken_over_is_confirmed_or_changed(cast: Cast, project: Project) -> None:
    kept, changed = (make_help(project, is_taken_over=True) for _ in range(2))
    manager = cast.browser("manager")
    assert "以前の記入から" in Client().get(kept.get_absolute_url()).content.decode()

    post(manager, "confirm", kept.pk)
    page = manager.get(reverse("help_wanted:edit", args=[changed.pk]))
    form = page.context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    assert seen is not None
    data |= {"times": [], "field_numbers": [], "title": "いまの見出し", "seen": seen[1]}
    post(manager, "edit", changed.pk, **data)

    assert (again(kept).is_taken_over, again(changed).is_taken_over) == (False, False)
    assert again(changed).title == "いまの見出し"
    assert "以前の記入から" not in Client().get(kept.get_absolute_url()).content.decode()


def test_offer_that_cannot_be_read_comes_back_with_its_words(cast: Cast, project: Project) -> None:
    wanted = make_help(project)
    page = post(Client(), "answer", wanted.pk, guest_name="", number="何人か", message="行けます")

    assert page.status_code == 200
    assert "行けます" in page.content.decode()
    assert not HelpAnswer.objects.exists()
