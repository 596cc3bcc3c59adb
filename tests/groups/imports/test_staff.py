"""The city's list of staff: departments, invitations, and places for those who have an account."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from groups.jobs import STAFF
from groups.models import Department, Invitation, User
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.imports import taken_in
from kyodo_portal.life.roles import Role
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_department, make_staff, make_user
from tests.groups.imports.lists import as_csv, as_workbook

pytestmark = pytest.mark.django_db

HEADINGS = ("氏名", "メール", "所属", "役割", "課の電話")
HANAKO = ("見本 花子", "Hanako@example.jp", "環境課", "", "048-000-1000")
TARO = ("見本 太郎", "ｔａｒｏ＠example.jp", "環境課", "協働担当", "048-000-1000")
JIRO = ("見本 次郎", "jiro@example.jp", "", "審査委員", "")


@pytest.fixture
def chief() -> User:
    return make_user("管理者", is_superuser=True)


def take(chief: User, *rows: tuple[str, ...], **options: bool) -> dict[str, list[str]]:
    options = {"update": False, "add_alike": False, **options}
    read = STAFF.read(as_csv(HEADINGS, *rows), "職員.csv")
    report = taken_in(STAFF, read, by=chief, **options)
    return {section.title: section.lines for section in report}


def invited() -> list[tuple[Any, ...]]:
    rows = Invitation.objects.order_by("pk")
    return list(rows.values_list("name", "email", "department__name", "role"))


def test_departments_are_made_and_everybody_is_invited(chief: User) -> None:
    assert take(chief, HANAKO, TARO, JIRO) == {
        "新しくつくる課：1件": ["環境課"],
        "招待のメールを送る方：3件": [
            "見本 花子（環境課の職員）",
            "見本 太郎（環境課の職員、協働担当）",
            "見本 次郎（審査委員）",
        ],
    }
    assert Department.objects.get().phone == "048-000-1000"
    assert invited() == [
        ("見本 花子", "hanako@example.jp", "環境課", ""),
        ("見本 太郎", "taro@example.jp", "環境課", Role.COORDINATOR),
        ("見本 次郎", "jiro@example.jp", None, Role.REVIEWER),
    ]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        *("hanako@example.jp", "jiro@example.jp", "taro@example.jp"),
    ]
    assert not User.objects.filter(email="hanako@example.jp").exists()


def test_second_time_nobody_gets_a_second_letter(chief: User) -> None:
    take(chief, HANAKO)

    assert take(chief, HANAKO) == {
        "招待ずみで、返事を待っている方（送り直しません）：1件": ["見本 花子（環境課の職員）"]
    }
    assert OutgoingMail.objects.count() == 1


def test_who_has_an_account_gets_the_place_at_once_and_is_told(chief: User) -> None:
    make_staff(make_department("環境課"), "いる人")
    here = User.objects.get(display_name="いる人")
    mover = make_user("移る人", email="mover@example.jp")
    rows = (("いる人", here.email, "環境課", "", ""), ("移る人", mover.email, "環境課", "", ""))

    assert take(chief, *rows) == {
        "すでにアカウントがあり、役目を加える方：1件": ["移る人（環境課の職員）"],
        "すでに役目に就いている方：1件": [],
    }
    assert User.objects.get(pk=mover.pk).is_staff
    letters = OutgoingMail.objects.values_list("to", "subject")
    assert [to for to, subject in letters if "アカウントの役割が変わりました" in subject] == [
        mover.email
    ]
    assert not Invitation.objects.exists()


def test_who_never_proved_their_address_is_invited_and_gets_nothing(chief: User) -> None:
    waiting = make_user("まだの人", email="wait@example.jp", confirmed_at=None)

    take(chief, ("まだの人", waiting.email, "環境課", "", ""))

    assert not User.objects.get(pk=waiting.pk).is_staff
    assert invited() == [("まだの人", "wait@example.jp", "環境課", "")]


def test_department_like_another_is_told_and_its_rows_are_left_out(chief: User) -> None:
    make_department("環境・みどり課")
    row = ("見本 花子", "hanako@example.jp", "環境みどり課", "", "")

    assert take(chief, row) == {
        "名前が似た課がすでにあるもの（その行は取り込みません）：1件": [
            "1件目（2行目、氏名：見本 花子）：「環境みどり課」は「環境・みどり課」に似ています"
        ]
    }
    take(chief, row, add_alike=True)
    assert Department.objects.count() == 2


def test_department_is_written_over_only_when_asked(chief: User) -> None:
    make_department("環境課")

    assert "登録と違うところのある課（書き換えません）：1件" in take(chief, HANAKO)
    assert take(chief, HANAKO, update=True)["書き換える課：1件"] == ["環境課：課の電話"]
    assert Department.objects.get().phone == "048-000-1000"


def test_namesake_is_told(chief: User) -> None:
    make_user("見本　花子")

    report = take(chief, HANAKO)

    assert report["同じ名前の別のアカウントがある方（確かめてください）：1件"] == [
        "1件目（2行目、氏名：見本 花子）"
    ]


def refusals(chief: User, *rows: tuple[str, ...]) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        take(chief, *rows)
    return list(refused.value.reasons)


def test_faults_are_told_and_nobody_is_invited(chief: User) -> None:
    Department.objects.create(name="昔の課", is_active=False)
    make_user("閉じた人", email="closed@example.jp", is_active=False)

    assert refusals(chief, ("花子", "花子", "環境課", "部長", "")) == [
        "1件目（2行目、氏名：花子）の メール「花子」：メールアドレスの形になっていません。hanako@example.jp のように書いてください。",
        "1件目（2行目、氏名：花子）の 役割「部長」：役割は、次のどれかです：協働担当、審査委員、推進委員会。",
    ]
    assert refusals(chief, ("花子", "h@example.jp", "", "", "")) == [
        "1件目（2行目、氏名：花子）の 所属：所属 か 役割 のどちらかを書いてください。"
    ]
    assert refusals(chief, HANAKO, ("別の人", "hanako@example.jp", "税務課", "", ""), HANAKO) == [
        "2件目（3行目、氏名：別の人）の メール：1件目（2行目）では「見本 花子」さんのアドレスです。",
        "3件目（4行目、氏名：見本 花子）：同じ行が1件目（2行目）にもあります。",
    ]
    assert refusals(chief, HANAKO, ("閉じた人", "closed@example.jp", "環境課", "", ""))[
        0
    ].startswith("closed@example.jp：このアカウントは閉じられています。")
    assert (
        "「昔の課」は、いまはない課です。"
        in refusals(chief, HANAKO, ("次郎", "j@example.jp", "昔の課", "", ""))[0]
    )
    assert (Invitation.objects.count(), Department.objects.count()) == (0, 1)
    assert not OutgoingMail.objects.exists()


def test_terminal_takes_a_workbook_in(chief: User, tmp_path: Path) -> None:
    path, out = tmp_path / "職員.xlsx", StringIO()
    path.write_bytes(as_workbook(HEADINGS, HANAKO))

    call_command("import_staff", str(path), "--yes", stdout=out)

    assert out.getvalue().endswith("取り込みました。\n")
    assert [row[0] for row in invited()] == ["見本 花子"]
    with pytest.raises(CommandError, match="使われているシステム管理者のアカウントではありません"):
        call_command("import_staff", str(path), "--by", "nobody@example.jp", stdout=out)
