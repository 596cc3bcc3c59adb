"""What groups of the demonstration offer each other and the city, each as far as it has come."""

from typing import Any

from groups.actions.offers import ask_for_offer, make_offer, thank_for_offer, with_offer_held
from groups.flows import OFFER_FLOW, OFFER_TALK_FLOW
from groups.models import Group, Offer, OfferTalk
from kyodo_portal.cities import city
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at

#: Heading, text, kind, amount, days ago, until how many days from today, how far each has come.
GIVEN: tuple[tuple[str, str, str, str, int, int | None, str], ...] = (
    (
        "店の2階の部屋を、打ち合わせに貸します",
        "20人まで座れます。商いのない月曜と木曜の夕方に使えます。",
        "place",
        "週2回、半年のあいだ",
        -6,
        60,
        "open",
    ),
    (
        "学生が、地域の聞き書きを手伝います",
        "話を聞いて文にまとめる授業の一つとして、4人ほどがうかがいます。",
        "research",
        "学生4人、3か月",
        -10,
        40,
        "talking",
    ),
    (
        "使わなくなった長机を10台さしあげます",
        "折りたためます。天板に少し傷があります。",
        "things",
        "長机10台",
        -30,
        None,
        "agreed",
    ),
    (
        "ちらしの作り方をお教えします",
        "文字の大きさや写真の選び方を、2時間ほどでお話しします。",
        "skills",
        "1回、2時間",
        -70,
        None,
        "thanked",
    ),
    (
        "花の苗を100株さしあげます",
        "公園や道ばたの花だんに植えてくださる方へ。",
        "things",
        "苗100株",
        -50,
        None,
        "withdrawn",
    ),
    (
        "子どもの居場所に、本の代金を出します",
        "1つの団体に、3万円までです。",
        "money",
        "3万円まで",
        -80,
        -20,
        "expired",
    ),
)


def give_things(world: World) -> None:
    """The companies and the university offer; other groups and a department ask."""
    registered = Group.objects.registered().order_by("pk")
    givers = [
        group
        for group in registered.filter(kind__in=("company", "university"))
        if _manager_of(group)
    ]
    takers = [
        group
        for group in registered.exclude(pk__in=[each.pk for each in givers])
        if _manager_of(group)
    ]
    if not givers or not takers:
        return
    for number, (title, text, kind, amount, days, until, state) in enumerate(GIVEN):
        giver = next(
            (each for each in givers if (each.kind == "university") == (kind == "research")),
            givers[0],
        )
        with at(world.calendar.moment(days, 10)):
            offer, _ = make_offer(
                group=giver,
                offer=Offer(
                    kind=kind,
                    title=title,
                    text=text,
                    amount=amount,
                    ends_on=None if until is None else world.calendar.day(until),
                    district=giver.district,
                ),
                by=_manager_of(giver),
                key=key_of(f"offer/{number}"),
            )
        _go_on(world, offer, takers[number % len(takers)], state, days)


def _manager_of(group: Group) -> Any:
    speaking = group.memberships.running().speaking().order_by("pk").first()
    return speaking.user if speaking else None


def _go_on(world: World, offer: Offer, taker: Group, state: str, days: int) -> None:
    manager, asker = _manager_of(offer.group), _manager_of(taker)

    def day(later: int) -> Any:
        return at(world.calendar.moment(days + later, 12))

    if state == "withdrawn":
        _ask(world, offer, taker, days, "withdraw", by=asker)
        with day(9):
            reason = "苗が病気になり、お渡しできなくなりました。"
            OFFER_FLOW.make("withdraw", offer, by=manager, note=reason)
    elif state == "open":
        _ask(world, offer, taker, days, "decline", by=manager, note="その日は店の会合で使います。")
    elif state == "expired":
        _ask(world, offer, taker, days, "run_out", by=EVERYBODY, after=city().waits.offer)
    elif state in ("agreed", "thanked"):
        hand = "次の月曜の10時に、店の裏口へお越しください。"
        talk = _ask(world, offer, taker, days, "agree", by=manager, note=hand)
        if state == "thanked":
            with day(25):
                words = "おかげさまで、読みやすいちらしができました。"
                thank_for_offer(talk=talk, words=words, public=True, by=asker)
    else:
        _ask(world, offer, taker, days)


def _ask(
    world: World,
    offer: Offer,
    taker: Group,
    days: int,
    move: str = "",
    *,
    by: Any = None,
    note: str = "",
    after: int = 2,
) -> OfferTalk:
    """The taker asks a day after it was offered; so many days later it is answered by this move."""
    with at(world.calendar.moment(days + 1, 12)):
        talk, _ = ask_for_offer(
            offer=offer,
            taker=taker,
            words="秋の催しの準備に使わせていただけると助かります。日にちは相談させてください。",
            by=_manager_of(taker),
            key=key_of(f"offer-talk/{offer.title}"),
        )
    if move:
        with at(world.calendar.moment(days + 1 + after, 12)), with_offer_held(talk):
            OFFER_TALK_FLOW.make(move, talk, by=by, note=note)
    return talk
