"""What people see is needed, from the photo to the answer: told with and without an account and at the
counter, looked at, grouped, answered, led on."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.models import Guest
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.concern_answers import merge_concerns, part_concern
from proposals.actions.concerns import forget_concerns, say_me_too
from proposals.models import Concern, ConcernLead, ConcernPhoto, Consultation, MeToo
from tests.factories import make_user
from tests.people import Cast, make_cast
from tests.projects.factories import photo_upload
from tests.projects.helping import make_help
from tests.proposals.concerning import add_photo, make_concern, make_guest, status_of
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

URL = "/concerns/"
ADMIN = "/admin/proposals/concern/"
TOLD = {
    "title": "通学路の街灯が消えている",
    "place": "第一公園の北側の道",
    "text": "夕方に暗いです。",
    "field": "",
    "district": "",
}
OF_A_PHOTO = {"caption": "消えた街灯", "shows_nobody": "on"}
GUEST = {"guest_name": "見本 花子", "guest_email": "hanako@example.jp"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def sent(client: Client, page: str = f"{URL}new/", **typed: Any) -> Any:
    """Send the form of a page with its key."""
    form = client.get(page).context["form"]
    of_photo = OF_A_PHOTO if "photo" in typed else {}
    key = form["submission_key"].value()
    return client.post(page, {"submission_key": key, **TOLD, **of_photo, **typed})


def move(client: Client, concern: Concern, name: str, note: str = "") -> Any:
    return client.post(f"{ADMIN}{concern.pk}/move/", {"move": name, "note": note})


def part(client: Client, concern: Concern, name: str, **typed: Any) -> Any:
    """Press a button of the desk's page, just opened unless told otherwise."""
    as_read = Concern.objects.get(pk=concern.pk).as_read
    typed = {"part": name, "as_read": as_read, **typed}
    return client.post(f"{ADMIN}{concern.pk}/change/", typed)


def test_concern_is_told_looked_at_answered_and_done(cast: Cast) -> None:
    citizen, desk, anybody = cast.browser("citizen"), cast.browser("coordinator"), Client()
    made = sent(citizen, photo=photo_upload())
    concern, photo = Concern.objects.get(), ConcernPhoto.objects.get()
    page = concern.get_absolute_url()
    assert (made["Location"], concern.status, photo.is_public) == (page, "received", False)
    assert told("地域の困りごとが届きました") == {cast["coordinator"].email}
    assert [status_of(anybody, at) for at in (page, photo.url)] == [404, 404]
    assert [status_of(citizen, at) for at in (page, photo.url)] == [200, 200]
    assert page not in anybody.get(f"/search/?q={TOLD['title']}").text

    part(desk, concern, "publish", names_nobody="on", photo_is="later")
    assert told("困りごとを確認し、公開しました") == {cast["citizen"].email}
    assert [status_of(anybody, at) for at in (page, photo.url)] == [200, 404]
    part(desk, concern, "photo_ok", no_face="on", no_home="on")
    assert status_of(anybody, photo.url) == 200
    for at in (URL, f"/search/?q={TOLD['title']}", "/feeds/concerns.xml", "/opendata/concerns.csv"):
        assert TOLD["title"] in anybody.get(at).getvalue().decode(), at

    neighbour = cast.browser("member")
    neighbour.post(f"{page}me-too/")
    answer = {"outcome": "city", "answer": "電球を取り替えます。", "answer_when": "12月中"}
    part(desk, concern, "answer", **answer)
    assert told("困りごとに、市が回答しました") == {cast["citizen"].email, cast["member"].email}
    shown = anybody.get(page).text
    assert [words in shown for words in ("市がします", "電球を取り替えます。", "12月中")] == [
        True
    ] * 3

    move(desk, concern, "finish", "12月10日に取り替えました。")
    assert told("困りごとへの対応が済みました") == {cast["citizen"].email, cast["member"].email}
    assert "12月10日に取り替えました。" in anybody.get(page).text
    assert Concern.objects.get().status == "done"
    assert anybody.post(f"{page}me-too/").status_code == 403


