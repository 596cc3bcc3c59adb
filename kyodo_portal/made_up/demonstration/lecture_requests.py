"""Who asks the demonstration city for a lecture, each as far as it has come."""

import datetime as dt
from dataclasses import dataclass

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, Guest
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import When, at
from projects.actions.lecture_days import settle_request
from projects.actions.lecture_requests import (
    ask_as_guest,
    ask_for_lecture,
    enter_request,
    route_request,
    write_report,
)
from projects.flows import LECTURE_REQUEST_FLOW
from projects.models import Audience, Lecture, LectureReport, LectureRequest

PHONE = "000-0000-0000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Somebody asks: when, for which lecture (its department) or for what that is not on the menu, and what came
    of it.

    `by` is an account, "group:KEY", "guest" or "counter". `day` is when it is held; without one nothing was
    settled. `note` is what the last act said.
    """

    key: str
    gathering: str
    asked: When
    by: str
    department: str = ""
    wish: str = ""
    people: int = 20
    purpose: str
    place: str
    needs: str = ""
    is_open: bool = False
    state: str = "applied"
    day: When | None = None
    note: str = ""
    came: int = 0
    audience: str = Audience.NEIGHBOURHOOD
    questions: str = ""
    passed: tuple[str, str] = ("", "")


STORIES = (
    Story(
        key="before_school",
        gathering="見本小学校の4年生",
        asked=(-1, 5, 10),
        by="counter",
        department="nature",
        people=62,
        purpose="総合の時間に、ごみの行き先を学びます。",
        place="見本小学校 体育館",
        state="reported",
        day=(-1, 6, 18),
        came=60,
        audience=Audience.SCHOOL,
        questions="生ごみは何に変わりますか。\n堆肥になり、市の花だんで使っています。",
    ),
    Story(
        key="before_elders",
        gathering="南町の茶話会",
        asked=(-1, 8, 20),
        by="citizen",
        department="elder",
        people=15,
        purpose="冬に家にこもらないための体操を知りたいです。",
        place="南町集会所",
        state="reported",
        day=(-1, 10, 7),
        came=17,
        audience=Audience.ELDERS,
    ),
    Story(
        key="flowers",
        gathering="花だんの当番の集まり",
        asked=-70,
        by="group:hana",
        department="park",
        people=25,
        purpose="秋に植え替える前に、土のつくり方を習いたいです。",
        place="緑道の花だん（雨の日は集会所）",
        is_open=True,
        state="reported",
        day=-20,
        note="軍手をお持ちください。土はこちらで用意します。",
        came=28,
        audience=Audience.CIVIC,
        questions="落ち葉はそのまますき込んでよいですか。\n半年ほど積んでからがよいとお話ししました。",
        passed=("road", "緑道のつきあたりの側溝に、落ち葉がたまって水があふれるそうです。"),
    ),
    Story(
        key="safety",
        gathering="北町自治会の防災部",
        asked=-48,
        by="citizen",
        department="safety",
        people=35,
        purpose="訓練の前に、家の中の備えを見直したいです。",
        place="北町会館",
        needs="耳の聞こえにくい方が2人います。",
        state="held",
        day=-2,
        note="受付の机を2つお願いします。要約筆記の方が一緒にうかがいます。",
    ),
    Story(
        key="reading",
        gathering="おはなしの会の有志",
        asked=-30,
        by="guest",
        department="library",
        people=12,
        purpose="春からはじめる読み聞かせの本を選びたいです。",
        place="西の公民館",
        is_open=True,
        state="decided",
        day=16,
        note="見本の本を30冊ほど持っていきます。",
    ),
    Story(
        key="parents",
        gathering="園の保護者会",
        asked=-6,
        by="committee",
        department="child",
        people=30,
        purpose="入園前に、使える支えを知っておきたいという声がありました。",
        place="ひまわり園 遊戯室",
        needs="子どもを見ていてくれる人が要ります。",
        state="talking",
        note="第1希望の日は別の会と重なっています。第2希望でお願いできるか、園の予定を確かめてください。",
    ),
    Story(
        key="consumer",
        gathering="団地の老人クラブ",
        asked=-2,
        by="reviewer4",
        department="safety",
        people=18,
        purpose="知らない番号からの電話にどう答えるかを聞きたいです。",
        place="団地の集会室",
    ),
    Story(
        key="history",
        gathering="歩く会",
        asked=-1,
        by="reviewer2",
        wish="市の川がつくられた歴史",
        people=14,
        purpose="春に川を歩く前に、昔の流れを知りたいです。",
        place="学びの館",
    ),
    Story(
        key="company",
        gathering="商店の組合",
        asked=-24,
        by="reviewer3",
        wish="店の冷蔵庫の電気代を減らす方法",
        department="nature",
        people=8,
        purpose="組合の勉強会で聞きたいです。",
        place="商店街の会館",
        state="declined",
        note="店の設備についてお話しできる職員がおりません。県の相談員の派遣をご案内しますので、担当課にお電話ください。",
    ),
    Story(
        key="rain",
        gathering="公園を囲む会",
        asked=-50,
        by="reviewer1",
        department="park",
        people=20,
        purpose="落ち葉の生かし方を聞きたいです。",
        place="第二公園のあずまや",
        state="cancelled",
        day=-9,
        note="集まれる人が少なくなったため、また春にお願いします。",
    ),
    Story(
        key="call",
        gathering="編み物の集まり",
        asked=-1,
        by="guest",
        department="kyodo",
        people=9,
        purpose="集まりを続けるために、市とできることを知りたいです。",
        place="東の集会所",
        state="unconfirmed",
    ),
)


def is_of_last_year(story: Story) -> bool:
    """Asked for from the menu of the year before."""
    return isinstance(story.asked, tuple)


def ask_for_lectures(world: World, *, last_year: bool) -> None:
    """Each is asked for, answered and reported in its order: those of the year before while their menu is the newest."""
    for story in STORIES:
        if is_of_last_year(story) == last_year:
            _answer(world, story, _ask(world, story))


def _ask(world: World, story: Story) -> LectureRequest:
    calendar = world.calendar
    first = calendar.moment(45 if story.day is None else story.day, 10)
    with at(calendar.moment(story.asked, 9)):
        lecture = None if story.wish else _lecture_of(world, story)
        request = LectureRequest(
            wish=story.wish,
            gathering=story.gathering,
            phone="" if story.by in ("guest", "counter") else PHONE,
            first_at=first,
            second_at=first + dt.timedelta(days=7),
            place_text=story.place,
            people_count=story.people,
            purpose=story.purpose,
            needs=story.needs,
            is_open=story.is_open,
        )
        return _sent(world, story, lecture, request)


def _sent(
    world: World, story: Story, lecture: Lecture | None, request: LectureRequest
) -> LectureRequest:
    """As whoever asks sends it: at the counter, without an account, for a group, for themselves."""
    key = key_of(f"lecture/{story.key}")
    if story.by == "counter":
        request.came_by, request.came_on = "phone", world.calendar.day(story.asked)
        guest = Guest(name="見本 きよし", phone=PHONE)
        return enter_request(
            lecture=lecture, request=request, guest=guest, by=world.coordinator, key=key
        )[0]
    if story.by == "guest":
        guest = Guest(name="見本 さちこ", phone=PHONE)
        return ask_as_guest(lecture=lecture, request=request, guest=guest, key=key)[0]
    _, _, group = story.by.partition(":")
    by = world.manager_of(group) if group else world.person(story.by)
    return ask_for_lecture(
        lecture=lecture,
        request=request,
        by=by,
        key=key,
        group=world.groups[group] if group else None,
    )[0]


def _lecture_of(world: World, story: Story) -> Lecture:
    """Of the menu that takes applications."""
    menu = Lecture.objects.in_menu().filter(department=world.departments[story.department])
    return menu.order_by("number")[0]


def _answer(world: World, story: Story, request: LectureRequest) -> None:
    if story.state in ("applied", "unconfirmed"):
        return
    desk, staff = world.coordinator, world.staff_of(story.department)
    with at(_later(world, story, days=2)):
        if request.guest is not None and not request.guest.is_confirmed:
            vouch_for(request.guest, how=ConfirmedHow.CALL, by=staff)
        if request.department is None:
            department = world.departments[story.department]
            route_request(request=request, department=department, words="", by=desk)
        if story.state == "declined":
            LECTURE_REQUEST_FLOW.make("decline", request, by=staff, note=story.note)
        if story.state == "talking":
            LECTURE_REQUEST_FLOW.make("take_up", request, by=staff, note=story.note)
    if story.day is not None:
        _hold(world, story, request)


def _hold(world: World, story: Story, request: LectureRequest) -> None:
    """The day is settled, and comes; or it is called off by whoever asked."""
    day, staff = story.day, world.staff_of(story.department)
    if day is None:
        return
    with at(_later(world, story, days=5)):
        settle_request(
            request=request,
            starts_at=world.calendar.moment(day, 10),
            minutes=request.minutes,
            place=None,
            place_text=story.place,
            words=story.note if story.state != "cancelled" else "",
            by=staff,
        )
    if story.state == "cancelled":
        with at(_later(world, story, days=30)):
            by = world.person(story.by)
            LECTURE_REQUEST_FLOW.make("cancel", request, by=by, note=story.note)
    if story.state == "reported":
        passed, words = story.passed
        report = LectureReport(
            held_on=world.calendar.day(day),
            people_count=story.came,
            audience=story.audience,
            questions=story.questions,
            passed_to=world.departments[passed] if passed else None,
            passed_words=words,
        )
        with at(world.calendar.moment(day, 16)):
            write_report(request=request, report=report, by=staff)


def _later(world: World, story: Story, *, days: int) -> dt.datetime:
    """So many days after it was asked for."""
    return world.calendar.moment(story.asked, 11) + dt.timedelta(days=days)
