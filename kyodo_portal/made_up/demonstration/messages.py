"""What the people of the demonstration write to groups and departments, and what was reported of it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from groups.actions.guests import vouch_for, welcome
from groups.actions.messages import CAME_FOR, GUEST_KEPT, begin_of_guest, open_thread, write
from groups.actions.reports import report
from groups.actions.unanswered import pass_on
from groups.flows import REPORT_FLOW, THREAD_FLOW
from groups.models import Complaint, Group, GroupStatus, Guest, Thread
from groups.models.guests import ConfirmedHow
from groups.models.messages import Office
from kyodo_portal.life.hiding import KINDS
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from projects.models import Update


@dataclass(frozen=True, slots=True)
class Letter:
    """One thread: to whom, how many days ago, what was asked, who answered how many days later."""

    key: str
    to: str
    days: int
    subject: str
    body: str
    answer: str = ""
    closed: bool = False


#: To a group by its key, or to a department (`@`).
LETTERS = (
    Letter(
        "sunday", "hana", -2, "日曜の水やりに行ってもいいですか",
        "駅前の花だんの近くに住んでいます。日曜の朝なら手伝えます。子どもと一緒でもいいでしょうか。",
    ),
    Letter(
        "tools", "hana", -20, "軍手は持っていきますか",
        "来週の花植えに申し込みました。道具は自分で用意しますか。",
        "軍手と長ぐつだけお持ちください。スコップは会のものをお貸しします。お待ちしています。",
    ),
    Letter(
        "benches", "@park", -30, "緑道のベンチについて",
        "緑道のベンチの板が1枚はがれています。どこに知らせればよいですか。",
        "お知らせありがとうございます。ここで承りました。今週のうちに直します。",
        closed=True,
    ),
    Letter(
        "books", "books", -16, "古い絵本はいりますか",
        "家にある絵本を20冊ほど、読み聞かせに使ってもらえたらと思っています。",
    ),
)  # fmt: skip


def write_letters(world: World) -> None:
    """The citizen's threads in every state, one of a guest, one that the desk passes on, a report of a
    project that was reported, and a message that is hidden and to be looked at again."""
    for letter in LETTERS:
        _letter(world, letter)
    _of_a_guest(world)
    resting = Group.objects.filter(status=GroupStatus.DORMANT).order_by("pk").first()
    if resting is not None:
        _passed_on(world, resting)
    _reported(world)
    _hidden(world)


def _begin(world: World, key: str, office: Office, subject: str, body: str) -> Thread:
    return open_thread(
        office=office,
        subject=subject,
        body=body,
        by=world.person("citizen"),
        key=key_of(f"thread {key}"),
    )[0]


def _letter(world: World, letter: Letter) -> None:
    to_department = letter.to.startswith("@")
    office: Office | None = (
        world.departments[letter.to[1:]] if to_department else world.groups.get(letter.to)
    )
    if office is None or not _is_public(office):
        return
    writer = world.staff_of(letter.to[1:]) if to_department else world.manager_of(letter.to)
    with at(world.calendar.moment(letter.days, 19)):
        thread = _begin(world, letter.key, office, letter.subject, letter.body)
    if letter.answer:
        with at(world.calendar.moment(letter.days + 1, 10)):
            key = key_of(f"answer {letter.key}")
            write(thread=thread, body=letter.answer, by=writer, key=key)
    if letter.closed:
        with at(world.calendar.moment(letter.days + 3, 12)):
            THREAD_FLOW.make("close", thread, by=world.person("citizen"))


def _is_public(office: Office) -> bool:
    return not isinstance(office, Group) or office.is_public


def _of_a_guest(world: World) -> None:
    group = world.groups["hana"]
    with at(world.calendar.moment(-1, 15)):
        guest = Guest(
            name="旅野 あゆむ（見本）",
            email="guest@example.jp",
            submission_key=key_of("guest of a message"),
        )
        forget_on = timezone.localdate() + GUEST_KEPT
        kept = welcome(guest, came_for=CAME_FOR, forget_on=forget_on)
        begin_of_guest(
            office=group,
            subject="花の名前を教えてください",
            body="駅前で見た青い花の名前を知りたいです。",
            guest=kept,
            key=key_of("thread of a guest"),
        )
        vouch_for(kept, how=ConfirmedHow.COUNTER, by=world.coordinator)


def _passed_on(world: World, group: Group) -> None:
    with at(world.calendar.moment(-6, 11)):
        thread = _begin(
            world,
            "resting",
            group,
            "また活動しますか",
            "以前の催しが楽しかったので、再開の予定があれば知りたいです。",
        )
    with at(world.calendar.moment(-5, 14)):
        how = "代表の方に電話で伝えました。返事を預かったら、ここに書きます。"
        pass_on(thread=thread, how=how, by=world.coordinator)


def _reported(world: World) -> None:
    told = Update.objects.shown().filter(side="group").select_related("project")
    update = told.exclude(posted_by=world.person("citizen")).order_by("-pk").first()
    if update is None:
        return
    with at(world.calendar.moment(-1, 18)):
        complaint = Complaint(reason="wrong", note="参加した人数が、当日聞いた数とちがうようです。")
        report(kind=KINDS["update"], thing=update, complaint=complaint, by=world.person("citizen"))


def _hidden(world: World) -> None:
    group = world.groups["hana"]
    began = world.calendar.moment(-12, 20)
    with at(began):
        thread = _begin(
            world,
            "hidden",
            group,
            "花だんの場所のこと",
            "となりの家の人が水をかけて困る、とご近所の方が言っていました。名前も聞いています。",
        )
    message = thread.messages.get()
    with at(began + dt.timedelta(days=1)):
        complaint = Complaint(reason="personal", note="ご近所の方のことが書かれています。")
        by = world.manager_of("hana")
        case, _ = report(kind=KINDS["message"], thing=message, complaint=complaint, by=by)
    with at(began + dt.timedelta(days=2)):
        note = "近くに住む人のことが、だれのことか分かるように書かれているため。"
        REPORT_FLOW.make("hide", case, by=world.coordinator, note=note)
    with at(began + dt.timedelta(days=3)):
        note = "名前は書いていません。場所を相談したかっただけです。"
        REPORT_FLOW.make("appeal", case, by=world.person("citizen"), note=note)
