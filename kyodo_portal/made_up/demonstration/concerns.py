"""What people of the demonstration see is needed, each as far as it has come."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from groups.models import Guest
from kyodo_portal.cities import city
from kyodo_portal.cities.districts import districts_offered
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.pictures import picture
from projects.models import HelpWanted
from proposals.actions.concern_answers import (
    answer_concern,
    lead_on,
    merge_concerns,
    pass_on,
)
from proposals.actions.concern_looks import publish_concern
from proposals.actions.concerns import (
    count_visitor,
    enter_concern,
    say_me_too,
    tell_as_guest,
    tell_concern,
)
from proposals.flows import CONCERN_FLOW
from proposals.models import Call, Concern, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One thing that somebody told: how many days ago, by whom, and as what it ended."""

    key: str
    title: str
    place: str
    text: str
    days: int
    by: str
    state: str = "public"
    field: int | None = None
    scene: str = ""
    caption: str = ""
    outcome: str = ""
    answer: str = ""
    when: str = ""
    where: str = ""
    note: str = ""
    me_too: tuple[str, ...] = ()
    visitors: int = 0


STORIES = (
    Story(
        key="lamp",
        title="緑道の街灯が2本消えている",
        place="緑道の、橋から公園までのあいだ",
        text="夕方5時を過ぎると足もとが見えません。向こうから来る人とぶつかりそうになります。",
        days=-40,
        by="citizen",
        state="done",
        field=9,
        scene="street",
        caption="暗くなりかけた道に立つ、明かりのつかない街灯",
        outcome=Outcome.CITY,
        answer="電球が切れていました。2本とも取り替えます。",
        when="1週間以内",
        note="2本とも新しい電球に取り替えました。",
        me_too=("reviewer1", "reviewer2", "group"),
        visitors=4,
    ),
    Story(
        key="bench",
        title="駅から病院まで、座って休めるところがない",
        place="駅前通り",
        text="杖をついて歩くと、途中で3回は休みたくなります。ベンチがあると助かります。",
        days=-25,
        by="reviewer3",
        state="answered",
        field=1,
        outcome=Outcome.TOGETHER,
        answer="市のベンチを置ける場所は限られています。お店の前に置かせてもらえるよう、商店街と一緒に考えたいと思います。置いてくださる方、作ってくださる方を募ります。",
        me_too=("citizen", "committee", "reviewer4", "group"),
        visitors=7,
    ),
    Story(
        key="seat",
        title="病院へ歩く道にベンチがほしい",
        place="駅前通りの薬局のあたり",
        text="母の通院につきそうとき、立ったまま休んでいます。",
        days=-20,
        by="committee",
        state="merged",
    ),
    Story(
        key="river",
        title="川べりのごみが増えている",
        place="川の堤防、水門の下流",
        text="大雨のあと、流れてきたごみがたまったままです。",
        days=-18,
        by="reviewer4",
        state="answered",
        field=7,
        scene="waterside",
        caption="川べりの草に、流れてきた枝やごみがからんでいる",
        outcome=Outcome.ELSEWHERE,
        answer="この川を管理しているのは県です。県の事務所に、場所と写真を伝えました。",
        where="県の河川を担当する事務所",
    ),
    Story(
        key="bus",
        title="日曜の朝にバスがない",
        place="団地の停留所",
        text="日曜の朝の活動に、車のない人が来られません。",
        days=-16,
        by="group",
        state="answered",
        outcome=Outcome.CANNOT,
        answer="運転手が足りず、日曜の朝の便を増やすことはいまはできません。乗り合いで出かける取組を始めたい方には、窓口が相談に乗ります。",
        visitors=2,
    ),
    Story(
        key="park",
        title="公園の花だんの世話をする人がいない",
        place="第二公園の入口",
        text="世話をしていた方が引っ越して、草が伸びています。手伝えますが、一人ではむずかしいです。",
        days=-9,
        by="citizen",
        field=3,
        scene="park",
        caption="草の伸びた花だんと、公園の入口",
        me_too=("reviewer1",),
        visitors=1,
    ),
    Story(
        key="noise",
        title="夜に家の前で話し声がする",
        place="2丁目",
        text="となりの家の人たちの声が気になります。",
        days=-8,
        by="reviewer2",
        state="private",
        note="となりの方のことが書かれているためです。お話は、市民相談の窓口でうかがいます。",
    ),
    Story(
        key="sign",
        title="集会所の案内板の字が消えかけている",
        place="集会所の前",
        text="初めて来る人が通り過ぎてしまいます。",
        days=-1,
        by="citizen",
        state="received",
        scene="street",
        caption="字のうすくなった案内板",
    ),
    Story(
        key="mistake",
        title="図書館の本の返却口が見つからない",
        place="図書館の北側",
        text="",
        days=-12,
        by="reviewer1",
        state="withdrawn",
    ),
)


