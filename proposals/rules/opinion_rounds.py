"""Who may do what about a round of opinions."""

from django.utils import timezone

from groups.rules.people import (
    coordinates,
    is_coordinator,
    is_department_staff,
    works_in,
)
from kyodo_portal.cities import city
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.text import japanese_date
from proposals.interest import concerns_of_round
from proposals.models import (
    Opinion,
    OpinionCorrection,
    OpinionRound,
    OpinionRoundStatus,
)

OVER = (OpinionRoundStatus.ANSWERED, OpinionRoundStatus.CANCELLED)


def may_begin_round(person: Person) -> Verdict:
    """Every department may ask; so may the coordinators."""
    if is_coordinator(person) or is_department_staff(person):
        return ALLOWED
    return not_yours("所管課と協働担当の職員")


def may_keep_round(person: Person, round_: OpinionRound) -> Verdict:
    """The staff of the department that asks, and the coordinators: they prepare it, read what comes in, and
    answer."""
    if coordinates(person, round_) or works_in(person, [round_.department_id]):
        return ALLOWED
    return not_yours("担当課と協働担当の職員")


def can_edit_round(person: Person, round_: OpinionRound) -> Verdict:
    """Those who keep it, until it is answered or called off."""
    return first_refusal(
        may_keep_round(person, round_),
        allow_if(
            round_.status not in OVER,
            "この意見募集は終わっているため、内容は変えられません。",
        ),
    )


def can_keep_documents_of_round(person: Person, round_: OpinionRound) -> Verdict:
    """Those who keep it, before opinions are taken: people write about what they have read."""
    return first_refusal(
        can_edit_round(person, round_),
        allow_if(
            not round_.has_opened,
            "募集が始まったため、資料は変えられません。書いた方は、いまの資料を読んで書いています。",
        ),
    )


def can_announce_round(round_: OpinionRound) -> Verdict:
    """With something to write about, somebody who may write, and a time that is to come and long enough, or
    has its reason told."""
    return all_refusals(
        allow_if(
            round_.sections.exists() or round_.documents.exists(),
            "案の章も資料もありません。どちらかを一つは入れてください。",
        ),
        allow_if(round_.writers, "意見を出せる人を、一つは選んでください。"),
        allow_if(not round_.has_closed, "締切が、もう過ぎた日時になっています。"),
        can_be_so_short(round_),
    )


def can_be_so_short(round_: OpinionRound) -> Verdict:
    """Opinions are taken for the city's days at least, or the page tells why for less."""
    least = city().opinions.days
    return allow_if(
        round_.days >= least or round_.shorter_because,
        f"募集の期間が{round_.days}日で、{least}日より短くなっています。"
        "期間を延ばすか、短い理由を書いてください。",
    )


def may_answer_round(person: Person, round_: OpinionRound) -> Verdict:
    """Those who keep it, but nobody who has handed in an opinion."""
    return first_refusal(
        may_keep_round(person, round_),
        lambda: can_judge(person, round_, *concerns_of_round(round_)),
    )


def can_sort_opinions(person: Person, round_: OpinionRound) -> Verdict:
    """From the deadline on, until the answer is public: by then nobody changes an opinion any more."""
    return first_refusal(
        may_answer_round(person, round_),
        allow_if(
            round_.current_status == OpinionRoundStatus.CLOSED,
            "意見の整理と回答は、締切のあと、回答を公表するまでの間に行えます。",
        ),
    )


def can_do_with_what_is_sorted(round_: OpinionRound) -> Verdict:
    opinions = Opinion.objects.filter(submission__round=round_)
    left = opinions.ungrouped().count()
    return allow_if(
        not left,
        f"まだ整理していない意見が{left}件あります。まとまりに入れるか、対象外にしてください。",
    )


def can_show_summaries(round_: OpinionRound) -> Verdict:
    """Once, when every opinion has its place and every group its summary."""
    without = round_.groups.filter(summary="").count()
    return all_refusals(
        allow_if(round_.shown_at is None, "概要は、もう書いた方に見せています。"),
        can_do_with_what_is_sorted(round_),
        allow_if(not without, f"「意見の概要」を書いていないまとまりが{without}件あります。"),
    )


def can_publish_answer(round_: OpinionRound) -> Verdict:
    """Every opinion sorted, every group answered, every writer asked whether the summary is right and
    answered in turn."""
    unfinished = round_.groups.unfinished().count()
    unanswered = OpinionCorrection.objects.filter(submission__round=round_, answer="").count()
    return all_refusals(
        can_do_with_what_is_sorted(round_),
        allow_if(
            not unfinished,
            f"概要・市の考え方・区分のどれかを書いていないまとまりが{unfinished}件あります。",
        ),
        can_go_on_without_writers(round_),
        allow_if(
            not unanswered,
            f"概要の直しの求めに、まだ答えていないものが{unanswered}件あります。",
        ),
    )


def can_go_on_without_writers(round_: OpinionRound) -> Verdict:
    if not round_.submissions.standing().exists():
        return ALLOWED
    last = round_.corrects_until
    if last is None:
        return refuse("書いた方に、意見の概要をまだ見せていません。先に見せてください。")
    return allow_if(
        timezone.localdate() > last,
        f"書いた方は{japanese_date(last)}まで、概要の直しを求められます。公表はそのあとにできます。",
    )
