"""Following and being told on the pages: one's own, without scripts, and left by one press."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from groups.actions.follows import follow
from groups.models import Follow, FollowKind, Frequency, NoticeKind, NoticePreference, User
from groups.models.follows import frequencies_of
from groups.notices.leaving import token_of
from groups.notices.shown import notices_of
from groups.rules.follows import MOST
from groups.views.notices import PER_PAGE
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.text import japanese_date
from tests.factories import make_group, make_project, make_user, write_down
from tests.groups.notices.factories import FRIDAY, MONDAY, follower, letters, send
from tests.groups.places.factories import make_place
from tests.projects.events import make_event
from tests.trust.reading import forms_in

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def pressed(client: Client, page: str, sends: str) -> Any:
    """Send the page's form that leads there, as it stands."""
    forms = forms_in(client.get(page), page)
    form = next(form for form in forms if urlsplit(form.action).path == sends)
    return client.post(sends, form.fields)


@pytest.mark.parametrize("make", [make_project, make_group, make_place])
def test_button_follows_and_follows_no_longer(make: Any) -> None:
    record, user = make(), make_user()
    client, page = signed_in(user), record.get_absolute_url()

    states = []
    for sends in ("/my/follows/add/", "/my/follows/remove/", "/my/follows/add/"):
        answer = pressed(client, page, sends)
        states.append((answer.headers["Location"], Follow.objects.filter(user=user).count()))

    assert states == [(page, 1), (page, 0), (page, 1)]


def test_wish_of_who_has_to_sign_in_first_is_kept() -> None:
    group, user = make_group("花みち会"), make_user()
    client, page = Client(), f"/groups/{group.pk}/"
    asked = f"/my/follows/add/?kind=group&amp;id={group.pk}&amp;next=%2Fgroups%2F{group.pk}%2F"
    assert asked in client.get(page).content.decode()

    to_door = client.get(asked.replace("&amp;", "&")).headers["Location"]
    (way,) = parse_qs(urlsplit(to_door).query)["next"]
    assert urlsplit(to_door).path == "/accounts/login/"
    client.force_login(user)
    before = Follow.objects.count()
    answer = pressed(client, way, "/my/follows/add/")

    assert (before, answer.headers["Location"]) == (0, page)
    assert list(Follow.objects.values_list("user", "kind", "target_id")) == [
        (user.pk, "group", group.pk)
    ]


def test_nobody_is_led_elsewhere() -> None:
    client = signed_in(make_user())
    data = {"kind": "field", "id": "3", "next": "https://example.com/"}
    assert client.post("/my/follows/add/", data).headers["Location"] == "/my/follows/"


def test_what_one_follows_is_listed_with_its_way_and_taken_away() -> None:
    user, group = make_user(), make_group("花みち会")
    gone = make_project("なくなった事業", published=False)
    follow(by=user, kind=FollowKind.GROUP, number=group.pk)
    follow(by=user, kind=FollowKind.PROJECT, number=gone.pk)
    follow(by=user, kind=FollowKind.SEARCH, slug="projects", query="field=3", name="わたしの条件")
    follow(by=make_user(), kind=FollowKind.SEARCH, slug="groups", name="ほかの人の条件")
    client = signed_in(user)

    page = client.get("/my/follows/").content.decode()

    shown = ("花みち会", "わたしの条件", "いまは見られないもの", "なくなった", "ほかの人の条件")
    assert [word in page for word in shown] == [True, True, True, False, False]
    assert 'href="/projects/?field=3"' in page
    for row in list(Follow.objects.filter(user=user)):
        client.post("/my/follows/remove/", {"pk": row.pk})
    assert list(Follow.objects.values_list("name", flat=True)) == ["ほかの人の条件"]


def test_nobody_takes_away_what_another_follows() -> None:
    user = follower((FollowKind.FIELD, 3))
    signed_in(make_user()).post("/my/follows/remove/", {"pk": user.follows.get().pk})
    assert user.follows.count() == 1