def tell_what_is_needed(world: World) -> None:
    """They are told, looked at, grouped and answered in their order; one on paper, at the counter."""
    told: dict[str, Concern] = {}
    for story in sorted(STORIES, key=lambda each: each.days):
        told[story.key] = _tell(world, story)
        _go_on(world, story, told[story.key], told)
    _at_counter(world)
    _by_number(world)
    _lead_on(world, told["bench"])


def _on(world: World, days: int, hour: int) -> AbstractContextManager[Any]:
    return at(world.calendar.moment(days, hour))


def _tell(world: World, story: Story) -> Concern:
    photo = picture(story.scene, story.caption) if story.scene else None
    districts = [code for code, _ in districts_offered("")]
    place = STORIES.index(story) % len(districts) if districts else 0
    with _on(world, story.days, 9):
        concern, _ = tell_concern(
            concern=Concern(
                title=story.title,
                place=story.place,
                text=story.text,
                field=story.field
                if story.field in {row.number for row in city().fields_on}
                else None,
                district=districts[place] if districts else "",
            ),
            by=world.person(story.by),
            key=key_of(f"concern/{story.key}"),
            photo=photo,
            caption=story.caption,
        )
    return concern


def _go_on(world: World, story: Story, concern: Concern, told: dict[str, Concern]) -> None:
    desk = world.coordinator
    if story.state == "received":
        return
    with _on(world, story.days + 1, 10):
        if story.state == "withdrawn":
            CONCERN_FLOW.make("withdraw", concern, by=world.person(story.by))
            return
        if story.state == "private":
            CONCERN_FLOW.make("keep_private", concern, by=desk, note=story.note)
            return
        if story.state == "merged":
            merge_concerns(concerns=[concern], into=told["bench"], by=desk)
            return
        publish_concern(concern=concern, by=desk, shows_photo=bool(story.scene))
    with _on(world, story.days + 2, 12):
        for name in story.me_too:
            say_me_too(concern=concern, by=world.person(name))
        for _ in range(story.visitors):
            count_visitor(concern=concern, by=EVERYBODY)
        pass_on(concern=concern, department=world.departments["park"], by=desk)
    if story.outcome:
        with _on(world, story.days + 5, 14):
            answer_concern(
                concern=concern,
                by=desk,
                outcome=story.outcome,
                answer=story.answer,
                answer_when=story.when,
                answer_where=story.where,
            )
    if story.state == "done":
        with _on(world, story.days + 9, 15):
            CONCERN_FLOW.make("finish", concern, by=desk, note=story.note)


def _at_counter(world: World) -> None:
    """Somebody without screens told it on the telephone; another did not say who they are."""
    with _on(world, -3, 11):
        enter_concern(
            concern=Concern(
                title="集会所の入口の段差が高い",
                place="東の集会所",
                text="足を上げにくい人が、入るのをあきらめています。",
            ),
            guest=Guest(name="見本 しげる", phone="000-0000-0000"),
            by=world.coordinator,
            key=key_of("concern/counter"),
            received={"came_by": "phone", "came_on": world.calendar.day(-3)},
        )
        enter_concern(
            concern=Concern(title="バス停に屋根がほしい", place="市役所前の停留所", text=""),
            guest=None,
            by=world.coordinator,
            key=key_of("concern/nameless"),
            received={"came_by": "counter", "came_on": world.calendar.day(-3)},
        )


def _by_number(world: World) -> None:
    """Somebody left a telephone number only: the desk calls first."""
    with _on(world, -1, 16):
        tell_as_guest(
            concern=Concern(title="雨の日に水たまりができる", place="小学校の西門の前", text=""),
            guest=Guest(name="見本 たえ", phone="000-0000-0001"),
            key=key_of("concern/number"),
        )


def _lead_on(world: World, concern: Concern) -> None:
    """What is done together became help that is asked for; and a call of the city's own, where there is one."""
    wanted = HelpWanted.objects.public().filter(department__isnull=False).order_by("pk").first()
    wanted = wanted or HelpWanted.objects.public().order_by("pk").first()
    call = Call.objects.filter(kind="city").exclude(status="draft").order_by("-pk").first()
    with _on(world, -10, 16):
        for end in (wanted, call):
            if end is not None:
                lead_on(concern=Concern.objects.get(pk=concern.pk), by=world.coordinator, end=end)
