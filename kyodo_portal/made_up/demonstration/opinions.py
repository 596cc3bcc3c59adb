"""Rounds of opinions of the demonstration, one in every state, and what people wrote to them."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from groups.models import Department, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import When, at
from proposals.actions.opinion_answers import put_into_group, show_summaries, write_group
from proposals.actions.opinions import enter_opinion, hand_in
from proposals.flows import OPINION_ROUND_FLOW
from proposals.models import (
    Opinion,
    OpinionGroup,
    OpinionRound,
    OpinionSection,
    OpinionSubmission,
    OpinionWriterDetails,
)
from proposals.models.opinions import Words


@dataclass(frozen=True, slots=True)
class RoundStory:
    """One round: when it was announced, opens and closes, and how it went on."""

    title: str
    summary: str
    why: str
    department: str
    announced: When | None
    opens: When
    closes: When
    due: When
    sections: tuple[tuple[str, str], ...]
    written: tuple[str, ...] = ()
    shown: When | None = None
    answered: When | None = None
    cancelled: When | None = None


PARK = (
    ("公園をつくる場所", "歩いて10分以内に公園がない地区から、順に整備します。"),
    ("公園の手入れ", "花だんと芝の手入れは、地域の団体と市が分担します。"),
)
PATH = (
    ("歩道の幅", "車いすがすれちがえる幅を目標にします。"),
    ("夜の明かり", "通学路から、暗いところの明かりを増やします。"),
)
LIBRARY = (
    ("開く時間", "平日は夜8時まで開きます。"),
    ("子どもの場所", "声を出してよい読み聞かせの部屋を設けます。"),
)

ROUNDS = (
    RoundStory(
        title="歩いて楽しい道づくり計画（案）",
        summary="歩く人が安心できる道を、5年で増やす計画の案です。歩道の幅と夜の明かりについて、目標と順番を決めます。",
        why="いまの計画が今年度で終わるため、次の5年の計画をつくります。",
        department="road",
        announced=-20,
        opens=-9,
        closes=22,
        due=70,
        sections=PATH,
        written=("バス停の前の歩道を先に広げてほしい。", "明かりは虫が寄らない色にしてほしい。"),
    ),
    RoundStory(
        title="図書館の使い方の見直し（案）",
        summary="図書館の開く時間と、子どもの場所についての案です。",
        why="利用する人へのアンケートで、夜の利用と親子の利用への希望が多かったためです。",
        department="child",
        announced=-3,
        opens=12,
        closes=43,
        due=90,
        sections=LIBRARY,
    ),
    RoundStory(
        title="公園の整備と手入れの計画（案）",
        summary="どこに公園をつくり、だれが手入れをするかを決める計画の案です。",
        why="地区によって公園の数が大きくちがうためです。",
        department="road",
        announced=-70,
        opens=-55,
        closes=-20,
        due=14,
        sections=PARK,
        written=("水飲み場がほしい。", "手入れをする人に道具を貸してほしい。"),
    ),
    RoundStory(
        title="高齢の方の見守り指針（案）",
        summary="市と地域が、見守りをどう分担するかの指針の案です。",
        why="見守りの担い手が減っているためです。",
        department="elder",
        announced=-150,
        opens=-135,
        closes=-100,
        due=-60,
        sections=(("見守りのしかた", "声かけを週に1回行います。"),),
        written=("新聞の配達の方にも頼めないか。", "断りたい人の気持ちも大切にしてほしい。"),
        shown=-85,
        answered=-62,
    ),
    RoundStory(
        title="駅前広場の使い方（案）",
        summary="駅前広場の使用の時間と料金についての案です。",
        why="使いたいという声が増えたためです。",
        department="road",
        announced=-90,
        opens=-80,
        closes=-45,
        due=-10,
        sections=(("料金", "営利を目的としない使用は無料とします。"),),
        cancelled=-60,
    ),
    RoundStory(
        title="ごみの分け方の見直し（案）",
        summary="分け方の種類を減らす案を準備しています。",
        why="分け方が難しいという声が多いためです。",
        department="road",
        announced=None,
        opens=30,
        closes=61,
        due=120,
        sections=(("種類", "準備中です。"),),
    ),
)

ANSWER = "いただいた意見をもとに、案の書き方を直しました。"


def ask_for_opinions(world: World) -> None:
    """Every round, as far as it has come."""
    for number, story in enumerate(ROUNDS):
        round_ = _prepared(world, story)
        if story.announced is None:
            continue
        with at(world.calendar.moment(story.announced, 10)):
            OPINION_ROUND_FLOW.make("announce", round_, by=world.coordinator)
        _written(world, round_, story, number)
        if story.cancelled is not None:
            with at(world.calendar.moment(story.cancelled, 11)):
                reason = "国の制度が変わり、案をつくり直すことになったためです。"
                OPINION_ROUND_FLOW.make("cancel", round_, by=world.coordinator, note=reason)
        if story.shown is not None and story.answered is not None:
            _answered(world, round_, story.shown, story.answered)


def _prepared(world: World, story: RoundStory) -> OpinionRound:
    calendar = world.calendar
    office = world.departments.get(story.department) or Department.objects.active().first()
    begun = story.announced if story.announced is not None else -2
    with at(calendar.moment(begun, 9)):
        round_ = OpinionRound.objects.create(
            title=story.title,
            summary=story.summary,
            why=story.why,
            department=office,
            opens_at=calendar.moment(story.opens, 8, 30),
            closes_at=calendar.moment(story.closes, 17, 15),
            writers=[kind.code for kind in city().opinion_writers_on],
            on_paper=f"{city().desk.name}（{city().desk.address}）に、郵送か持参で。",
            answer_due_on=calendar.day(story.due),
            contact=f"{city().desk.name}　電話 {city().desk.phone}",
            created_by=world.coordinator,
        )
        for order, (heading, text) in enumerate(story.sections, start=1):
            OpinionSection.objects.create(
                round=round_, order=order, number=str(order), heading=heading, text=text
            )
    return round_


def _written(world: World, round_: OpinionRound, story: RoundStory, number: int) -> None:
    """The first opinion comes from a citizen's account, the others by post."""
    opens = round_.opens_at
    citizen = User.objects.get(email="citizen@example.jp")
    for place, text in enumerate(story.written):
        moment = opens + dt.timedelta(days=2 + place)
        words = [Words(round_.sections.all()[place % len(story.sections)], text)]
        with at(moment):
            submission = OpinionSubmission(
                round=round_, writer_kind="resident", received_on=timezone.localdate()
            )
            writer = OpinionWriterDetails(name=f"見本 {place + 1}", address=f"{city().name}見本町1")
            key = key_of(f"opinion/{number}/{place}")
            if place == 0:
                hand_in(submission=submission, writer=writer, words=words, by=citizen, key=key)
            else:
                submission.received_how = "post"
                by = world.coordinator
                enter_opinion(submission=submission, writer=writer, words=words, by=by, key=key)


def _answered(world: World, round_: OpinionRound, shown: When, answered: When) -> None:
    by = world.coordinator
    with at(world.calendar.moment(shown, 10)):
        for opinion in Opinion.objects.filter(submission__round=round_):
            heading = opinion.text.rstrip("。")
            group = OpinionGroup(round=round_, heading=heading, section=opinion.section)
            group = put_into_group(group=group, opinions_=[opinion], by=by)
            group.summary, group.answer, group.kind = opinion.text, ANSWER, "reflected"
            group.changed = "該当の章の文を、意見に合わせて改めました。"
            write_group(group=group, by=by)
        show_summaries(round_=round_, by=by)
    with at(world.calendar.moment(answered, 10)):
        OPINION_ROUND_FLOW.make("publish_answer", round_, by=by)
