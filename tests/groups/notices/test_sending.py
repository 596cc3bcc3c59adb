"""Who is told what, when: never nothing, never twice, and nothing that everybody may not read."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from groups.actions.follows import follow, set_frequency, unfollow
from groups.models import Follow, FollowKind, Frequency, GroupField, NoticeKind, NoticePreference
from groups.notices import personal
from groups.notices.personal import wanting_at_once
from groups.notices.sending import due_at
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.publishing import news
from kyodo_portal.publishing.news import Item
from projects.models import Project
from projects.models.kinds import ProjectField
from tests.factories import make_group, make_project, make_user, write_down
from tests.groups.notices.factories import FRIDAY, MONDAY, follower, letters, send
from tests.groups.places.factories import make_place
from tests.projects.events import make_event
from tests.projects.factories import add_update
from tests.projects.helping import make_help
from tests.races import at_once

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
PROJECT, GROUP, FIELD, SEARCH = (
    *(FollowKind.PROJECT, FollowKind.GROUP, FollowKind.FIELD, FollowKind.SEARCH),
)


@pytest.fixture
def clock(time_machine: Any) -> Any:
    """Stands on the Monday before the digest."""
    time_machine.move_to(MONDAY, tick=False)
    return time_machine


def test_digest_tells_what_is_followed_grouped_each_thing_once(clock: Any) -> None:
    group = make_group("花みち会", registered_at=MONDAY - 30 * DAY)
    project = make_project("水路の花みち", groups=(group,), published_at=MONDAY - 30 * DAY)
    other = make_project("空き家の会", published_at=MONDAY - 30 * DAY)
    both = follower((PROJECT, project.pk), (GROUP, group.pk), name="両方の人")
    follower((GROUP, group.pk), name="団体の人")
    follower((FIELD, 3), name="分野の人")
    follower((PROJECT, other.pk), name="ほかの人")
    clock.shift(HOUR)
    add_update(project, make_user(), photos=0, title="種まきの日")
    for name in ("sign", "sign", "start"):
        clock.shift(HOUR)
        write_down(project, name)
    clock.shift(-HOUR / 2)
    new = make_project("春の市", groups=(group,))
    write_down(new, "publish")
    ProjectField.objects.create(project=new, number=3)

    assert send() == 3

    day = "（令和8年(2026年)7月6日）"
    update = f"活動の報告が載りました{day}"
    signed, started = f"　協定に署名しました{day}", f"事業が始まりました{day}"
    published = ["・春の市", f"　事業のページが公開されました{day}"]
    assert letters() == {
        "両方の人": [
            "■ 協働事業「水路の花みち」",
            *(f"・{started}", signed),
            *("・種まきの日", f"　{update}"),
            "■ 団体「花みち会」",
            *published,
        ],
        "団体の人": [
            "■ 団体「花みち会」",
            *("・水路の花みち", f"　{started}", signed),
            *published,
            *("・水路の花みち：種まきの日", f"　{update}"),
        ],
        "分野の人": ["■ 分野「まちづくり」", *published],
    }
    assert NoticePreference.objects.get(user=both).told_until == FRIDAY.replace(minute=0)


def test_of_more_than_are_told_at_once_the_latest_are(
    clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who is told of weeks takes nothing from those who are told of today."""
    monkeypatch.setattr(news, "MOST", 2)
    project = make_project("水路の花みち", published_at=MONDAY - 30 * DAY)
    follower((PROJECT, project.pk), name="本人")
    for name in ("sign", "sign", "start"):
        clock.shift(HOUR)
        write_down(project, name)

    assert send() == 1

    assert [line.split("（")[0].strip("・　") for line in letters()["本人"][1:]] == [
        "事業が始まりました",
        "協定に署名しました",
    ]


def test_nothing_is_told_twice_and_no_empty_letter_is_written(clock: Any) -> None:
    project = make_project("水路の花みち")
    follower((PROJECT, project.pk))
    sent = [send(MONDAY + HOUR)]
    clock.move_to(MONDAY + HOUR)
    write_down(project, "start")
    sent += [send(), send(), send(FRIDAY + HOUR), send(FRIDAY + 7 * DAY)]
    clock.move_to(FRIDAY + 8 * DAY)
    write_down(project, "complete")
    sent += [send(FRIDAY + 13 * DAY), send(FRIDAY + 14 * DAY), send(FRIDAY + 14 * DAY)]

    assert sent == [0, 1, 0, 0, 0, 0, 1, 0]


def test_weeks_in_which_the_portal_stood_still_are_told_later(clock: Any) -> None:
    project = make_project("水路の花みち")
    follower((PROJECT, project.pk), name="花子")
    clock.shift(HOUR)
    write_down(project, "start")

    assert send(FRIDAY + 16 * DAY) == 1
    assert letters()["花子"][1:] == ["・事業が始まりました（令和8年(2026年)7月6日）"]


