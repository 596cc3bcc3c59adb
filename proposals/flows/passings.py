"""The life of passing a consultation on: proposed by the desk, agreed to, answered or given back."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from proposals.flows.consultations import askers, desk
from proposals.models.passings import Passing, PassingStatus
from proposals.rules import passings as rules

PROPOSED, PASSED, ANSWERED = PassingStatus.PROPOSED, PassingStatus.PASSED, PassingStatus.ANSWERED
REFUSED, RETURNED = PassingStatus.REFUSED, PassingStatus.RETURNED
PARTIES = Reader.PARTIES
THE_ASKERS, THE_CITY, THE_GROUP = _("相談した人"), _("市"), _("相談を受ける団体")


def those_who_asked(passing: Passing, _: Act | None = None) -> Iterable[Any]:
    found: Iterable[Any] = askers(passing.consultation)
    return found


def the_desk(passing: Passing, _: Act | None = None) -> Iterable[Any]:
    found: Iterable[Any] = desk(passing.consultation)
    return found


def advisers(passing: Passing, _: Act | None = None) -> Iterable[Any]:
    """Who speaks for the group."""
    return people.managers([passing.group_id])


def everybody_else(passing: Passing, _: Act | None = None) -> Iterable[Any]:
    return [*those_who_asked(passing), *the_desk(passing)]


PASSING_FLOW = Flow(
    Passing,
    PassingStatus,
    turns={
        PROPOSED: _("相談した方が、つなぐかを決めます"),
        PASSED: _("つないだ団体が、回答を準備しています"),
        ANSWERED: _("つないだ団体から、回答がありました"),
        REFUSED: _("つながないことになりました。窓口が回答します"),
        RETURNED: _("窓口に戻りました。窓口が回答します"),
    },
    tones={
        PROPOSED: "info",
        PASSED: "warning",
        ANSWERED: "success",
        REFUSED: "muted",
        RETURNED: "muted",
    },
    moves=[
        Move(
            name="agree",
            label=_("この団体につなぐ"),
            sources=frozenset({PROPOSED}),
            target=PASSED,
            happened=_("相談が、団体につながりました"),
            side=THE_ASKERS,
            read_by=PARTIES,
            who=rules.may_agree,
            judges=False,
            when=rules.can_still_be_passed,
            stamps=lambda _, act: {"passed_at": act.at},
            tone="primary",
            confirm=_(
                "相談に書いた内容とやりとりを、この団体の代表と管理者が読みます。よろしいですか。"
            ),
            tells=advisers,
            told=_("窓口から、相談がつながれました"),
            next_step=_(
                "相談を読んで、ページで回答してください。むずかしいときは、窓口に戻せます。"
            ),
            done=_("団体につなぎました。回答があると、メールでお知らせします。"),
        ),
        Move(
            name="refuse",
            label=_("つながない"),
            sources=frozenset({PROPOSED}),
            target=REFUSED,
            happened=_("団体につながないことになりました"),
            side=THE_ASKERS,
            read_by=PARTIES,
            who=rules.may_agree,
            judges=False,
            tells=the_desk,
            told="相談した方は、団体につながないことを選びました",
            next_step="窓口から回答してください。",
            done=_("つなぎません。窓口が回答します。"),
        ),
        Move(
            name="answer",
            label=_("団体が回答する"),
            sources=frozenset({PASSED}),
            target=ANSWERED,
            happened=_("つないだ団体が回答しました"),
            side=THE_GROUP,
            read_by=PARTIES,
            who=rules.may_answer_as_adviser,
            judges=False,
            automatic=True,
        ),
        Move(
            name="give_back",
            label=_("窓口に戻す"),
            sources=frozenset({PASSED, ANSWERED}),
            target=RETURNED,
            happened=_("相談が窓口に戻りました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_give_back,
            judges=False,
            note_label=_("戻すわけ（相談した方と窓口に伝わります）"),
            tells=everybody_else,
            told=_("つないだ相談が、窓口に戻りました"),
            next_step=_("添えられた言葉を読んでください。続きは、窓口が回答します。"),
            done=_("窓口に戻しました。相談した方と窓口に知らせます。"),
        ),
        Move(
            name="run_out",
            label=_("回答のないまま窓口に戻す"),
            sources=frozenset({PASSED}),
            target=RETURNED,
            happened=_("団体の回答がないまま、窓口に戻りました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=everybody_else,
            told=_("つないだ相談が、団体の回答のないまま窓口に戻りました"),
            next_step=_("続きは、窓口が回答します。"),
        ),
    ],
    acts=[
        Recorded(
            name="propose",
            label="団体につなぐことをすすめた",
            happened=_("団体につなぐことをすすめました"),
            side=THE_CITY,
            read_by=PARTIES,
        )
    ],
)
