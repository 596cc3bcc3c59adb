"""The menus of lectures in the demonstration city: of the year before, and of this year."""

from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import When, at
from projects.actions.lectures import copy_menu, publish_menu
from projects.models import Lecture

#: Number, department, field, name, what is told, minutes, for whom, what one prepares.
MENU: tuple[tuple[int, str, int, str, str, int, str, str], ...] = (
    (1, "safety", 9, "わが家の防災を見直す", "家具の固定、水と食べものの備え、避難のしかたを、家の見取り図を描きながら考えます。", 60, "どなたでも", "机といす、筆記用具"),
    (2, "safety", 18, "だまされないための消費生活", "電話や訪問による勧誘の断り方と、困ったときの相談先をお話しします。", 45, "高齢の方と家族", ""),
    (3, "park", 7, "花だんの土づくりと冬じたく", "花が長もちする土のつくり方と、地域の花だんを続けるこつをお伝えします。", 90, "花だんの世話をしている方、始めたい方", "軍手（外でするとき）"),
    (4, "nature", 7, "ごみの分け方と減らし方", "まちがえやすいごみと、生ごみを減らす工夫を、実物を見ながら確かめます。", 60, "小学4年生から", "机"),
    (5, "child", 13, "子育てを支える市のしくみ", "ひろば、一時預かり、相談先など、いま使える支えを紹介します。", 45, "子育て中の方、見守る方", ""),
    (6, "elder", 1, "介護を先のばしにする体の動かし方", "いすに座ってできる体操と、地域の集いの場を紹介します。", 60, "おおむね65歳以上の方", "動きやすい服"),
    (7, "library", 6, "読み聞かせの本の選び方", "年齢に合う本の選び方と、読むときの声の出し方をお話しします。", 60, "読み聞かせをしている方、始めたい方", ""),
    (8, "kyodo", 19, "はじめての協働", "市と市民が一緒に取り組むしくみと、このポータルの使い方をお話しします。", 60, "町内会、市民活動の団体", "スクリーン（あれば）"),
)  # fmt: skip

BEFORE: When = (-1, 4, 3)
THIS_YEAR: When = (0, 4, 2)


def bring_last_menu_out(world: World) -> None:
    """Last year's menu is written and brought out."""
    year = world.calendar.year
    with at(world.calendar.moment(BEFORE, 10)):
        for number, department, field, title, text, minutes, target, needs in MENU:
            if department in world.departments:
                Lecture.objects.create(
                    fiscal_year=year - 1,
                    number=number,
                    department=world.departments[department],
                    field=field,
                    title=title,
                    text=text,
                    minutes=minutes,
                    target=target,
                    needs=needs,
                )
        publish_menu(year=year - 1, by=world.coordinator)


def bring_menu_out(world: World) -> None:
    """This year's is copied from it."""
    year, by = world.calendar.year, world.coordinator
    with at(world.calendar.moment(THIS_YEAR, 10)):
        copy_menu(year=year, by=by)
        publish_menu(year=year, by=by)
