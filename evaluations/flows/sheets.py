"""The life of a sheet, from its first word to its seal."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.flows.evaluations import EVALUATION_FLOW, OPEN, PARTIES, parties
from evaluations.models import Assessment, AssessmentStatus, Evaluation, Side
from evaluations.rules.sheets import can_submit_sheet, can_write
from kyodo_portal.life.flows import Act, Flow, Move, MoveRefused
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.writing.locks import locked


def _reveal_when_both_are_in(assessment: Assessment, act: Act) -> None:
    """The last side to submit opens both sheets, in the same moment. The evaluation's row is locked
    first, so that two sides submitting at once cannot both believe themselves the first."""
    evaluation = locked(Evaluation, pk=assessment.evaluation_id)
    if evaluation.status != OPEN:
        raise MoveRefused(
            gettext("この評価の記入は、いま終わりました。評価シートは、もう提出できません。")
        )
    submitted = evaluation.assessments.filter(status=AssessmentStatus.SUBMITTED)
    if submitted.count() == len(Side):
        EVALUATION_FLOW.make("reveal", evaluation, by=act.by)


def _after_submitting(assessment: Assessment) -> str:
    """Whether the other side's sheet lies open now, or is still waited for."""
    if Evaluation.objects.filter(pk=assessment.evaluation_id, status=OPEN).exists():
        return gettext(
            "評価シートを提出しました。相手の側の提出がそろうと、お互いに読めるようになります。"
        )
    return gettext("評価シートを提出しました。双方の評価がそろい、読めるようになりました。")


ASSESSMENT_FLOW = Flow(
    Assessment,
    AssessmentStatus,
    turns={
        AssessmentStatus.DRAFT: _("記入中です"),
        AssessmentStatus.SUBMITTED: _("提出されました"),
    },
    tones={AssessmentStatus.DRAFT: "warning", AssessmentStatus.SUBMITTED: "success"},
    moves=[
        Move(
            name="submit",
            label=_("評価を提出する"),
            sources=frozenset({AssessmentStatus.DRAFT}),
            target=AssessmentStatus.SUBMITTED,
            who=can_write,
            judges=False,
            when=can_submit_sheet,
            stamps=lambda _, act: {"submitted_at": act.at, "submitted_by": act.by},
            effect=_reveal_when_both_are_in,
            tone="primary",
            confirm=_("提出すると書き直せなくなります。よろしいですか。"),
            tells=lambda assessment, act: parties(assessment.evaluation),
            happened=_("評価シートが一つ提出されました"),
            read_by=PARTIES,
            next_step=_("双方の提出がそろうと、お互いの評価が読めるようになります。"),
            done=_after_submitting,
        ),
    ],
    acts=[Recorded(name="write", label="評価シートを書いた")],
)
