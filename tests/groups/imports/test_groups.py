"""The city's list of groups: what is new, what differs, what is alike, and what is wrong in it."""

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from groups.jobs import GROUPS
from groups.models import ContactDetails, Group, GroupStatus, User
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.imports import looked_at, taken_in
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search import SearchDocument
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.imports.lists import as_csv, as_workbook

pytestmark = pytest.mark.django_db

HEADINGS = (
    *(
        "団体名",
        "フリガナ",
        "種別",
        "活動内容",
        "会員数",
        "設立年月日",
        "活動分野",
        "代表者",
        "電話",
    ),
)
RIVER = (
    *(
        "髙橋川の会",
        "たかはしがわのかい",
        "ボランティア団体",
        "川のそうじ",
        "１２人",
        "平成30年4月1日",
    ),
    *("環境の保全;3", "見本 太郎", "０４８(000)0001"),
)
WARD = ("第一町内会", "", "町内会", "夏まつり", 240, "", "", "", "")


@pytest.fixture
def coordinator() -> User:
    return make_coordinator()


def told(report: Any) -> dict[str, list[str]]:
    return {section.title: section.lines for section in report}


def take(data: bytes, by: User, name: str = "名簿.csv", **options: bool) -> dict[str, list[str]]:
    options = {"update": False, "add_alike": False, **options}
    return told(taken_in(GROUPS, GROUPS.read(data, name), by=by, **options))


def test_new_groups_are_registered_as_the_list_says(coordinator: User) -> None:
    data = as_csv(("令和8年度 市民活動団体一覧",), HEADINGS, RIVER, WARD, encoding="cp932")

    report = take(data, coordinator)

    assert report == {
        "新しく登録する団体：2件": ["髙橋川の会（ボランティア団体）", "第一町内会（町内会）"],
        "フリガナのないもの（一覧の並びの、はじめに出ます）：1件": [
            "2件目（4行目、団体名：第一町内会）"
        ],
        "使わなかった行：1件": ["1行目は見出しより上にあるので、使っていません。"],
    }
    river = Group.objects.get(name="髙橋川の会")
    assert (river.name_kana, river.kind, river.status) == (
        "タカハシガワノカイ",
        "volunteer",
        GroupStatus.REGISTERED,
    )
    assert (river.members_count, river.founded_on) == (12, dt.date(2018, 4, 1))
    assert [field.number for field in river.fields.all()] == [3, 7]
    contact = river.contact
    assert (contact.name, contact.phone, contact.phone_shown_to) == (
        "見本 太郎",
        "048-000-0001",
        "closed",
    )
    assert not river.memberships.exists()
    entry = AuditEntry.objects.of(river).get()
    assert (entry.action, entry.by, entry.status_after) == (
        "group.import",
        coordinator,
        "registered",
    )
    assert SearchDocument.objects.filter(kind="group").count() == 2
    assert not OutgoingMail.objects.exists()


def test_workbook_comes_to_the_same(coordinator: User) -> None:
    report = take(as_workbook(HEADINGS, RIVER, WARD), coordinator, "名簿.xlsx")

    assert list(report)[0] == "新しく登録する団体：2件"


def test_list_says_what_is_a_network_and_takes_it_from_none(coordinator: User) -> None:
    headings = (*HEADINGS, "連合会")
    take(as_csv(headings, (*RIVER, "○"), (*WARD, "×")), coordinator)
    first = dict(Group.objects.values_list("name", "is_network"))
    take(as_csv(headings, (*RIVER, "×"), (*WARD, "○")), coordinator, update=True)
    then = dict(Group.objects.values_list("name", "is_network"))

    assert first == {"髙橋川の会": True, "第一町内会": False}
    assert then == {"髙橋川の会": True, "第一町内会": True}


def test_looking_changes_nothing_and_tells_what_will_be_done(coordinator: User) -> None:
    read = GROUPS.read(as_csv(HEADINGS, RIVER), "名簿.csv")
    options = {"update": False, "add_alike": False}

    seen = looked_at(GROUPS, read, by=coordinator, **options)
    found = [Group.objects.count(), AuditEntry.objects.count(), SearchDocument.objects.count()]

    assert found == [0, 0, 0]
    assert seen == taken_in(GROUPS, read, by=coordinator, **options)


def test_second_time_nothing_is_new(coordinator: User) -> None:
    take(as_csv(HEADINGS, RIVER, WARD), coordinator)

    assert take(as_csv(HEADINGS, RIVER, WARD), coordinator) == {
        "すでに同じ内容で登録されているもの：2件": []
    }
    assert Group.objects.count() == 2


@pytest.mark.parametrize("add_alike", [False, True])
def test_group_with_a_name_like_another_is_told_and_left_out(
    coordinator: User, add_alike: bool
) -> None:
    make_group("特定非営利活動法人 高橋川の会")

    report = take(as_csv(HEADINGS, RIVER), coordinator, add_alike=add_alike)

    alike = ["1件目（2行目、団体名：髙橋川の会）：「特定非営利活動法人 高橋川の会」に似ています"]
    assert (report.get("名前が似た団体がすでにあるもの（登録しません）：1件") == alike) == (
        not add_alike
    )
    assert Group.objects.count() == 1 + add_alike


