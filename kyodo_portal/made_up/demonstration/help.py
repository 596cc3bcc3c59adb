"""What the groups and projects of the demonstration ask for, each as far as it has come; and what people
ask the projects."""

from typing import Any

from groups.models import Group
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.words import week
from kyodo_portal.writing.locks import hold
from projects.actions.help_answers import offer_help
from projects.actions.help_wanted import ask_for_help
from projects.actions.questions import ask_project
from projects.flows import HELP_ANSWER_FLOW, HELP_WANTED_FLOW, QUESTION_FLOW
from projects.models import OPEN_STATUSES, HelpAnswer, HelpWanted, Project, Question

SATURDAY_MORNING = week.times_of([15])

#: Heading, text, kind, number, days ago, and how far each has come.
ASKED: tuple[tuple[str, str, str, int | None, int, str], ...] = (
    (
        "土曜の朝、花の水やりを手伝ってくださる方",
        "30分ほどの水やりです。じょうろはこちらで用意します。一度きりでもかまいません。",
        "people",
        3,
        -3,
        "open",
    ),
    (
        "使わなくなったスコップをゆずってください",
        "子どもも使える、小さめのものを探しています。取りにうかがいます。",
        "things",
        5,
        -9,
        "answered",
    ),
    (
        "案内のちらしを作れる方",
        "文字と写真はそろっています。1枚にまとめてくださる方をお待ちしています。",
        "skills",
        1,
        -20,
        "filled",
    ),
    (
        "苗を夏の間だけ置ける場所",
        "軒下の、畳1枚ほどの場所を探しました。",
        "place",
        1,
        -90,
        "thanked",
    ),
    (
        "雨の日の会場づくりを手伝ってくださる方",
        "机といすを並べます。",
        "people",
        4,
        -40,
        "failed",
    ),
)


def ask_for_everything(world: World) -> None:
    """Each of these by the first project that goes on and has a partner with somebody here, which two
    people ask something besides."""
    found = _project_with_a_partner()
    if found is None:
        return
    project, group = found
    for number, (title, text, kind, wanted, days, state) in enumerate(ASKED):
        made = _ask(world, project, group, number, (title, text, kind, wanted, days))
        _go_on(world, made, group, state, days)
    _question(world, project, group)


def _project_with_a_partner() -> tuple[Project, Group] | None:
    open_ones = Project.objects.published().of_this_city().filter(status__in=OPEN_STATUSES)
    for project in open_ones.order_by("pk"):
        for partner in project.partners.select_related("group"):
            if partner.group is not None and partner.group.is_public:
                return project, partner.group
    return None


def _manager_of(group: Group) -> Any:
    return group.memberships.running().speaking().order_by("pk")[0].user


def _ask(
    world: World, project: Project, group: Group, number: int, told: tuple[Any, ...]
) -> HelpWanted:
    title, text, kind, wanted, days = told
    with at(world.calendar.moment(days, 10)):
        made, _ = ask_for_help(
            owner=project,
            wanted=HelpWanted(
                kind=kind,
                title=title,
                text=text,
                number=wanted,
                times=SATURDAY_MORNING if kind == "people" else 0,
                place=project.place,
                safety="市の市民活動保険の対象です。",
                reward="none",
            ),
            fields=[row.number for row in project.fields.all()],
            by=_manager_of(group),
            key=key_of(f"help/{number}"),
        )
    return made


def _go_on(world: World, wanted: HelpWanted, group: Group, state: str, days: int) -> None:
    manager, citizen = _manager_of(group), world.person("citizen")
    if state in ("answered", "filled", "thanked"):
        with at(world.calendar.moment(days + 1, 12)):
            answer, _ = offer_help(
                wanted=wanted,
                answer=HelpAnswer(number=1, message="お手伝いします。", may_be_named=True),
                by=citizen,
                key=key_of(f"help-answer/{wanted.title}"),
            )
        if state != "answered":
            with at(world.calendar.moment(days + 2, 12)):
                words = "ありがとうございます。土曜の9時に、現地でお待ちしています。"
                HELP_ANSWER_FLOW.make("accept", answer, by=manager, note=words)
    if state == "thanked":
        for move, later, note in (
            ("finish", 20, ""),
            ("thank", 22, "おかげさまで、苗が元気に夏を越しました。"),
        ):
            with at(world.calendar.moment(days + later, 15)):
                hold(HelpAnswer, answer.pk)
                HELP_WANTED_FLOW.make(move, wanted, by=manager, note=note)
    if state == "failed":
        with at(world.calendar.moment(days + 5, 15)):
            reason = "会場が変わり、机といすを並べることがなくなりました。"
            HELP_WANTED_FLOW.make("fail", wanted, by=manager, note=reason)


def _question(world: World, project: Project, group: Group) -> None:
    asked = (
        ("子どもと一緒に参加してもいいですか。", "はい。保護者の方と一緒にお越しください。"),
        ("雨の日はどうなりますか。", ""),
    )
    for number, (text, answer) in enumerate(asked):
        with at(world.calendar.moment(-12 + number * 8, 11)):
            question, _ = ask_project(
                project=project,
                question=Question(text=text, may_be_public=True),
                by=world.person("citizen"),
                key=key_of(f"question/{number}"),
            )
        if answer:
            with at(world.calendar.moment(-10, 11)):
                QUESTION_FLOW.make("answer_openly", question, by=_manager_of(group), note=answer)