@pytest.mark.parametrize(
    ("left_out", "asked"), [("caption", "説明"), ("shows_nobody", "写真をもう一度見て")]
)
def test_photo_is_sent_with_its_words_and_after_looking(
    cast: Cast, left_out: str, asked: str
) -> None:
    answer = sent(cast.browser("citizen"), photo=photo_upload(), **{left_out: ""})

    assert (asked in answer.text, TOLD["text"] in answer.text) == (True, True)
    assert "写真をもう一度選んでください" in answer.text
    assert Concern.objects.count() == 0


def test_name_of_a_neighbour_is_asked_about_before_it_goes(cast: Cast) -> None:
    client = cast.browser("citizen")
    answer = sent(client, text="電話は090-1234-5678です。")

    assert "このまま公開しますか" in answer.text
    assert Concern.objects.count() == 0


def test_same_form_twice_is_one_concern(cast: Cast) -> None:
    client = cast.browser("citizen")
    form = client.get(f"{URL}new/").context["form"]
    typed = {"submission_key": form["submission_key"].value(), **TOLD}
    for _ in range(2):
        client.post(f"{URL}new/", typed)

    assert Concern.objects.count() == 1


def test_guest_tells_it_by_a_code_and_reads_the_answer_on_their_page(cast: Cast) -> None:
    visitor, desk = Client(), cast.browser("coordinator")
    made = sent(visitor, **GUEST)
    concern = Concern.objects.get()
    assert (concern.status, desk.get(concern.get_absolute_url()).status_code) == (
        "unconfirmed",
        404,
    )
    code = code_in(OutgoingMail.objects.get(subject__contains="コード"))
    visitor.post(made["Location"], {"code": code})
    concern.refresh_from_db()
    assert (concern.status, concern.look_by is None) == ("received", False)

    move(desk, concern, "keep_private", "近所の方のことが書かれているため")
    assert told("公開はしません") == {GUEST["guest_email"]}
    guest = Guest.objects.get()
    page = f"{URL}guests/{guest.pk}/{guest.token}/"
    assert "近所の方のことが書かれているため" in visitor.get(page).text
    visitor.post(page)
    concern.refresh_from_db()
    assert concern.status == "withdrawn"


def code_in(letter: OutgoingMail) -> str:
    return next(word for word in letter.body.split() if word.isdigit() and len(word) == 6)


def test_code_never_typed_leaves_nothing(cast: Cast) -> None:
    concern = make_concern(status="unconfirmed", guest=None, created_by=None)
    add_photo(concern)
    kept = make_concern(created_by=None)

    assert (forget_concerns(timezone.now()), forget_concerns(timezone.now())) == (1, 0)
    assert list(Concern.objects.all()) == [kept]


def test_counter_enters_what_was_told(cast: Cast) -> None:
    staff = cast.browser("staff")
    phone = {"guest_name": "見本 太郎", "guest_phone": "0120-000-000"}
    sent(staff, f"{URL}enter/", came_by="counter", came_on="2020-04-01", **phone)
    concern = Concern.objects.get()

    assert (concern.status, concern.entered_by, concern.is_from_counter) == (
        "received",
        cast["staff"],
        True,
    )


def test_who_left_a_number_is_called_first(cast: Cast) -> None:
    sent(Client(), guest_name="見本 太郎", guest_phone="0120-000-000")
    concern = Concern.objects.get()
    assert told("電話番号だけの方から") == {cast["coordinator"].email}

    part(cast.browser("coordinator"), concern, "called")
    concern.refresh_from_db()
    assert concern.status == "received"


def test_private_one_is_mended_and_sent_again(cast: Cast) -> None:
    concern = make_concern(status="private", created_by=cast["citizen"])
    citizen = cast.browser("citizen")
    edit = f"{concern.get_absolute_url()}edit/"
    citizen.post(edit, {**hidden_in(citizen.get(edit).text), **TOLD, "text": "直しました。"})
    concern.refresh_from_db()

    assert (concern.status, concern.text) == ("received", "直しました。")
    assert told("直されて届きました") == {cast["coordinator"].email}


