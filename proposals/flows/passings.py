"""The life of passing a consultation on: proposed by the desk, agreed to, answered or given back."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.post import letters
from proposals.flows.consultation_people import askers, desk
from proposals.models import ConsultationStatus
from proposals.models.passings import Passing, PassingStatus
from proposals.rules import passings as rules

PROPOSED, PASSED, ANSWERED = PassingStatus.PROPOSED, PassingStatus.PASSED, PassingStatus.ANSWERED
REFUSED, RETURNED, ENDED = PassingStatus.REFUSED, PassingStatus.RETURNED, PassingStatus.ENDED
RUNNING = frozenset({PROPOSED, PASSED, ANSWERED})
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


def those_who_read(passing: Passing, act: Act) -> Iterable[Any]:
    """The group, if it ever saw the question."""
    return advisers(passing) if act.before != PROPOSED else []


def _to_the_desk(passing: Passing, act: Act) -> None:
    """The question waits for the desk again, unless it is over."""
    consultation = passing.consultation
    if consultation.status != ConsultationStatus.CLOSED:
        flow_of(consultation).make("come_back", consultation, by=act.by)


def _tell_advisers_of_the_end(passing: Passing, act: Act) -> None:
    """Their page of it is closed from now on, and so the letter leads to the desk's."""
    _to_the_desk(passing, act)
    letters.tell_others(
        advisers(passing),
        by=act.by,
        about=passing,
        told=_("相談した方が、つなぐのをやめました"),
        next_step=_("することは、もうありません。ありがとうございました。"),
        page=_page_of_the_desk(passing),
        key=f"passing.taken_back:{passing.pk}",
    )


def _page_of_the_desk(_: Passing) -> str:
    return reverse("consultations:list")


def _entered(_: Passing, act: Act) -> dict[str, Any]:
    received = {name: act.data[name] for name in ("came_by", "came_on")}
    return {"passed_at": act.at, "entered_by_id": act.by.pk, **received}


PASSING_FLOW = Flow(
    Passing,
    PassingStatus,
    turns={
        PROPOSED: _("相談した方が、つなぐかを決めます"),
        PASSED: _("つないだ団体が、回答を準備しています"),
        ANSWERED: _("つないだ団体から、回答がありました"),
        REFUSED: _("つながないことになりました。窓口が回答します"),
        RETURNED: _("窓口に戻りました。窓口が回答します"),
        ENDED: _("相談が終わりました"),
    },
    tones={
        PROPOSED: "info",
        PASSED: "warning",
        ANSWERED: "success",
        REFUSED: "muted",
        RETURNED: "muted",
        ENDED: "muted",
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
            name="agree_by_word",
            label=_("伺った同意でつなぐ"),
            sources=frozenset({PROPOSED}),
            target=PASSED,
            happened=_("窓口や電話で伺った同意で、相談が団体につながりました"),
            side=THE_CITY,
            read_by=PARTIES,
            who=rules.may_enter_consent,
            judges=False,
            when=rules.can_still_be_passed,
            stamps=_entered,
            automatic=True,
            tells=advisers,
            told=_("窓口から、相談がつながれました"),
            next_step=_(
                "相談を読んで、ページで回答してください。むずかしいときは、窓口に戻せます。"
            ),
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
            effect=_to_the_desk,
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
            name="ask_again",
            label=_("団体に続けて聞く"),
            sources=frozenset({PASSED, ANSWERED}),
            target=PASSED,
            happened=_("つないだ相談に、続きがあります"),
            side=THE_ASKERS,
            read_by=PARTIES,
            who=rules.may_agree,
            judges=False,
            stamps=lambda _, act: {"passed_at": act.at} if act.before == ANSWERED else {},
            automatic=True,
            tells=advisers,
            next_step=_("続きを読んで、ページで回答してください。"),
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
            effect=_to_the_desk,
            note_label=_("戻すわけ（相談した方と窓口に伝わります）"),
            tells=everybody_else,
            told=_("つないだ相談が、窓口に戻りました"),
            next_step=_("添えられた言葉を読んでください。続きは、窓口が回答します。"),
            done=_("窓口に戻しました。相談した方と窓口に知らせます。"),
        ),
        Move(
            name="take_back",
            label=_("つなぐのをやめる"),
            sources=frozenset({PASSED, ANSWERED}),
            target=RETURNED,
            happened=_("相談した方が、団体につなぐのをやめました"),
            side=THE_ASKERS,
            read_by=PARTIES,
            who=rules.may_agree,
            judges=False,
            effect=_tell_advisers_of_the_end,
            confirm=_(
                "団体は、これから相談を読めなくなります。すでに読んだことは、取り消せません。"
                "よろしいですか。"
            ),
            tells=the_desk,
            told="相談した方が、団体につなぐのをやめました",
            next_step="続きは、窓口から回答してください。",
            done=_("つなぐのをやめました。団体には、もう見えません。窓口が回答します。"),
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
            effect=_to_the_desk,
            tells=everybody_else,
            told=_("つないだ相談が、団体の回答のないまま窓口に戻りました"),
            next_step=_("続きは、窓口が回答します。"),
        ),
        Move(
            name="lapse",
            label=_("同意のないまま窓口に戻す"),
            sources=frozenset({PROPOSED}),
            target=RETURNED,
            happened=_("団体につなぐかどうかの返事がないまま、窓口に戻りました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            effect=_to_the_desk,
            tells=everybody_else,
            told=_("団体につなぐかどうかの返事がないため、相談が窓口に戻りました"),
            next_step=_("団体には、何も見せていません。続きは、窓口が回答します。"),
        ),
        Move(
            name="drop",
            label=_("団体が受けられなくなり窓口に戻す"),
            sources=RUNNING,
            target=RETURNED,
            happened=_("団体が相談を受けられなくなり、窓口に戻りました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            effect=_to_the_desk,
            tells=everybody_else,
            told=_("つなぐ団体が、相談を受けられなくなりました"),
            next_step=_("続きは、窓口が回答します。"),
        ),
        Move(
            name="end",
            label=_("相談の終わりとともに終える"),
            sources=RUNNING,
            target=ENDED,
            happened=_("相談が終わりました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=those_who_read,
            leads_to=_page_of_the_desk,
            told=_("つながれた相談が終わりました"),
            next_step=_("することは、もうありません。ありがとうございました。"),
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
