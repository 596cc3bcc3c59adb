"""The committee of the demonstration and its meetings, each as far as it has come."""

import datetime as dt

from groups.actions.meetings import Was, conclude_item, record_attendance, write_minutes
from groups.flows import MEETING_FLOW
from groups.meetings.quorum import Room
from groups.models import Committee, Meeting, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import When, at
from proposals.actions.agenda import put_on_agenda
from proposals.actions.packets import ask_for_packet, freeze_packet
from proposals.models import Call, ProposalStatus
from proposals.rules.packets import can_freeze_packet

PAPER_MEMBERS = (
    ("学識 まさる（見本）", "ガクシキ マサル", "chair", "学識経験者"),
    ("代理 つとむ（見本）", "ダイリ ツトム", "deputy", "市民活動団体"),
    ("公募 のぞみ（見本）", "コウボ ノゾミ", "member", "公募市民"),
)

#: Name, day, how far it has come: what was called to is public.
MEETINGS: tuple[tuple[str, When, str], ...] = (
    ("", -120, "published"),
    ("書面の確認", -80, "cancelled"),
    ("", -60, "inquorate"),
    ("中間の確認", -45, "confirmed"),
    ("", -20, "minutes_draft"),
    ("", -3, "held"),
    ("公開プレゼンテーション", 12, "convened"),
    ("", 60, "scheduled"),
)

AGENDA = (
    ("前回の会議録の確認", "原案のとおり確認した。", False),
    ("審査のすすめかた", "書類の審査のあと、公開で説明を聞くことにした。", False),
    ("採点の結果について", "順位表を確かめ、次回に結論を出すことにした。", True),
)

MINUTES = """
　意見　委員A：団体と市の役割が、提案書では分かりにくい。説明のときに聞きたい。
　　　　委員B：続けていくための費用を、団体がどう考えているかを確かめるべきだ。
　　　　事務局：二つの点を、説明する団体に前もって知らせる。
"""


def hold_meetings(world: World) -> None:
    """A review committee with three members on paper and the reviewers, and its meetings."""
    day = world.calendar.day
    with at(world.calendar.moment((-1, 4, 1))):
        committee = Committee.objects.create(
            name=f"{city().name}協働事業審査委員会",
            name_kana="キョウドウジギョウシンサイインカイ",
            kind=city().committee_kinds_on[0].code,
            purpose="協働事業の提案を審査し、結論とその理由を市に伝えます。事業が始まったあとの進みぐあいも確かめます。",
            basis=f"{city().name}協働事業審査委員会設置要綱（見本）",
            department=world.departments["kyodo"],
            is_public=True,
        )
        term = {"starts_on": day((-1, 4, 1)), "ends_on": day((1, 3, 31))}
        for name, kana, office, background in PAPER_MEMBERS:
            committee.members.create(
                name=name, name_kana=kana, office=office, background=background, **term
            )
        for number in range(1, 4):
            person = world.person(f"reviewer{number}")
            committee.members.create(
                user=person, name=person.display_name, background="市民活動団体", **term
            )
    for number, (name, when, stage) in enumerate(MEETINGS, start=1):
        _live(world, committee, number, name, when, stage)


def _live(
    world: World, committee: Committee, number: int, name: str, when: When, stage: str
) -> None:
    """Plan one meeting, and bring it to where it stands."""
    moment, by = world.calendar.moment, world.coordinator
    held = world.calendar.day(when)
    days = (held - world.calendar.today).days
    with at(moment(min(days - 15, -1), 10)):
        meeting = Meeting.objects.create(
            committee=committee,
            number=number,
            name=name,
            starts_at=moment(when, 14),
            ends_at=moment(when, 16),
            place="市役所 3階 大会議室",
            seats=10,
            how_to_attend="会場の受付へ、始まる10分前までにお越しください。",
            contact=f"{city().desk.name}　電話 {city().desk.phone}",
            created_by=by,
        )
        for order, (title, _, closed) in enumerate(AGENDA, start=1):
            because = "審査の途中の点数を話し合うため" if closed else ""
            meeting.items.create(order=order, title=title, is_closed=closed, closed_because=because)
        if stage == "scheduled":
            return
        if stage == "convened":
            _bring_proposals(meeting, by)
        MEETING_FLOW.make("convene", meeting, by=by)
        if stage == "cancelled":
            MEETING_FLOW.make(
                "cancel", meeting, by=by, note="大雨の予報が出たため。議題は次の会議に入れます。"
            )
    if stage == "convened":
        with at(moment(-1, 11)):
            _freeze(meeting, by)
    if stage in ("convened", "cancelled"):
        return
    with at(moment(when, 15)):
        _attend(world, meeting, few=stage == "inquorate")
        if stage == "inquorate":
            MEETING_FLOW.make(
                "fail",
                meeting,
                by=by,
                note="急な欠席が重なりました。同じ議題で、あらためて開きます。",
            )
            return
        MEETING_FLOW.make("hold", meeting, by=by)
    with at(moment(when, 16, 30)):
        items = list(meeting.items.order_by("order"))
        for item, (_, outcome, _) in zip(items, AGENDA, strict=True):
            conclude_item(item=item, outcome=outcome, by=by)
    if stage == "held":
        return
    with at(moment(days + 4, 10)):
        MEETING_FLOW.make("draft", meeting, by=by)
        body = Meeting.objects.get(pk=meeting.pk).minutes.body
        write_minutes(
            meeting=meeting,
            body=body.replace("　意見　委員A：\n", MINUTES.lstrip("\n"), 1).replace(
                "　意見　委員A：\n", ""
            ),
            city_staff="協働推進課長（見本）、協働推進課 担当",
            by=by,
        )
        due = world.calendar.day(days + 18 if stage != "minutes_draft" else 5)
        MEETING_FLOW.make("send", meeting, by=by, due_on=due)
    if stage in ("confirmed", "published"):
        with at(moment(days + 20, 10)):
            MEETING_FLOW.make("confirm", meeting, by=by, note="学識 まさる（見本）（会長）")
            if stage == "published":
                MEETING_FLOW.make("publish", meeting, by=by)


def _bring_proposals(meeting: Meeting, by: User) -> None:
    """The proposals of the latest call that are under review, one after the other."""
    calls = Call.objects.filter(proposals__status=ProposalStatus.UNDER_REVIEW)
    call = calls.order_by("pk").last()
    if call is not None:
        put_on_agenda(
            meeting=meeting,
            call=call,
            begins=dt.time(14, 30),
            talk_minutes=10,
            answer_minutes=5,
            closed_because="",
            by=by,
        )


def _freeze(meeting: Meeting, by: User) -> None:
    """What lies before it; the worker makes the packet once the portal runs."""
    if can_freeze_packet(by, meeting):
        packet, _ = freeze_packet(meeting=meeting, by=by)
        ask_for_packet(packet=packet, by=by)


def _attend(world: World, meeting: Meeting, *, few: bool) -> None:
    members = Room(Meeting.objects.get(pk=meeting.pk)).members
    record_attendance(
        meeting=meeting,
        were=[
            Was(
                member=member,
                how="absent" if few and place > 1 or place == 4 else "present",
            )
            for place, member in enumerate(members)
        ],
        acting_chair=None,
        visitors=0 if few else 4,
        by=world.coordinator,
    )
