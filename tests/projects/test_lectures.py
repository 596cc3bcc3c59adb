"""The menu of lectures: what is shown of it, when it is out, copying it, and the spreadsheet of it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.models import Department
from kyodo_portal.cities.choices import field_name
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.imports import taken_in
from kyodo_portal.words.calendar import fiscal_year
from projects.actions.lectures import copy_menu, publish_menu
from projects.jobs import LECTURES as IMPORTED
from projects.models import Lecture
from projects.rules import lectures as rules
from tests.factories import make_department
from tests.people import KINDS, Cast, make_cast
from tests.projects.lecturing import make_lecture

pytestmark = pytest.mark.django_db

YEAR = fiscal_year(timezone.now())
STAFF = {"staff", "other_staff", "coordinator"}


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


def in_menu() -> set[str]:
    return set(Lecture.objects.in_menu().values_list("title", flat=True))


def test_who_reads_writes_and_keeps_the_menu(cast: Cast) -> None:
    draft = make_lecture("下書き", is_out=False, department=cast.department)
    out = make_lecture("公開", department=cast.department)

    def those(may: Any) -> set[str]:
        return {kind for kind in KINDS if may(cast[kind])}

    seen = {
        lecture: those(
            lambda person, of=lecture: Lecture.objects.visible_to(person).filter(pk=of.pk)
        )
        for lecture in (draft, out)
    }
    assert seen == {draft: {*STAFF, "superuser"}, out: set(KINDS)}
    assert those(rules.may_write_lectures) == STAFF
    assert those(lambda person: rules.may_change_lecture(person, out)) == {"staff", "coordinator"}
    assert those(rules.may_keep_menu) == {"coordinator"}


def test_menu_of_before_goes_on_until_the_new_one_is_out(cast: Cast) -> None:
    make_lecture("前の", fiscal_year=YEAR - 1)
    new = make_lecture("今の", is_out=False)
    before = in_menu()

    assert publish_menu(year=YEAR, by=cast["coordinator"]) == 1

    assert (before, in_menu()) == ({"前の"}, {"今の"})
    new.refresh_from_db()
    assert new.is_public
    page = Client().get("/lectures/")
    assert [line.title for line in page.context["lines"]] == ["今の", "前の"]
    assert [line.past_year != "" for line in page.context["lines"]] == [False, True]
    assert "今の" in Client().get("/search/?q=今の").text


def test_menu_is_copied_in_one_act_and_only_what_is_missing(cast: Cast) -> None:
    gone = make_department("なくなった課")
    Department.objects.filter(pk=gone.pk).update(is_active=False)
    make_lecture("いち", fiscal_year=YEAR - 1, number=1, minutes=45)
    make_lecture("に", fiscal_year=YEAR - 1, number=2)
    make_lecture("さん", fiscal_year=YEAR - 1, number=3, department=gone)
    make_lecture("もう書いた", number=2, is_out=False)

    made = cast.browser("coordinator").post("/lectures/menu/", {"act": "copy", "year": YEAR})
    again = copy_menu(year=YEAR, by=cast["coordinator"])

    assert (made.status_code, again) == (302, 0)
    drafts = Lecture.objects.filter(fiscal_year=YEAR).order_by("number")
    assert list(drafts.values_list("title", "minutes", "published_at")) == [
        ("いち", 45, None),
        ("もう書いた", 60, None),
    ]


def test_what_cannot_be_done_with_a_menu_is_said(cast: Cast) -> None:
    desk = cast.browser("coordinator")
    nothing = desk.post("/lectures/menu/", {"act": "publish", "year": YEAR})
    unknown = desk.post("/lectures/menu/", {"act": "publish", "year": "２０"})

    assert (nothing.status_code, unknown.status_code) == (409, 403)
    assert "公開していない講座がありません" in nothing.text
    with pytest.raises(MoveRefused, match="前の年度のメニューがありません"):
        copy_menu(year=YEAR, by=cast["coordinator"])


def test_list_is_narrowed_by_words_field_department_length_and_year(cast: Cast) -> None:
    make_lecture("花の土", field=7, minutes=90, department=cast.department)
    make_lecture("防災", field=9, minutes=60)
    make_lecture("前の防災", field=9, minutes=30, fiscal_year=YEAR - 1)

    def found(query: str) -> list[str]:
        return [line.title for line in Client().get(f"/lectures/?{query}").context["lines"]]

    assert {
        query: found(query)
        for query in (
            *("q=土", "field=9", "minutes=60", "state=open", "state=over"),
            *(f"department={cast.department.pk}", "sort=short&state=open", "q=ない"),
        )
    } == {
        "q=土": ["花の土"],
        "field=9": ["防災", "前の防災"],
        "minutes=60": ["防災", "前の防災"],
        "state=open": ["花の土", "防災"],
        "state=over": ["前の防災"],
        f"department={cast.department.pk}": ["花の土"],
        "sort=short&state=open": ["防災", "花の土"],
        "q=ない": [],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_queries_for_three_as_for_one(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [make_lecture() for _ in range(number)]
    with django_assert_num_queries(4):
        assert Client().get("/lectures/").status_code == 200
    with django_assert_num_queries(1):
        assert Client().get(made[0].get_absolute_url()).status_code == 200


def test_who_reads_an_old_lecture_is_led_to_the_new_menu() -> None:
    old = make_lecture("前の", fiscal_year=YEAR - 1)
    alone = Client().get(old.get_absolute_url()).text
    make_lecture("今の")

    assert ("新しいメニュー" in alone) is False
    assert "新しいメニュー" in Client().get(old.get_absolute_url()).text


LISTED = (
    "年度,番号,分野,講座名,内容,時間（分）,対象,条件,用意していただくもの,担当課\n"
    "{year},1,7,花の土,土を学ぶ。,45,どなたでも,,軍手,道路公園課\n"
    "令和{reiwa}年度,2,{field},防災,備えを学ぶ。,６０,,,,道路公園課\n"
)


def test_spreadsheet_is_taken_in_as_drafts_and_written_over_when_asked(cast: Cast) -> None:
    Department.objects.filter(pk=cast.department.pk).update(name="道路公園課")
    listed = LISTED.format(year=YEAR + 1, reiwa=YEAR + 1 - 2018, field=field_name(9))

    def take_in(text: str, *, update: bool = False) -> list[str]:
        read = IMPORTED.read(text.encode(), "menu.csv")
        report = taken_in(IMPORTED, read, by=cast["coordinator"], update=update, add_alike=False)
        return [section.title for section in report]

    first, second = take_in(listed), take_in(listed)
    changed = listed.replace("土を学ぶ。", "土と水を学ぶ。")
    left, written = take_in(changed), take_in(changed, update=True)

    assert first == ["新しく入れる講座（公開するまでは下書き）：2件"]
    assert second == ["すでに同じ内容のもの：2件"]
    assert left == [
        "いまのメニューと違うところのある講座（書き換えません）：1件",
        "すでに同じ内容のもの：1件",
    ]
    assert written == ["書き換える講座：1件", "すでに同じ内容のもの：1件"]
    kept = Lecture.objects.order_by("number").values_list(
        "field", "text", "minutes", "published_at"
    )
    assert list(kept) == [(7, "土と水を学ぶ。", 45, None), (9, "備えを学ぶ。", 60, None)]


def test_department_writes_for_itself_alone(cast: Cast) -> None:
    browser = cast.browser("staff")
    form = browser.get("/admin/projects/lecture/add/").context["adminform"].form
    written = {
        "fiscal_year": f"令和{YEAR - 2018}年度",
        "number": "3",
        "department": cast.department.pk,
        "field": "7",
        "minutes": "60",
        "title": "花の土",
        "text": "土を学ぶ。",
        "target": "",
        "conditions": "",
        "needs": "",
    }
    other = make_department()

    refused = browser.post("/admin/projects/lecture/add/", {**written, "department": other.pk})
    taken = browser.post("/admin/projects/lecture/add/", written)

    assert list(form.fields["department"].queryset) == [cast.department]
    assert (refused.status_code, taken.status_code) == (200, 302)
    lecture = Lecture.objects.get()
    assert (lecture.department, lecture.fiscal_year, lecture.is_public) == (
        cast.department,
        YEAR,
        False,
    )
    assert Client().get(lecture.get_absolute_url()).status_code == 404
    assert rules.may_change_lecture(AnonymousUser(), lecture).reason


def test_way_to_ask_for_something_else_stands_under_the_menu() -> None:
    lecture = make_lecture("わが家の防災")
    page = Client().get("/lectures/").text

    assert page.index(lecture.title) < page.index("メニューにないことを申し込む")
