"""What was reported: told once, decided with a reason, seen at its place, and looked at again."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from groups.actions.reports import forget_complaints, report
from groups.flows import REPORT_FLOW
from groups.models import Complaint, Report
from groups.models.people import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.hiding import KINDS as KINDS_OF_WORDS
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.life.queues import rule_named
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import JST
from projects.models import Update
from tests.factories import make_coordinator
from tests.groups.reported import reported_update, update_of
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def create_url(update: Update) -> str:
    return reverse("reports:create", args=["update", update.pk])


def told(subject: str) -> set[str]:
    letters = OutgoingMail.objects.filter(subject__contains=subject)
    return set(letters.values_list("to", flat=True))


@pytest.mark.parametrize("kind", ["anonymous", "citizen"])
def test_report_is_made_on_the_page_with_an_account_and_without(cast: Cast, kind: str) -> None:
    update = update_of(cast)
    browser = cast.browser(kind)

    assert create_url(update) in browser.get(update.project.get_absolute_url()).text
    answer = browser.post(create_url(update), {"reason": "personal", "note": "名前があります。"})

    assert (answer.status_code, answer["Location"]) == (302, update.get_absolute_url())
    complaint = Complaint.objects.get()
    assert (complaint.reason, complaint.by_id) == ("personal", cast[kind].pk)
    assert told("通報がありました") == {cast["coordinator"].email}
    assert AuditEntry.objects.get(action="report.report").note == ""


def test_report_without_a_reason_keeps_the_words(cast: Cast) -> None:
    answer = cast.browser("citizen").post(create_url(update_of(cast)), {"note": "残る言葉"})

    assert (answer.status_code, "残る言葉" in answer.text) == (200, True)
    assert not Report.objects.exists()


def test_visitor_cannot_flood_the_desk(cast: Cast) -> None:
    update, answers = update_of(cast), []
    for _ in range(11):
        answer = Client().post(create_url(update), {"reason": "other", "note": "書いた言葉"})
        answers.append(answer.status_code)

    assert answers == [302] * 10 + [429]
    assert (Report.objects.count(), "書いた言葉" in answer.text) == (1, True)


def test_second_report_of_the_same_joins_the_first_and_the_same_person_counts_once(
    cast: Cast,
) -> None:
    case, update = reported_update(cast)
    for kind in ("citizen", "member", "anonymous"):
        cast.browser(kind).post(create_url(update), {"reason": "abuse", "note": kind})

    assert Report.objects.get() == case
    assert [row.note for row in case.complaints.all()] == ["citizen", "member", "anonymous"]
    assert OutgoingMail.objects.filter(subject__contains="通報がありました").count() == 1


def test_staff_enter_what_came_by_telephone(cast: Cast) -> None:
    update = update_of(cast)
    typed = {"reason": "wrong", "note": "", "came_by": "phone", "received_on": "2026-11-27"}
    answers = [
        cast.browser(kind).post(f"{create_url(update)}?counter", typed).status_code
        for kind in ("coordinator", "staff")
    ]

    assert answers == [302, 302]
    entered, own = Complaint.objects.order_by("pk")
    assert (entered.by, entered.entered_by, entered.came_by, entered.received_on) == (
        None,
        cast["coordinator"],
        "phone",
        dt.date(2026, 11, 27),
    )
    assert (own.by, own.entered_by) == (cast["staff"], None)  # not the desk: her own report


def test_hidden_words_leave_their_reason_and_come_back_by_another(cast: Cast) -> None:
    case, update = reported_update(cast)
    page, words = update.project.get_absolute_url(), update.body
    other = make_coordinator("もう一人の協働担当")
    browser = cast.browser("anonymous")
    assert words in browser.get(page).text

    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="見本の理由のため")

    shown = browser.get(page).text
    assert (words in shown, "市が表示をやめました。理由：見本の理由のため" in shown) == (
        False,
        True,
    )
    assert told("表示を、市がやめました") == {cast["manager"].email}
    own_page = cast.browser("manager").get(case.get_absolute_url()).text
    assert (words in own_page, "見直しを求める" in own_page) == (True, True)

    REPORT_FLOW.make("appeal", case, by=cast["manager"], note="名前ではありません")
    with pytest.raises(PermissionDenied):
        REPORT_FLOW.make("restore", case, by=cast["coordinator"], note="やはり戻す")
    REPORT_FLOW.make("restore", case, by=other, note="名前ではないため")

    assert words in browser.get(page).text
    assert (Report.objects.get().decided_again_by, Report.objects.get().status) == (
        other,
        "restored",
    )


def test_hidden_words_are_not_found_and_no_longer_offered(cast: Cast) -> None:
    case, update = reported_update(cast)
    Update.objects.filter(pk=update.pk).update(body="めずらしいことばのある報告")
    Update.objects.get(pk=update.pk).save()
    client = cast.browser("anonymous")
    found = client.get(reverse("search"), {"q": "めずらしいことば"}).text
    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="理由")
    gone = client.get(reverse("search"), {"q": "めずらしいことば"}).text

    project = update.project.get_absolute_url()
    assert (project in found, project in gone) == (True, False)
    assert create_url(update) not in client.get(project).text
    assert client.get(create_url(update)).status_code == 409
    assert client.get(reverse("feed_updates")).text.count(update.title) == 0


def test_photo_is_hidden_by_itself_and_read_by_who_decides_alone(cast: Cast) -> None:
    update = update_of(cast, photos=2)
    photo = update.photos.all()[0]
    complaint = Complaint(reason="personal")
    case, _ = report(
        kind=KINDS_OF_WORDS["photo"], thing=photo, complaint=complaint, by=cast["citizen"]
    )
    REPORT_FLOW.make("hide", case, by=cast["coordinator"], note="顔が写っていたため")

    page = cast.browser("anonymous").get(update.project.get_absolute_url()).text
    assert (photo.url in page, "理由：顔が写っていたため" in page) == (False, True)
    codes = {
        kind: cast.browser(kind).get(photo.url).status_code for kind in ("anonymous", "manager")
    }
    assert codes == {"anonymous": 404, "manager": 404}
    assert cast.browser("coordinator").get(photo.url).status_code == 200


def test_what_its_side_took_down_is_not_brought_back(cast: Cast) -> None:
    case, update = reported_update(cast)
    update.hide("こちらで取り下げた", by_city=False)

    assert set(REPORT_FLOW.open_to(cast["coordinator"], case)) == {"leave"}
    shown = cast.browser("anonymous").get(update.project.get_absolute_url()).text
    assert "に取り下げられました。理由：こちらで取り下げた" in shown


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-30", dt.date(2026, 12, 2)),  # Monday
        ("2026-12-03", dt.date(2026, 12, 7)),  # Thursday: Friday and Monday
        ("2026-12-28", dt.date(2027, 1, 5)),  # over the new year
    ],
)
def test_report_is_due_after_two_working_days(cast: Cast, now: str, due: dt.date) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(now).replace(hour=10, tzinfo=JST)):
        assert reported_update(cast)[0].due_on == due


def test_queue_leaves_out_ones_own_affair(cast: Cast) -> None:
    case, _ = reported_update(cast)
    cast.group.memberships.create(user=cast["coordinator"], role="member")
    other = make_coordinator("もう一人の協働担当")
    queues = {}
    for person in (cast["coordinator"], other):
        rule = rule_named(person, Report, "reported")
        assert rule is not None
        queues[person.pk] = list(Report.objects.filter(rule.holds(User.objects.get(pk=person.pk))))

    assert queues == {cast["coordinator"].pk: [], other.pk: [case]}


def test_desk_reads_the_words_beside_the_acts_and_goes_on_to_the_next(cast: Cast) -> None:
    first, update = reported_update(cast)
    second, _ = reported_update(cast)
    page = cast.browser("coordinator").get(reverse("admin:groups_report_change", args=[first.pk]))

    assert all(
        words in page.text for words in (update.body, "見本の人の名前があります。", "表示をやめる")
    )
    assert page.context["next_one"] == second
    other = cast.browser("superuser").get(reverse("admin:groups_report_change", args=[first.pk]))
    assert (update.body in other.text, "見本の人の名前" in other.text) == (False, False)


def test_desk_narrows_by_kind_in_its_own_words(cast: Cast) -> None:
    case, _ = reported_update(cast)
    client, url = cast.browser("coordinator"), reverse("admin:groups_report_changelist")

    page = client.get(url)
    found = {
        kind: list(client.get(url, {"kind": kind}).context["cl"].result_list)
        for kind in ("update", "message", "nothing")
    }

    assert ('?kind=update">活動の報告</a>' in page.text, ">update</a>" in page.text) == (
        True,
        False,
    )
    assert found == {"update": [case], "message": [], "nothing": [case]}


def test_who_reported_is_forgotten_a_year_after_the_decision(cast: Cast) -> None:
    decided, _ = reported_update(cast)
    waiting, _ = reported_update(cast)
    REPORT_FLOW.make("leave", decided, by=cast["coordinator"], note="問題はない")
    later = Report.objects.get(pk=decided.pk).updated_at + dt.timedelta(days=366)

    assert forget_complaints(later - dt.timedelta(days=2)) == 0
    assert forget_complaints(later) == 1
    assert list(Complaint.objects.values_list("report", flat=True)) == [waiting.pk]
    assert Report.objects.count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_report_at_once_make_one_case() -> None:
    cast = make_cast()
    update = update_of(cast)

    def tell(by: object) -> Report:
        complaint = Complaint(reason="abuse")
        return report(kind=KINDS_OF_WORDS["update"], thing=update, complaint=complaint, by=by)[0]

    outcomes = at_once(*(lambda by=by: tell(by) for by in (cast["citizen"], EVERYBODY)))

    assert set(outcomes) == {Report.objects.get()}
    assert Complaint.objects.count() == 2
