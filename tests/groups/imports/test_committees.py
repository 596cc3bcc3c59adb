"""The list of members: a seat for every line, nobody twice, nothing written over unasked."""

import datetime as dt

import pytest

from groups.jobs import COMMITTEE_MEMBERS
from groups.models import CommitteeMember
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.imports import taken_in
from tests.factories import make_coordinator, make_user
from tests.groups.committees.factories import make_committee
from tests.groups.imports.lists import as_csv

pytestmark = pytest.mark.django_db

HEADINGS = ("委員会名", "委員氏名", "ふりがな", "役職", "区分", "任期開始", "任期満了日", "メール")
CHAIR = ("見本委員会", "会長 けいこ", "かいちょうけいこ", "委員長", "学識経験者", "R8.4.1", "R10.3.31", "keiko@example.jp")  # fmt: skip
MEMBER = ("見本 委員会", "委員 いちろう", "", "", "公募市民", "2026/4/1", "2028/3/31", "")


def take(data: bytes, **options: bool) -> dict[str, list[str]]:
    options = {"update": False, "add_alike": False, **options}
    kind = COMMITTEE_MEMBERS
    report = taken_in(kind, kind.read(data, "名簿.csv"), by=make_coordinator(), **options)
    return {section.title: section.lines for section in report}


def test_every_line_is_a_seat_and_an_address_leads_to_its_account() -> None:
    make_committee("見本委員会")
    keiko = make_user("けいこ")
    type(keiko).objects.filter(pk=keiko.pk).update(email="keiko@example.jp")

    report = take(as_csv(HEADINGS, CHAIR, MEMBER))

    seats = CommitteeMember.objects.order_by("pk")
    assert [(seat.name, seat.office, seat.user_id) for seat in seats] == [
        ("会長 けいこ", "chair", keiko.pk),
        ("委員 いちろう", "member", None),
    ]
    assert (seats[0].starts_on, seats[0].ends_on) == (dt.date(2026, 4, 1), dt.date(2028, 3, 31))
    assert report["うち、アカウントがなく紙で知らせる委員：1件"] == ["委員 いちろう"]


def test_list_taken_in_twice_changes_nothing_and_a_change_only_where_asked_for() -> None:
    make_committee("見本委員会")
    take(as_csv(HEADINGS, CHAIR))
    resigned = as_csv(HEADINGS, (*CHAIR[:6], "R9.3.31", CHAIR[7]))

    assert take(as_csv(HEADINGS, CHAIR)) == {"すでに同じ内容のもの：1件": []}
    assert list(take(resigned)) == ["いまの名簿と違うところのある委員（書き換えません）：1件"]
    assert list(take(resigned, update=True)) == ["書き換える委員：1件"]
    assert CommitteeMember.objects.get().ends_on == dt.date(2027, 3, 31)


FAULTS = {
    "unknown committee": (CHAIR, "会議「見本委員会」は登録されていません"),
    "unknown office": ((*CHAIR[:3], "顧問", *CHAIR[4:]), "会長・職務代理・委員のどれか"),
    "term upside down": ((*CHAIR[:6], "R7.3.31", CHAIR[7]), "より前になっています"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_and_nothing_is_taken_in(case: str) -> None:
    line, reason = FAULTS[case]
    if case != "unknown committee":
        make_committee("見本委員会")

    with pytest.raises(ImportRefused) as refusal:
        take(as_csv(HEADINGS, line))

    assert reason in " ".join(map(str, refusal.value.args)) + str(refusal.value)
    assert not CommitteeMember.objects.exists()
