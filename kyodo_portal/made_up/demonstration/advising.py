"""Groups of the demonstration that advise others (中間支援組織), and the consultations the desk passed on to them."""

from dataclasses import dataclass

from groups.models import Adviser
from kyodo_portal.life.clock import Tick
from kyodo_portal.life.counter import Source
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.talks import TalkStory, talk
from proposals.actions.consultations import reply_to
from proposals.actions.passings import (
    answer_as_adviser,
    enter_consent,
    propose_passing,
    return_unanswered_passings,
)
from proposals.flows import CONSULTATION_FLOW, PASSING_FLOW
from proposals.models import Consultation

#: Group, days ago on which the city named it, and what one can ask it.
ADVISERS = (
    ("tsunagi", -320, "団体のつくり方、会計と帳簿、助成金の申請、NPO法人の設立"),
    ("asahino", -150, "アンケートのつくり方、まちのデータの読み方、学生との活動"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A consultation, to which group the desk offers to pass it and why; and what came of that: the moves of who
    asked and of the group, each with its day; what the group and, last, the desk said."""

    talk: TalkStory
    to: str
    proposed: int
    reason: str
    by_word: int | None = None
    agreed: int | None = None
    refused: int | None = None
    answered: tuple[int, str] | None = None
    ended: int | None = None
    desk: tuple[int, str] | None = None


PASSED = (
    Passed(
        talk=TalkStory(
            key="books-of-account",
            by="group-niji",
            group="niji",
            asked=-24,
            subject="会計の担当が代わり、帳簿に迷っています",
            concern="前の担当から引き継いだ帳簿の書き方が年ごとにちがい、総会で説明できるか心配です。",
            idea="一年分をそろえて書き直し、来年からは二人で見たいです。",
        ),
        to="tsunagi",
        proposed=-22,
        reason="小さな団体の会計を長く手伝っている団体です。帳簿を見ながら話せます。",
        agreed=-21,
        answered=(
            -18,
            "まず通帳と現金の動きだけを一枚の表にまとめましょう。ひな形をお持ちします。書き直すのは、その後でまにあいます。",
        ),
    ),
    Passed(
        talk=TalkStory(
            key="first-grant",
            by="citizen",
            asked=-4,
            subject="助成金に申し込んでみたい",
            concern="近所の三人で花を育てはじめました。苗の代金の助けになる助成金があると聞きましたが、団体でなくても申し込めるのかがわかりません。",
        ),
        to="tsunagi",
        proposed=-2,
        reason="申請書を一緒に読んでくれる団体です。市のほかの助成金にもくわしいので、おすすめします。",
    ),
    Passed(
        talk=TalkStory(
            key="survey",
            by="group-konoyubi",
            group="konoyubi",
            asked=-9,
            subject="ひろばの利用者に、望みを聞きたい",
            concern="ひろばの開く時間を変えたいのですが、来ている人と、来られない人の両方に聞く方法がわかりません。",
            hoped_help="市のアンケートの例を見せてほしいです。",
        ),
        to="asahino",
        proposed=-8,
        reason="地域のアンケートを毎年つくっているゼミです。質問の言葉から相談できます。",
        by_word=-6,
    ),
    Passed(
        talk=TalkStory(
            key="become-npo",
            by="group-pokapoka",
            group="pokapoka",
            asked=-70,
            subject="NPO法人にするかどうか",
            concern="食材をくださるお店がふえ、法人でないと受けられないと言われることがありました。",
        ),
        to="tsunagi",
        proposed=-68,
        reason="法人の設立を何度も手伝っている団体です。",
        refused=-67,
        desk=(
            -65,
            "では、窓口で法人と任意団体のちがいを一枚にまとめてお渡しします。決めるのは、ゆっくりで大丈夫です。",
        ),
    ),
    Passed(
        talk=TalkStory(
            key="students",
            by="group-kamishibai",
            group="kamishibai",
            asked=-48,
            subject="若い人と紙しばいをつくりたい",
            concern="会の平均年齢が上がり、絵を描ける人が少なくなりました。",
            idea="学生さんと、新しいお話を一つつくりたいです。",
        ),
        to="asahino",
        proposed=-46,
        reason="学生の地域活動の窓口になっているゼミです。",
        agreed=-45,
        desk=(
            -33,
            "ゼミは試験の時期でした。新しい学期が始まる前に、窓口からもう一度声をかけます。",
        ),
    ),
    Passed(
        talk=TalkStory(
            key="insurance",
            by="group-hikari",
            group="hikari",
            asked=-110,
            subject="行事の保険はどれを選べばよいか",
            concern="冬の灯りの準備で脚立を使います。けがのときの備えを知りたいです。",
        ),
        to="tsunagi",
        proposed=-109,
        reason="行事の保険を自分たちでも使っている団体です。",
        agreed=-108,
        answered=(
            -104,
            "参加する人の数と、高いところの作業の有無で決まります。申込みの用紙の書き方を、ページの連絡先からお送りします。",
        ),
        ended=-95,
    ),
)


def name_advisers(world: World) -> None:
    """The city names two groups; the desk passes some consultations on to them."""
    for key, days, subjects in ADVISERS:
        with at(world.calendar.moment(days, 10)):
            Adviser.objects.create(
                group=world.groups[key], subjects=subjects, named_by=world.coordinator
            )
    for story in PASSED:
        _pass_on(world, story)
    moment = world.calendar.moment(-34, 9)
    with at(moment):
        return_unanswered_passings(Tick(moment, world.calendar.day(-34)))
    for story in PASSED:
        if story.desk is not None:
            _answer(world, story, *story.desk)


def _pass_on(world: World, story: Passed) -> None:
    day, name = world.calendar, story.talk.key
    talk(world, story.talk)
    with at(day.moment(story.proposed, 10)):
        passing = propose_passing(
            consultation=world.talks[name],
            group=world.groups[story.to],
            reason=story.reason,
            by=world.coordinator,
        )
    asker = world.person(story.talk.by)
    for move, days in (("agree", story.agreed), ("refuse", story.refused)):
        if days is not None:
            with at(day.moment(days, 20)):
                PASSING_FLOW.make(move, passing, by=asker)
    if story.by_word is not None:
        with at(day.moment(story.by_word, 11)):
            enter_consent(
                passing=passing,
                came_by=Source.PHONE,
                came_on=day.day(story.by_word),
                by=world.coordinator,
            )
    if story.answered is not None:
        days, words = story.answered
        with at(day.moment(days, 19)):
            key = key_of(f"passing/{name}")
            by = world.manager_of(story.to)
            answer_as_adviser(passing=passing, body=words, by=by, key=key)
    if story.ended is not None:
        with at(day.moment(story.ended, 9)):
            current = Consultation.objects.get(pk=world.talks[name].pk)
            CONSULTATION_FLOW.make("close", current, by=asker)


def _answer(world: World, story: Passed, days: int, words: str) -> None:
    with at(world.calendar.moment(days, 13)):
        reply_to(
            consultation=Consultation.objects.get(pk=world.talks[story.talk.key].pk),
            body=words,
            by=world.coordinator,
            key=key_of(f"passing/{story.talk.key}/desk"),
        )
