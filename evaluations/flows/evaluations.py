"""The life of an evaluation, from its opening to the published report, or to its being given up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluations.interest import concerns_of
from evaluations.models import Consent, Evaluation, EvaluationStatus
from evaluations.rules.endings import can_close_without_sheets, can_reflect_without_consent
from evaluations.rules.evaluations import can_publish, can_reveal_one_sided
from evaluations.rules.reflections import can_close_reflection
from groups import people
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from projects.flows import PROJECT_FLOW
from projects.models import ProjectStatus

OPEN, REVEALED = EvaluationStatus.OPEN, EvaluationStatus.REVEALED
REFLECTED, PUBLISHED = EvaluationStatus.REFLECTED, EvaluationStatus.PUBLISHED
CANCELLED = EvaluationStatus.CANCELLED
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES


def parties(evaluation: Evaluation, _: Act | None = None) -> Any:
    """Everybody who speaks for one of the two sides, as they stood when it was opened."""
    return people.parties(evaluation.group_ids(), evaluation.department_ids())


def _tell_project(evaluation: Evaluation, act: Act) -> None:
    """A published final report closes the life of its project. One that was called off stays so."""
    if evaluation.is_final and evaluation.project.status == ProjectStatus.COMPLETED:
        PROJECT_FLOW.make("mark_evaluated", evaluation.project, by=act.by)


def _untell_project(evaluation: Evaluation, act: Act) -> None:
    if evaluation.is_final and evaluation.project.status == ProjectStatus.EVALUATED:
        PROJECT_FLOW.make("unmark_evaluated", evaluation.project, by=act.by)


def _take_back_consents(evaluation: Evaluation, _: Act) -> None:
    """What is to be mended has to be agreed to anew."""
    Consent.objects.filter(reflection__evaluation=evaluation).delete()


EVALUATION_FLOW = Flow(
    Evaluation,
    EvaluationStatus,
    turns={
        OPEN: _("団体と市が、それぞれ評価を書いています"),
        REVEALED: _("団体と市が、ちがいを話し合っています"),
        REFLECTED: _("協働担当が公表の準備をしています"),
        PUBLISHED: _("公表しました"),
        CANCELLED: _("取りやめになりました"),
    },
    tones={
        OPEN: "warning",
        REVEALED: "info",
        REFLECTED: "info",
        PUBLISHED: "success",
        CANCELLED: "muted",
    },
    moves=[
        Move(
            name="reveal",
            label=_("双方の評価を開く"),
            sources=frozenset({OPEN}),
            target=REVEALED,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"revealed_at": act.at},
            tells=parties,
            happened=_("双方の評価がそろい、お互いに読めるようになりました"),
            read_by=PUBLIC,
            next_step=_("ちがいのあるところを話し合い、ふりかえりを書いてください。"),
        ),
        Move(
            name="reveal_one_sided",
            label=_("提出のあった側だけで開く"),
            sources=frozenset({OPEN}),
            target=REVEALED,
            who=may_coordinate,
            judges=True,
            when=can_reveal_one_sided,
            stamps=lambda _, act: {"revealed_at": act.at, "one_sided_reason": act.note},
            note_label=_("一方の評価のまま開く理由（公開されます）"),
            tone="danger",
            confirm=_("開いた後は、もう一方の側は評価を出せなくなります。よろしいですか。"),
            tells=parties,
            note_read_by=PUBLIC,
            happened=_("期限を過ぎたため、提出のあった側の評価だけで開きました"),
            read_by=PUBLIC,
            done=_(
                "提出のあった側の評価だけで開きました。双方に知らせます。次は、ふりかえりを書きます。"
            ),
        ),
        Move(
            name="close_without_sheets",
            label=_("評価シートのないまま終える"),
            sources=frozenset({OPEN}),
            target=REFLECTED,
            who=may_coordinate,
            judges=True,
            when=can_close_without_sheets,
            stamps=lambda _, act: {"revealed_at": act.at, "no_sheets_reason": act.note},
            note_label=_("どちらの評価もないまま終える理由（公開されます）"),
            tone="danger",
            confirm=_("終えた後は、どちらの側も評価シートを出せなくなります。よろしいですか。"),
            tells=parties,
            note_read_by=PUBLIC,
            happened=_("どちらの側からも評価シートが出ないまま、記入を終えました"),
            read_by=PUBLIC,
            done=_("記入を終えました。双方に知らせます。次は、内容を確かめて公表します。"),
            next_step=_("協働担当が、事業の結果と、評価のない理由を公表します。"),
        ),
        Move(
            name="reflect",
            label=_("ふりかえりに双方が同意する"),
            sources=frozenset({REVEALED}),
            target=REFLECTED,
            judges=False,
            automatic=True,
            when=can_close_reflection,
            tells=lambda evaluation, act: [*parties(evaluation), *people.coordinators()],
            happened=_("ふりかえりに双方が同意しました"),
            read_by=PUBLIC,
            next_step=_("協働担当が内容を確かめて、公表します。"),
        ),
        Move(
            name="reflect_without_consent",
            label=_("同意のそろわないまま公表の準備に進む"),
            sources=frozenset({REVEALED}),
            target=REFLECTED,
            who=may_coordinate,
            judges=True,
            when=can_reflect_without_consent,
            stamps=lambda _, act: {"no_consent_reason": act.note},
            note_label=_("同意のそろわないまま進める理由（公開されます）"),
            tone="danger",
            confirm=_("進めた後は、ふりかえりを書きかえられなくなります。よろしいですか。"),
            tells=parties,
            note_read_by=PUBLIC,
            happened=_("ふりかえりに双方の同意がそろわないまま、公表の準備に進みました"),
            read_by=PUBLIC,
            done=_("公表の準備に進みました。双方に知らせます。次は、内容を確かめて公表します。"),
            next_step=_("協働担当が、同意のそろわない理由とともに公表します。"),
        ),
        Move(
            name="send_back",
            label=_("話し合いに戻す"),
            sources=frozenset({REFLECTED}),
            target=REVEALED,
            who=may_coordinate,
            judges=True,
            stamps=lambda *_: {"no_consent_reason": ""},
            effect=_take_back_consents,
            note_label=_("直してほしいところ"),
            tells=parties,
            done=_("話し合いに戻しました。団体と市に、直してほしいところを知らせました。"),
            happened=_("ふりかえりに、手直しのお願いがあります"),
            read_by=PUBLIC,
            next_step=_("ふりかえりを直し、双方でもう一度同意してください。"),
        ),
        Move(
            name="publish",
            label=_("公表する"),
            sources=frozenset({REFLECTED}),
            target=PUBLISHED,
            who=may_coordinate,
            judges=True,
            when=can_publish,
            stamps=lambda _, act: {"published_at": act.at, "retraction_reason": ""},
            effect=_tell_project,
            tone="primary",
            confirm=_(
                "評価と報告が公開されます。個人の名前や連絡先が書かれていないか、確かめましたか。"
            ),
            tells=parties,
            happened=_("評価と報告が公表されました"),
            read_by=PUBLIC,
            done=_("公表しました。だれでも読めます。双方に知らせます。"),
        ),
        Move(
            name="retract",
            label=_("公表を取り下げる"),
            sources=frozenset({PUBLISHED}),
            target=REFLECTED,
            who=may_coordinate,
            judges=True,
            stamps=lambda _, act: {"retraction_reason": act.note},
            effect=_untell_project,
            note_label=_("取り下げる理由（公開されます）"),
            tone="danger",
            tells=parties,
            note_read_by=PUBLIC,
            happened=_("評価と報告の公表が取り下げられました"),
            read_by=PUBLIC,
            done=_("公表を取り下げました。ページには、取り下げたことと理由だけが残ります。"),
        ),
        Move(
            name="cancel",
            label=_("評価を取りやめる"),
            sources=frozenset({OPEN}),
            target=CANCELLED,
            who=may_coordinate,
            judges=True,
            stamps=lambda _, act: {"cancelled_at": act.at, "cancel_reason": act.note},
            note_label=_("取りやめる理由（公開されます）"),
            tone="danger",
            confirm=_(
                "取りやめると元に戻せません。書きかけの評価シートは、これからも相手の側には開かれません。"
                "同じ年度・時期の評価は、あらためて始められます。よろしいですか。"
            ),
            tells=parties,
            note_read_by=PUBLIC,
            happened=_("評価が取りやめになりました"),
            read_by=PUBLIC,
            done=_("評価を取りやめました。理由を公開し、双方に知らせました。"),
            next_step=_(
                "書いた評価シートは、自分の側の人だけがこれからも読めます。"
                "評価をあらためて始めるときは、またお知らせします。"
            ),
        ),
    ],
    acts=[
        Recorded(name="open", label="評価を始めた", happened=_("評価を始めました"), read_by=PUBLIC),
        Recorded(name="write_reflection", label="ふりかえりを書いた"),
        Recorded(name="consent", label="ふりかえりに同意した"),
    ],
    concerns=concerns_of,
)