def test_fields_are_chosen_together() -> None:
    user = follower((FollowKind.FIELD, 1), (FollowKind.FIELD, 3))
    client = signed_in(user)
    client.post("/my/follows/fields/", {"fields_followed": ["3", "7"]})
    kept = set(user.follows.values_list("target_id", flat=True))
    client.post("/my/follows/fields/", {"fields_followed": ["999"]})

    assert (kept, set(user.follows.values_list("target_id", flat=True))) == ({3, 7}, {3, 7})


def test_conditions_of_a_list_are_saved_once_in_one_order() -> None:
    user = make_user()
    client = signed_in(user)
    listed = client.get("/projects/?status=active&field=3&page=2&sort=title").content.decode()
    assert 'href="/my/follows/search/projects/?field=3&amp;status=active"' in listed

    for query in ("field=3&status=active", "status=active&page=9&field=3"):
        page = f"/my/follows/search/projects/?{query}"
        (form,) = [each for each in forms_in(client.get(page), page) if "query" in each.fields]
        client.post(page, form.fields | {"name": "まちの花"})

    assert list(user.follows.values_list("kind", "slug", "query", "name")) == [
        ("search", "projects", "field=3&status=active", "まちの花")
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("field=3&feld=4", "「feld」の「4」という条件は使えません。"),
        ("status=nonsense", "という条件は使えません。"),
        ("q=" + "a" * 900, "条件が多すぎて、保存できません。"),
    ],
)
def test_conditions_that_cannot_be_kept_are_told(query: str, told: str) -> None:
    user = make_user()
    client = signed_in(user)
    shown = client.get(f"/my/follows/search/projects/?{query}")
    sent = client.post("/my/follows/search/projects/", {"query": query, "name": "名前"})

    assert [(answer.status_code, told in answer.content.decode()) for answer in (shown, sent)] == [
        (400, True),
        (400, True),
    ]
    assert user.follows.count() == 0


def test_more_than_anybody_reads_is_refused_with_the_way() -> None:
    user = make_user()
    Follow.objects.bulk_create(
        Follow(user=user, kind="project", target_id=number) for number in range(1, MOST + 1)
    )
    client = signed_in(user)
    answers = [
        client.post("/my/follows/add/", {"kind": "field", "id": "3"}, follow=True),
        client.post("/my/follows/fields/", {"fields_followed": ["3"]}, follow=True),
        client.post("/my/follows/search/groups/", {"query": "", "name": "条件"}, follow=True),
    ]

    told = [f"フォローできるのは{MOST}件までです。" in each.content.decode() for each in answers]
    assert (told, user.follows.count()) == ([True] * 3, MOST)


def test_settings_keep_how_often_and_the_language() -> None:
    user = make_user()
    chosen = {"followed": "daily", "matches": "never", "messages": "weekly", "language": "en"}
    client = signed_in(user)
    wrong = client.post("/my/notices/settings/", chosen | {"followed": "hourly"})
    before = frequencies_of(user)
    client.post("/my/notices/settings/", chosen)
    user.refresh_from_db()

    usual = {"followed": "weekly", "matches": "weekly", "messages": "at_once"}
    assert (wrong.status_code, before) == (200, usual)
    assert {**frequencies_of(user), "language": user.language} == chosen


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_letter_is_left_by_one_press_without_cookies(time_machine: Any, data: dict) -> None:
    time_machine.move_to(MONDAY, tick=False)
    project = make_project()
    user, other = (follower((FollowKind.PROJECT, project.pk)) for _ in range(2))
    page = f"/unsubscribe/{token_of(user.pk, ['followed'])}/"
    client = Client(enforce_csrf_checks=True)
    looked = client.get(page)
    kept = frequencies_of(user)["followed"]
    for _ in range(2):
        assert client.post(page, data).status_code == 200

    assert (looked.status_code, kept) == (200, Frequency.WEEKLY)
    every = {each.pk: frequencies_of(each)["followed"] for each in (user, other)}
    assert every == {user.pk: Frequency.NEVER, other.pk: Frequency.WEEKLY}
    assert user.follows.count() == 1


