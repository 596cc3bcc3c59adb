"""The staff's search asks the index, and finds what a look through the columns of the records finds,
public or not, and beside that only what the same records tell the search."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from evaluations.models import Evaluation
from groups.models import Group, Meeting, Offer, Place
from kyodo_portal.search.finding import find
from kyodo_portal.search.indexing import searchables
from kyodo_portal.search.queries import parse
from kyodo_portal.staff.base import BY_INDEX
from kyodo_portal.words.text import normalise
from projects.models import Event, HelpWanted, Lecture, Partner, Project
from proposals.models import Call, Concern, OpinionRound
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_department, make_group, make_project, make_staff
from tests.groups.committees.factories import make_meeting
from tests.groups.offering import make_offer
from tests.groups.places.factories import make_place
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.projects.lecturing import make_lecture
from tests.proposals.concerning import make_concern
from tests.proposals.factories import make_call
from tests.proposals.opinions.factories import make_round

pytestmark = pytest.mark.django_db

#: What was looked through: the columns of each kind, and the names a project was found by.
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Group: ("name", "name_kana", "purpose", "activities", "area"),
    Project: ("title", "title_kana", "subtitle", "summary", "purpose", "place"),
    Call: ("title", "summary", "theme", "description"),
    Evaluation: ("project__title", "project__purpose"),
    Place: ("name", "name_kana", "about", "address"),
    Event: ("title", "text", "place_text"),
    Offer: ("title", "text", "amount", "conditions", "group__name"),
    Lecture: ("title", "text", "target", "conditions", "needs", "department__name"),
    Concern: ("title", "place", "text", "answer"),
    OpinionRound: ("title", "summary", "why"),
    Meeting: ("committee__name", "committee__name_kana", "name", "place"),
    HelpWanted: ("title", "text", "place", "conditions"),
}

QUERIES = [
    *("花", "桜", "会", "道", "犬", "ん", "1", "a", "・", "100%"),
    *("花と道", "桜並木", "さくら", "サクラ", "ｻｸﾗ", "サクラナミキ", "見守り", "子ども", "こども"),
    *("駅前", "駅前通り", "駅前 花", "花　駅前", "花 犬", "花 花 花", "NPO", "npo", "ＮＰＯ"),
    *("名前だけの会", "だけの", "2026", "令和", "清掃", "公園の清掃", "公募", "秘密", "下書き"),
    *("だれもが歩きたくなる道", "まちの緑", "歩き 緑"),
]


def fill() -> None:
    flowers = make_group("花と道の会", message="子どもも一緒に", area="駅前")
    make_group("NPO見守り", status="applied", purpose="秘密の相談にのる")
    make_group("犬と歩く会", status="deleted", activities="公園の清掃")
    walk = make_project(
        "桜並木の手入れ",
        title_kana="サクラナミキノテイレ",
        subtitle="2026年の春",
        place="駅前通り",
        groups=(flowers,),
        status="completed",
    )
    Partner.objects.create(project=walk, name="名前だけの会")
    make_project("公園の清掃100%", summary="こどもと花を植える。", published=False)
    make_project("下書きの事業", complete=False, published=False, place="a・b")
    make_place("駅前の花の館", about="子どもも使える。", address="駅前通り1-1")
    make_place("ひみつの館", is_public=False, about="秘密の部屋")
    make_event("犬と歩く日", project=walk, text="公園の清掃", place_text="駅前通り")
    make_event("下書きの日", project=walk, status="draft", text="秘密の花")
    make_help(
        walk, "桜の水やり", text="駅前 花の道で。", place="駅前通り", conditions="犬と一緒でも"
    )
    make_help(make_group("見守り会", status="applied"), "秘密の手伝い", text="子どもの見守り")
    make_offer(make_group("苗の店"), "桜の苗", text="駅前 花の道へ。", conditions="子どもと一緒に")
    make_offer(make_group("秘密の店", status="applied"), "秘密の提供", text="犬小屋")
    make_lecture("花の育て方", text="駅前の花の道で。", target="子ども", needs="犬小屋")
    make_lecture("秘密の講座", is_out=False)
    make_concern("桜の枝が道に", place="駅前通り", text="花と犬の散歩道です。")
    make_concern("秘密の困りごと", status="received", text="犬の声")
    make_round("緑の計画（案）", summary="駅前の花と犬", why="桜並木を見守るため")
    make_round("秘密の案", when="draft", summary="子どもの公園")
    make_call("令和の公募", summary="花と緑のまちづくり", theme="駅前")
    make_call("秘密の募集", when="draft", description="犬の遊び場")
    make_meeting(items=("桜並木の手入れ", "駅前の花"), place="花の会館")
    make_meeting(items=("犬の秘密",), name="公園の清掃", status="scheduled")
    make_evaluation(walk, status="published")
    make_evaluation(make_project("見守り隊", published=False, status="completed"))


def named(records: Any) -> list[str]:
    return sorted(f"{record._meta.model_name} {record}" for record in records)


def in_columns(model: type[Any]) -> list[tuple[Any, str]]:
    """Each record with what was kept of its columns to be looked through."""
    records = model.objects.order_by("pk")
    kept = []
    for record, values in zip(records, records.values_list(*COLUMNS[model]), strict=True):
        partners = [each.name for each in record.partners.all()] if model is Project else []
        sections = record.sections.all() if model is OpinionRound else ()
        parts = [words for each in sections for words in (each.heading, each.text)]
        parts += [item.title for item in record.items.all()] if model is Meeting else []
        kept.append((record, normalise(" ".join([*values, *partners, *parts]))))
    return kept


def in_documents(model: type[Any]) -> list[tuple[Any, str]]:
    """Each record with what it tells the search."""
    told = [(record, record.search_document()) for record in model.search_queryset()]
    return [
        (record, "\n".join(map(normalise, [document.title, *document.texts])))
        for record, document in told
    ]


def scanned(texts: list[tuple[Any, str]], typed: str) -> list[str]:
    """A plain look: every word occurs somewhere, in one of its ways."""
    words = parse(typed).all_ways
    return named(
        record for record, text in texts if all(any(way in text for way in ways) for ways in words)
    )


def searched(model: type[Any], typed: str, user: Any) -> list[str]:
    """What the list of the staff shows for these words."""
    model_admin = admin.site._registry[model]
    request = RequestFactory().get("/", {"q": typed})
    request.user = user
    records, doubled = model_admin.get_search_results(
        request, model_admin.get_queryset(request), typed
    )
    assert not doubled
    return named(records)


def test_every_kind_that_is_found_is_searched_by_the_index() -> None:
    asked = {model for model, one in admin.site._registry.items() if one.search_fields == BY_INDEX}

    assert asked == set(COLUMNS)
    assert set(searchables().values()) == asked


def test_index_finds_what_the_columns_say_and_what_the_records_tell() -> None:
    fill()
    coordinator = make_coordinator()
    assert len(QUERIES) == 40

    columns = {model: in_columns(model) for model in COLUMNS}
    documents = {model: in_documents(model) for model in COLUMNS}
    missed, wrong = {}, {}
    for model in COLUMNS:
        for typed in QUERIES:
            after = searched(model, typed, coordinator)
            before, told = scanned(columns[model], typed), scanned(documents[model], typed)
            missed |= {(model, typed): lost} if (lost := {*before} - {*after}) else {}
            wrong |= {(model, typed): (after, told)} if after != told else {}

    assert missed == {}
    assert wrong == {}


def test_nothing_typed_leaves_the_list_whole() -> None:
    fill()
    coordinator = make_coordinator()

    assert searched(Group, " 　", coordinator) == named(Group.objects.all())


def test_search_keeps_to_what_the_person_sees() -> None:
    department = make_department()
    staff = make_staff(department)
    make_project("ひそかな準備", published=False, departments=(department,))
    make_project("ひそかな計画", published=False)

    assert searched(Project, "ひそか", staff) == ["project ひそかな準備"]
    assert len(searched(Project, "ひそか", make_coordinator())) == 2


def test_what_only_staff_find_is_not_found_by_everybody() -> None:
    fill()

    found = find(parse("秘密"), searchables()) + find(parse("見守り"), searchables())

    assert [document.title for each in found for document in each.documents] == []


@pytest.mark.parametrize("number", [1, 3])
def test_search_costs_no_query_of_its_own(number: int) -> None:
    coordinator = make_coordinator()
    for _ in range(number):
        make_group("花と道の会")
    searched(Group, "花", coordinator)  # who asks has been read

    with CaptureQueriesContext(connection) as taken:
        found = searched(Group, "花", coordinator)  # the list, the fields and pictures

    assert (len(found), len(taken)) == (number, 3)
