"""Who of the demonstration says what they can do, each seen by others; and who of them is asked to help."""

from typing import Any

from groups.actions.supporters import enter_supporter, keep_supporter, rest
from groups.models import Guest, Supporter, SupporterAudience
from kyodo_portal.life.counter import Source
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.words import week
from projects.actions.help_requests import request_help
from projects.flows import HELP_REQUEST_FLOW
from projects.flows.help_wanted import those_who_ask
from projects.models import HelpWanted

SATURDAY, EVENINGS = week.on_days([5]), week.in_parts([2])

#: Who, under which name, what they can do, interests, times, who sees it, and whether they rest.
OFFERED: tuple[tuple[str, str, str, str, int, SupporterAudience, bool], ...] = (
    (
        "citizen",
        "花の好きなみらい",
        "花の植えかえと水やり。写真も撮れます。",
        "緑道の花、子どもの居場所",
        SATURDAY,
        SupporterAudience.EVERYBODY,
        False,
    ),
    (
        "reviewer1",
        "会計の得意な人",
        "会計ソフトの使い方と、決算書のつくり方をお伝えします。",
        "会計に困っている団体",
        SATURDAY | EVENINGS,
        SupporterAudience.GROUPS,
        False,
    ),
    (
        "committee",
        "聞き役",
        "話し合いの進行と、記録のまとめ。",
        "",
        EVENINGS,
        SupporterAudience.DESK,
        False,
    ),
    (
        "reviewer3",
        "力しごと係",
        "荷物を運ぶこと。軽トラックの運転もできます。",
        "",
        SATURDAY,
        SupporterAudience.GROUPS,
        False,
    ),
    (
        "reviewer2",
        "通訳の手伝い",
        "やさしい英語での案内。",
        "",
        0,
        SupporterAudience.EVERYBODY,
        True,
    ),
)


def offer_and_ask(world: World) -> None:
    """They offer themselves; then four of them are asked to help with the first thing that others offer
    for and that has an asker here. One says yes, one that it is not possible this time, one has not
    answered yet, and one never did."""
    answered = HelpWanted.objects.public().taking().exclude(status="open")
    wanted = answered.filter(is_taken_over=False).with_owner().order_by("pk").first()
    numbers = [row.number for row in wanted.fields.all()] if wanted is not None else [3]
    for key, name, text, interests, times, audience, is_resting in OFFERED:
        with at(world.calendar.moment(-40, 19)):
            made = _offer(
                world.person(key),
                numbers,
                public_name=name,
                text=text,
                interests=interests,
                times=times,
                audience=audience,
            )
        if is_resting:
            with at(world.calendar.moment(-5, 19)):
                rest(supporter=made, by=world.person(key))
    on_paper = _enter(world, numbers)
    if wanted is not None:
        _ask(world, wanted, on_paper)


def _offer(person: Any, numbers: list[int], **told: Any) -> Supporter:
    supporter = Supporter(user=person, **told)
    keep_supporter(supporter=supporter, fields=numbers, by=person, write=supporter.save)
    return supporter


def _enter(world: World, numbers: list[int]) -> Supporter:
    """Somebody without an account came to the desk."""
    with at(world.calendar.moment(-30, 14)):
        made, _ = enter_supporter(
            supporter=Supporter(
                public_name="水やりのベテラン",
                text="庭仕事を40年続けてきました。苗の選び方と水やりをお伝えします。",
                times=SATURDAY,
                audience=SupporterAudience.EVERYBODY,
                came_by=Source.COUNTER,
                came_on=world.calendar.day(-30),
            ),
            guest=Guest(name="見本 はな", phone="000-0000-0000"),
            fields=numbers,
            by=world.coordinator,
            key=key_of("paper-supporter"),
        )
    return made


def _ask(world: World, wanted: HelpWanted, on_paper: Supporter) -> None:
    managers = list(those_who_ask(wanted))
    words = "土曜の朝、30分だけお願いできませんか。"
    asker = managers[0] if managers else world.coordinator
    for key, by, days, answer in (
        ("reviewer3", asker, -20, None),
        ("committee", world.coordinator, -3, "refuse"),
        ("citizen", asker, -2, "agree"),
        ("reviewer1", asker, -1, None),
    ):
        supporter = Supporter.objects.get(user=world.person(key))
        with at(world.calendar.moment(days, 10)):
            request = request_help(wanted=wanted, supporter=supporter, words=words, by=by)
        if answer is not None:
            with at(world.calendar.moment(days, 20)):
                HELP_REQUEST_FLOW.make(answer, request, by=world.person(key))
    with at(world.calendar.moment(-1, 11)):
        request_help(wanted=wanted, supporter=on_paper, words=words, by=asker)