def test_way_out_of_who_has_gone_says_so_too() -> None:
    user = make_user()
    page = f"/unsubscribe/{token_of(user.pk, ['followed'])}/"
    user.delete()
    answer = Client().post(page)
    assert (answer.status_code, "やめました" in answer.content.decode()) == (200, True)


def forged(token: str) -> list[str]:
    number, _, signature = token.partition("-followed:")
    return [
        token[:-1],
        f"{int(number) + 1}-followed:{signature}",
        f"{number}-matches:{signature}",
        "x",
        "1-followed",
    ]


def test_forged_ways_out_open_nothing() -> None:
    user = follower((FollowKind.FIELD, 3))
    tried = forged(token_of(user.pk, ["followed"]))
    answers = [Client().post(f"/unsubscribe/{token}/").status_code for token in tried]

    assert answers == [404] * len(tried)
    assert frequencies_of(user)["followed"] == Frequency.WEEKLY


def test_digest_carries_what_mail_programs_ask_for(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    project = make_project()
    user = follower((FollowKind.PROJECT, project.pk), language="en")
    time_machine.shift(3600)
    write_down(project, "start")
    send()

    mail = list_mail(user)
    way = f"http://localhost:8000/unsubscribe/{token_of(user.pk, ['followed'])}/"
    assert mail.headers == {
        "List-Id": "notices <notices.localhost>",
        "List-Unsubscribe": f"<{way}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    in_english = way.replace("/unsubscribe", "/en/unsubscribe")
    assert (in_english in mail.body, way in mail.body) == (True, True)


def list_mail(user: User) -> Any:
    return OutgoingMail.objects.get(to=user.email)


def test_page_shows_what_the_letter_tells_and_what_is_new(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    project = make_project("水路の花みち", published_at=MONDAY - 99 * DAY)
    user = follower((FollowKind.PROJECT, project.pk), name="花子")
    time_machine.shift(3600)
    write_down(project, "start")
    send()
    told = letters()["花子"][1:]
    client = signed_in(user)

    def new() -> list[bool]:
        return [notice.is_new for notice in notices_of(user, FRIDAY)]

    shown = client.get("/my/notices/").content.decode()
    before, _ = new(), client.post("/my/notices/read/", {"until": FRIDAY.isoformat()})
    time_machine.shift(3600)
    write_down(project, "complete")

    assert told == [f"・事業が始まりました（{japanese_date(MONDAY)}）"]
    assert ("事業が始まりました" in shown, "新着" in shown) == (True, True)
    assert (before, new()) == ([True], [True, False])


def test_mark_of_another_moment_is_no_error() -> None:
    user = make_user()
    client = signed_in(user)
    ends = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2999-01-01T00:00:00+09:00")
    for until in ("", "yesterday", "2026-99-99T00:00", *ends, "2026-07-01"):
        assert client.post("/my/notices/read/", {"until": until}).status_code == 302
    assert NoticePreference.objects.get(user=user, kind=NoticeKind.FOLLOWED).read_until.year < 2999


def test_nothing_of_it_stands_in_the_record_of_acts() -> None:
    user = follower((FollowKind.FIELD, 3), every=Frequency.DAILY)
    assert list(AuditEntry.objects.filter(by=user)) == []


def test_many_notices_are_told_page_by_page(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    group = make_group(registered_at=MONDAY - 99 * DAY)
    user = follower((FollowKind.GROUP, group.pk))
    time_machine.shift(3600)
    for _ in range(PER_PAGE + 1):
        make_event(group=group, published_at=MONDAY + DAY / 24)
    time_machine.shift(3600)
    client = signed_in(user)

    pages = [client.get("/my/notices/", {"page": page}) for page in ("1", "2", "x", "99")]

    shown = [len(page.context["page_obj"].object_list) for page in pages]
    assert shown == [PER_PAGE, 1, PER_PAGE, 1]
    assert "2ページ目" in pages[1].content.decode().partition("</title>")[0]