@pytest.mark.parametrize(
    ("every", "after_an_hour", "next_morning", "on_friday"),
    [
        (Frequency.AT_ONCE, 1, 0, 0),
        (Frequency.DAILY, 0, 1, 0),
        (Frequency.WEEKLY, 0, 0, 1),
        (Frequency.NEVER, 0, 0, 0),
    ],
)
def test_each_is_told_as_often_as_chosen(
    clock: Any, every: str, after_an_hour: int, next_morning: int, on_friday: int
) -> None:
    project = make_project()
    follower((PROJECT, project.pk), every=every)
    clock.shift(HOUR)
    write_down(project, "start")

    told = [send(MONDAY + 2 * HOUR), send(MONDAY + DAY), send(FRIDAY)]

    assert told == [after_an_hour, next_morning, on_friday]


def hidden(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(published_at=None)


def closed(project: Project) -> None:
    Follow.objects.get().user.__class__.objects.filter(follows__isnull=False).update(
        is_active=False
    )


def unconfirmed(project: Project) -> None:
    Follow.objects.get().user.__class__.objects.filter(follows__isnull=False).update(
        confirmed_at=None
    )


def left(project: Project) -> None:
    unfollow(by=Follow.objects.get().user, kind=PROJECT, number=project.pk)


def muted(project: Project) -> None:
    set_frequency(Follow.objects.get().user_id, NoticeKind.FOLLOWED, Frequency.NEVER)


def gone(project: Project) -> None:
    Follow.objects.get().user.delete()


@pytest.mark.parametrize("meanwhile", [hidden, closed, unconfirmed, left, muted, gone])
def test_what_changed_meanwhile_counts_at_the_moment_of_sending(clock: Any, meanwhile: Any) -> None:
    project = make_project()
    follower((PROJECT, project.pk))
    clock.shift(HOUR)
    write_down(project, "start")
    meanwhile(project)

    assert (send(), OutgoingMail.objects.count()) == (0, 0)


def test_what_the_city_alone_reads_is_no_news(clock: Any) -> None:
    project = make_project()
    draft = make_project("まだ見えない事業", published=False)
    follower((PROJECT, project.pk), (PROJECT, draft.pk))
    clock.shift(HOUR)
    write_down(project, "create")
    write_down(draft, "start")
    taken = add_update(project, make_user(), photos=0, title="取り下げた報告")
    taken.hide("誤り", by_city=False)

    assert send() == 0


def test_who_was_muted_is_told_of_nothing_from_that_time(clock: Any) -> None:
    project = make_project()
    user = follower((PROJECT, project.pk), every=Frequency.NEVER)
    clock.shift(HOUR)
    write_down(project, "start")
    clock.shift(HOUR)
    set_frequency(user.pk, NoticeKind.FOLLOWED, Frequency.WEEKLY)

    assert send() == 0


def test_saved_conditions_tell_what_newly_comes_under_them(clock: Any) -> None:
    user = make_user("花子")
    for query, name in (("field=3", "まちづくり"), ("q=水路", "水路のこと"), ("", "なんでも")):
        follow(by=user, kind=SEARCH, slug="projects", query=query, name=name)
    make_project("前からある事業", published_at=MONDAY - DAY)
    clock.shift(HOUR)
    town = make_project("水路の花みち")
    ProjectField.objects.create(project=town, number=3)
    water = make_project("水路のそうじ")
    make_project("春の市")
    for project in (town, water):
        project.save()

    assert send() == 1

    mail = OutgoingMail.objects.get(to=user.email)
    titles = [line for line in mail.body.splitlines() if line.startswith(("■", "・"))]
    assert titles == [
        *("■ 保存した条件「まちづくり」", "・水路の花みち"),
        *("■ 保存した条件「水路のこと」", "・水路のそうじ"),
        *("■ 保存した条件「なんでも」", "・春の市"),
    ]


def test_new_group_is_told_to_who_follows_its_field(clock: Any) -> None:
    follower((FIELD, 3), name="花子")
    clock.shift(HOUR)
    group = make_group("花みち会")
    GroupField.objects.create(group=group, number=3)
    write_down(group, "register")

    assert (send(), letters()["花子"]) == (
        1,
        ["■ 分野「まちづくり」", "・花みち会", "　団体が登録されました（令和8年(2026年)7月6日）"],
    )


def test_day_and_help_wanted_are_told_to_who_follows_their_place_group_or_field(clock: Any) -> None:
    place, group = make_place("市民センター"), make_group("花みち会", registered_at=MONDAY - DAY)
    project = make_project(groups=(group,), published_at=MONDAY - DAY)
    for name, thing in (
        ("場所の人", (FollowKind.PLACE, place.pk)),
        ("団体の人", (GROUP, group.pk)),
        ("分野の人", (FIELD, 3)),
    ):
        follower(thing, name=name)
    clock.shift(HOUR)
    day = make_event("種まきの日", project=project, place=place, published_at=timezone.now())
    make_event("まだ知らせていない日", group=group, status="draft")
    make_help(project, "水やりの人", fields=(3,))
    clock.shift(HOUR)
    write_down(day, "reschedule")

    assert send() == 3
    told = "（令和8年(2026年)7月6日）"
    held = [
        "・種まきの日",
        "　7月16日（木） 10時から11時まで",
        f"　日時か場所が変わりました{told}",
        f"　催しのお知らせが載りました{told}",
    ]
    asked = ["・水やりの人", f"　手伝いの募集が始まりました{told}"]
    assert letters() == {
        "場所の人": ["■ 場所「市民センター」", *held],
        "団体の人": ["■ 団体「花みち会」", *held, *asked],
        "分野の人": ["■ 分野「まちづくり」", *asked],
    }


def test_act_that_brings_a_record_to_its_list_is_not_told_beside_it(clock: Any) -> None:
    group = make_group("花みち会", registered_at=MONDAY - 30 * DAY)
    follower((GROUP, group.pk), name="団体の人")
    clock.shift(HOUR)
    day = make_event("種まきの日", group=group, published_at=timezone.now())
    clock.shift(dt.timedelta(milliseconds=20))  # the act is written down a little later
    write_down(day, "publish")

    send()

    told = [line for line in letters()["団体の人"] if "知らせ" in line]
    assert [line.partition("（")[0] for line in told] == ["　催しのお知らせが載りました"]


def test_moments_up_to_which_people_are_told() -> None:
    zone = timezone.get_default_timezone()

    def told(frequency: str, *now: int) -> tuple[int, ...]:
        moment = timezone.localtime(due_at(frequency, dt.datetime(2026, 7, *now, tzinfo=zone)))
        return (moment.month, moment.day, moment.hour, moment.minute)

    assert {
        "before the hour": told(Frequency.DAILY, 10, 6, 59),
        "at the hour": told(Frequency.DAILY, 10, 7, 0),
        "on its day before the hour": told(Frequency.WEEKLY, 10, 6, 59),
        "on its day": told(Frequency.WEEKLY, 10, 7, 0),
        "the day after": told(Frequency.WEEKLY, 11, 0, 0),
        "in the next week": told(Frequency.WEEKLY, 13, 8, 0),
        "at once": told(Frequency.AT_ONCE, 13, 8, 1),
    } == {
        "before the hour": (7, 9, 7, 0),
        "at the hour": (7, 10, 7, 0),
        "on its day before the hour": (7, 3, 7, 0),
        "on its day": (7, 10, 7, 0),
        "the day after": (7, 10, 7, 0),
        "in the next week": (7, 10, 7, 0),
        "at once": (7, 13, 8, 1),
    }


def test_queries_do_not_grow_with_the_followers(clock: Any, django_assert_num_queries: Any) -> None:
    group = make_group(registered_at=MONDAY - DAY)
    project = make_project(groups=(group,), published_at=MONDAY - DAY)
    for _ in range(3):
        follower((PROJECT, project.pk), (GROUP, group.pk), (FIELD, 3))
    clock.shift(HOUR)
    write_down(project, "start")
    with django_assert_num_queries(35):
        assert send() == 3
    clock.move_to(FRIDAY + DAY)
    for _ in range(12):
        follower((PROJECT, project.pk), (GROUP, group.pk), (FIELD, 3))
    clock.shift(HOUR)
    write_down(project, "complete")
    with django_assert_num_queries(35):
        assert send(FRIDAY + 7 * DAY) == 15


def test_one_kind_is_told_of_its_own_source_as_often_as_chosen(
    clock: Any, monkeypatch: Any
) -> None:
    project = make_project("水路の花みち")
    told, muted, at_once_ = (follower(name=name) for name in ("まとめて", "いらない", "すぐに"))
    for user, every in ((told, "weekly"), (muted, "never"), (at_once_, "at_once")):
        set_frequency(user.pk, NoticeKind.MESSAGES, every)
    item = Item(MONDAY + HOUR, "返事が届きました", "花みち会から", project, frozenset())
    monkeypatch.setitem(
        personal.SOURCES, "messages", [lambda people, since, until: dict.fromkeys(people, [item])]
    )

    assert (send(), letters()) == (
        1,
        {
            "まとめて": [
                "■ メッセージ",
                "・花みち会から",
                "　返事が届きました（令和8年(2026年)7月6日）",
            ]
        },
    )
    assert wanting_at_once([told, muted, at_once_], NoticeKind.MESSAGES) == [at_once_]
    assert wanting_at_once([make_user()], NoticeKind.MATCHES) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_letter(time_machine: Any) -> None:
    time_machine.move_to(MONDAY)
    project = make_project()
    users = [follower((PROJECT, project.pk)) for _ in range(3)]
    time_machine.move_to(MONDAY + HOUR)
    write_down(project, "start")

    outcomes = at_once(*(lambda: _in_one_act(send) for _ in range(2)))

    told = sorted(OutgoingMail.objects.values_list("to", flat=True))
    assert told == sorted(user.email for user in users)
    assert sum(each for each in outcomes if isinstance(each, int)) == 3


def _in_one_act(run: Any) -> Any:
    with transaction.atomic():
        return run()