def test_two_rows_with_names_like_each_other_are_not_both_taken(coordinator: User) -> None:
    report = take(as_csv(HEADINGS, RIVER, ("NPO法人高橋川の会", *RIVER[1:])), coordinator)

    assert [title for title in report if "似た" in title] == [
        "名前が似た団体がすでにあるもの（登録しません）：1件"
    ]


def test_group_that_nobody_keeps_is_written_over_only_when_asked(coordinator: User) -> None:
    take(as_csv(HEADINGS, RIVER), coordinator)
    grown = as_csv(HEADINGS, (*RIVER[:4], "20", *RIVER[5:8], "048-000-9999"))
    line = "1件目（2行目、団体名：髙橋川の会）：会員数、電話"

    assert take(grown, coordinator) == {"登録と違うところのある団体（書き換えません）：1件": [line]}
    assert take(grown, coordinator, update=True) == {"書き換える団体：1件": [line]}
    group = Group.objects.get()
    assert (group.members_count, group.contact.phone) == (20, "048-000-9999")
    actions = AuditEntry.objects.of(group).values_list("action", flat=True)
    assert list(actions) == ["group.import", "group.import_update"]


def test_what_a_group_keeps_itself_no_list_changes(coordinator: User) -> None:
    group = make_group("髙橋川の会", managers=(make_user("代表"),), members_count=5)

    report = take(as_csv(HEADINGS, RIVER), coordinator, update=True)

    assert list(report) == ["団体や担当が自分で直す団体（書き換えません）：1件"]
    group.refresh_from_db()
    assert group.members_count == 5


def test_application_that_was_not_accepted_keeps_no_listed_group_out(coordinator: User) -> None:
    make_group("髙橋川の会", status=GroupStatus.NOT_ACCEPTED, managers=(make_user("申請した人"),))

    report = take(as_csv(HEADINGS, RIVER), coordinator)

    assert report == {"新しく登録する団体：1件": ["髙橋川の会（ボランティア団体）"]}


FAULTS = [
    ({2: "サークル"}, "の 種別「サークル」：団体の種別は、次のどれかです："),
    ({4: ""}, "の 会員数：書かれていません。"),
    ({4: "多数"}, "の 会員数「多数」："),
    ({3: ""}, "の 活動内容：設立の目的 か 活動内容 のどちらかを書いてください。"),
    ({5: "平成40年1月1日"}, "の 設立年月日「平成40年1月1日」："),
    ({8: "123"}, "の 電話「123」：電話番号は、市外局番から"),
    ({1: "漢字"}, "の フリガナ「漢字」："),
    ({6: "21"}, "の 活動分野「21」："),
]


def test_every_fault_is_told_under_the_files_own_heading_and_nothing_is_taken(
    coordinator: User,
) -> None:
    rows = [
        (f"見本{number}の会", *(change.get(place, RIVER[place]) for place in range(1, 9)))
        for number, (change, _) in enumerate(FAULTS)
    ]
    with pytest.raises(ImportRefused) as refused:
        take(as_csv(HEADINGS, WARD, *rows, (" 第一 町内会", *WARD[1:])), coordinator)

    reasons = refused.value.reasons
    wanted = [text for _, text in FAULTS]
    assert [text in reason for text, reason in zip(wanted, reasons, strict=False)] == [True] * 8
    assert [
        reason.endswith("同じ名前が1件目（2行目）にもあります。") for reason in reasons[8:]
    ] == [True]
    assert not Group.objects.exists()


def test_list_without_a_needed_column_is_told_once(coordinator: User) -> None:
    with pytest.raises(ImportRefused) as refused:
        take(as_csv(HEADINGS[:3], RIVER[:3], WARD[:3]), coordinator)

    assert refused.value.reasons == (
        "「構成員の数」の列がありません。見出しの行に加えて、書き足してください。",
    )


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_groups", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


def test_terminal_shows_first_and_takes_in_when_told(tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    path.write_bytes(as_csv(HEADINGS, RIVER))
    nobody = run(str(path))
    chief = make_user("管理者", is_superuser=True)

    shown = run(str(path))
    before = Group.objects.count()
    done = run(str(path), "--yes")

    assert nobody[1].startswith("システム管理者のアカウントがないため、取り込めません")
    assert shown[1] == ""
    assert shown[0].splitlines() == [
        "新しく登録する団体：1件",
        "  髙橋川の会（ボランティア団体）",
        "まだ何も登録していません。この内容でよければ、--yes を付けてもう一度実行してください。",
    ]
    assert (before, done[0].endswith("取り込みました。\n")) == (0, True)
    assert Group.objects.get().created_by == chief
    assert ContactDetails.objects.count() == 1