def hidden_in(page: str) -> dict[str, str]:
    """What a form sends that nobody types."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {str(name): str(value) for name, value in found if name != "csrfmiddlewaretoken"}


# ---- me too ----


def test_me_too_counts_each_account_once_and_an_address_once_a_day(cast: Cast) -> None:
    concern = make_concern()
    page = f"{concern.get_absolute_url()}me-too/"
    for client in (cast.browser("citizen"), cast.browser("citizen"), Client(), Client()):
        client.post(page)
    concern.refresh_from_db()
    assert (concern.people, concern.visitors, MeToo.objects.count()) == (3, 1, 1)

    cast.browser("citizen").post(page, {"take_back": "1"})
    concern.refresh_from_db()
    assert concern.people == 2


def test_me_too_is_one_in_the_database() -> None:
    me_too = MeToo.objects.create(concern=make_concern(), user=make_user())
    with pytest.raises(IntegrityError), transaction.atomic():
        MeToo.objects.create(concern=me_too.concern, user=me_too.user)


# ---- grouping ----


def test_merged_ones_keep_their_writers_who_are_told_of_the_answer(cast: Cast) -> None:
    desk, first, second = cast["coordinator"], make_user(), make_user()
    held = make_concern(created_by=first)
    other = make_concern(status="received", created_by=second)
    of_guest = make_concern(status="received", guest=make_guest())
    both = make_user()
    for concern in (held, make_concern()):
        say_me_too(concern=concern, by=both)

    assert merge_concerns(concerns=[other, of_guest], into=held, by=desk) == 2
    held.refresh_from_db()
    assert (held.people, Concern.objects.get(pk=other.pk).created_by) == (4, second)
    assert told("同じ困りごとにまとめました") == {second.email, "hanako@example.jp"}
    guest = Guest.objects.get()
    own = Client().get(f"{URL}guests/{guest.pk}/{guest.token}/").text
    assert held.get_absolute_url() in own

    answer = {"outcome": "cannot", "answer": "県の道のため、市では直せません。"}
    part(cast.browser("coordinator"), held, "answer", **answer)
    everybody = {first.email, second.email, both.email, "hanako@example.jp"}
    assert told("困りごとに、市が回答しました") == everybody

    part_concern(concern=Concern.objects.get(pk=other.pk), by=desk)
    held.refresh_from_db()
    assert (held.people, Concern.objects.get(pk=other.pk).status) == (3, "received")


def test_me_too_of_both_is_counted_once(cast: Cast) -> None:
    held, other, person = make_concern(), make_concern(), make_user()
    for concern in (held, other):
        say_me_too(concern=concern, by=person)
    Concern.objects.filter(pk=other.pk).update(visitors=2)

    merge_concerns(concerns=[other], into=held, by=cast["coordinator"])

    held.refresh_from_db()
    assert (held.people, held.visitors, held.me_toos.count()) == (1 + 2 + 1 + 1, 2, 1)


# ---- the desk ----


def test_photo_alone_is_refused_or_replaced(cast: Cast) -> None:
    concern = make_concern(created_by=cast["citizen"])
    photo, desk = add_photo(concern), cast.browser("coordinator")
    part(desk, concern, "refuse_photo", reason="人の顔が写っているため")
    assert told("写真は、公開しません") == {cast["citizen"].email}
    assert [status_of(Client(), at) for at in (photo.url, concern.get_absolute_url())] == [
        404,
        200,
    ]

    part(desk, concern, "replace_photo", photo=photo_upload(), caption="街灯だけの写真")
    assert told("差し替えました") == {cast["citizen"].email}
    assert status_of(Client(), photo.url) == 200


@pytest.mark.parametrize(("outcome", "asked"), [("city", "時期"), ("elsewhere", "伝える機関")])
def test_answer_says_when_or_to_whom(cast: Cast, outcome: str, asked: str) -> None:
    concern = make_concern()
    typed = {"outcome": outcome, "answer": "考えます。"}
    answer = part(cast.browser("coordinator"), concern, "answer", **typed)

    assert (answer.status_code, f"「{asked}」も書いてください" in answer.text) == (422, True)


def test_department_answers_in_its_name(cast: Cast) -> None:
    concern = make_concern()
    part(cast.browser("coordinator"), concern, "department", department=cast.department.pk)
    assert told("あなたの課に回されました") == {cast["staff"].email}

    typed = {"outcome": "together", "answer": "みんなで花を植えましょう。"}
    part(cast.browser("staff"), concern, "answer", **typed)
    concern.refresh_from_db()
    assert (concern.status, concern.answered_as) == ("answered", cast.department.name)

    type(cast.department).objects.update(name_en="Parks Division")
    assert "Parks Division" in Client().get(f"/en{concern.get_absolute_url()}").text


def test_several_are_published_passed_on_and_merged_at_once(cast: Cast) -> None:
    desk, held = cast.browser("coordinator"), make_concern()
    first, second = (make_concern(f"{n}つめ", status="received") for n in "12")
    own = make_concern(status="received", created_by=cast["coordinator"])
    many = f"{ADMIN}many/"
    chosen: dict[str, Any] = {"concerns": [first.pk, second.pk, own.pk]}
    chosen["as_read"] = desk.get(many).context["form"]["as_read"].value()
    unread = desk.post(many, {"act": "publish", **chosen})
    assert (unread.status_code, Concern.objects.filter(status="public").count()) == (422, 1)
    desk.post(many, {"act": "publish", "names_nobody": "on", **chosen})
    desk.post(many, {"act": "pass_on", "department": cast.department.pk, **chosen})
    desk.post(many, {"act": "merge", "into": held.pk, "concerns": [second.pk]})

    rows = Concern.objects.order_by("pk").values_list("status", "department", "same_as")
    assert list(rows) == [
        ("public", None, None),
        ("public", cast.department.pk, None),
        ("merged", cast.department.pk, held.pk),
        ("received", None, None),
    ]
    assert cast.browser("staff").get(many).status_code == 403


# ---- leading on ----


def test_consultation_begins_from_it_and_both_show_the_other(cast: Cast) -> None:
    concern, citizen = make_concern(), cast.browser("citizen")
    page = f"/consult/new/?concern={concern.pk}"
    form = citizen.get(page).context["form"]
    assert form["subject"].value() == concern.title
    key = form["submission_key"].value()
    citizen.post(page, {"submission_key": key, "subject": "灯りの会", "concern": "暗い道"})
    consultation = Consultation.objects.get()

    assert ConcernLead.objects.get().end == consultation
    assert concern.get_absolute_url() in citizen.get(consultation.get_absolute_url()).text
    assert "灯りの会" in citizen.get(concern.get_absolute_url()).text
    assert "灯りの会" not in Client().get(concern.get_absolute_url()).text


def test_call_and_help_wanted_show_from_what_they_came(cast: Cast) -> None:
    concern, desk = make_concern(), cast.browser("coordinator")
    ends = {"call": make_call(), "help_wanted": make_help(cast.department)}
    for name, end in ends.items():
        part(desk, concern, "lead", **{name: end.pk})

    shown = Client().get(concern.get_absolute_url()).text
    for end in ends.values():
        assert end.get_absolute_url() in shown
        assert concern.get_absolute_url() in Client().get(end.get_absolute_url()).text
    in_english = Client().get(f"/en{concern.get_absolute_url()}").text
    assert ("Help wanted：" in in_english, "手伝いの募集：" in in_english) == (True, False)


# ---- lists ----


@pytest.mark.parametrize("many", [1, 3])
def test_list_and_page_ask_the_same_for_one_and_for_three(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        concern = make_concern(f"{number}つめ", status="answered")
    add_photo(concern)
    client = Client()
    with django_assert_num_queries(3):
        client.get(URL)
    with django_assert_num_queries(4):
        client.get(concern.get_absolute_url())


def test_list_is_narrowed_and_ordered(cast: Cast) -> None:
    few, most = make_concern("少ない", field=1), make_concern("多い", people=9)
    done = make_concern("済んだ", status="done", outcome="elsewhere", answer_where="県")
    make_concern("見えない", status="received")

    def titles(query: str) -> list[str]:
        return [line.title for line in Client().get(f"{URL}{query}").context["lines"]]

    assert titles("") == ["多い", "済んだ", "少ない"]
    assert titles("?sort=new") == ["済んだ", "多い", "少ない"]
    assert titles("?status=done") == titles("?outcome=elsewhere") == ["済んだ"]
    assert titles("?field=1") == ["少ない"]
    assert (few.is_public, most.is_public, done.is_public) == (True, True, True)
