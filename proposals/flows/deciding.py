"""The moves by which a proposal is decided: made by the release of its call, and by nobody's button."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Move
from kyodo_portal.life.recorded import Milestone, Reader
from kyodo_portal.life.verdicts import Verdict
from projects.flows import PROJECT_FLOW
from proposals.flows import birth
from proposals.flows.addressees import proposers
from proposals.flows.asking import ask_whether_taken, settle
from proposals.flows.talks import talk_from
from proposals.kinds_of_call import Makes, what_adoption_makes
from proposals.models import AnswerKind, Proposal, ProposalStatus
from proposals.rules import decisions
from proposals.rules.proposals import may_turn_down, speaks_for_others

UNDER_REVIEW, IN_TALKS = ProposalStatus.UNDER_REVIEW, ProposalStatus.IN_TALKS
ADOPTED, CONDITIONAL = ProposalStatus.ADOPTED, ProposalStatus.CONDITIONAL
DECLINED, RESERVE = ProposalStatus.DECLINED, ProposalStatus.RESERVE
TURNED_DOWN, AWAITING_VOTE = ProposalStatus.TURNED_DOWN, ProposalStatus.AWAITING_VOTE
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_PROPOSERS, THE_CITY = _("提案した人"), _("市")
FELL_THROUGH = "採択が辞退されたため、事業を取りやめました。"


def what_comes_of_it(proposal: Proposal, act: Act) -> dict[str, Any]:
    """What is born with the move: a project, or of an idea a talk."""
    if what_adoption_makes(proposal.call) is Makes.CONSULTATION:
        return {"led_to": talk_from(proposal, by=act.by), "talk_began_at": act.at}
    return {"project": birth.project_from(proposal, by=act.by)}


def let_project_go(proposal: Proposal, act: Act) -> None:
    """The project that was born of it does not come about, nor its days to come. What everybody reads
    is that the adoption was turned down; why is told to the city alone."""
    if proposal.project is not None:
        PROJECT_FLOW.make("fall_through", proposal.project, by=act.by, note=FELL_THROUGH)


def _turn_down(proposal: Proposal, act: Act) -> None:
    settle(proposal, act, AnswerKind.REFUSED)
    let_project_go(proposal, act)


def both_sides(proposal: Proposal, act: Act) -> Any:
    """The desk and the department that was to do it, and the proposers where the desk wrote it down."""
    return [
        *people.coordinators(),
        *people.staff([proposal.responsible_department]),
        *proposers(proposal),
    ]


def _as_decided(outcome: ProposalStatus) -> Callable[[Proposal], Verdict]:
    return lambda proposal: decisions.can_take_outcome(proposal, outcome)


#: What the city's decisions have in common: they were drafted by whoever may judge, and are made by
#: the release of the call, whose rule asks again (`proposals.actions.release`) and which writes the letters
#: with these words.
DECISION = Move(
    name="decide",
    label="決定する",
    sources=frozenset({UNDER_REVIEW, IN_TALKS, RESERVE}),
    target=UNDER_REVIEW,
    judges=False,
    automatic=True,
    note_label="市の判断の理由",
    side=THE_CITY,
    read_by=PUBLIC,
)

DECISIONS = [
    replace(
        DECISION,
        name="adopt",
        label="採択する",
        target=ADOPTED,
        happened=_("採択を決めました"),
        milestone=Milestone(_("市が採択を決めました"), "success"),
        when=_as_decided(ADOPTED),
        stamps=what_comes_of_it,
        effect=ask_whether_taken,
        told=_("提案が採択されました"),
        next_step=_("事業のページで、所管課と目的・目標・役割分担を話し合ってください。"),
    ),
    replace(
        DECISION,
        name="adopt_conditionally",
        label="条件付きで採択する",
        target=CONDITIONAL,
        happened=_("条件付きの採択を決めました"),
        milestone=Milestone(_("市が条件付きの採択を決めました"), "success"),
        when=_as_decided(CONDITIONAL),
        stamps=what_comes_of_it,
        effect=ask_whether_taken,
        told=_("提案が条件付きで採択されました"),
        next_step=_("条件を読んで、所管課と目的・目標・役割分担を話し合ってください。"),
    ),
    replace(
        DECISION,
        name="decline",
        label="不採択とする",
        target=DECLINED,
        happened=_("不採択を決めました"),
        when=_as_decided(DECLINED),
        told=_("提案の審査が終わり、今回は不採択となりました"),
        next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
    ),
    replace(
        DECISION,
        name="keep_talking",
        label="協議を続ける",
        sources=frozenset({UNDER_REVIEW, RESERVE}),
        target=IN_TALKS,
        happened=_("協議を続けることを決めました"),
        milestone=Milestone(_("市が協議を続けることを決めました")),
        when=_as_decided(IN_TALKS),
        told=_("提案は、もう少し話し合いを続けることになりました"),
        next_step=_("理由を読んで、担当課と話し合ってください。話し合いのあと、市が決定します。"),
    ),
    replace(
        DECISION,
        name="put_on_reserve",
        label="次点とする",
        sources=frozenset({UNDER_REVIEW, IN_TALKS}),
        target=RESERVE,
        happened=_("次点と決めました"),
        milestone=Milestone(_("市が次点と決めました")),
        when=_as_decided(RESERVE),
        told=_("提案の審査が終わり、次点となりました"),
        next_step=_("採択された提案に辞退などがあったときは、順位に従って市からご連絡します。"),
    ),
    Move(
        name="turn_down",
        label=_("採択を辞退する"),
        sources=frozenset({ADOPTED, CONDITIONAL, AWAITING_VOTE}),
        target=TURNED_DOWN,
        happened=_("採択を辞退しました"),
        side=THE_PROPOSERS,
        read_by=PUBLIC,
        note_read_by=PARTIES,
        milestone=Milestone(_("提案した団体が採択を辞退しました")),
        who=may_turn_down,
        judges=speaks_for_others,
        when=decisions.can_turn_down,
        effect=_turn_down,
        note_label=_("辞退する理由（市の担当者に伝わります）"),
        tone="danger",
        confirm=_("辞退すると元に戻せず、事業も取りやめになります。よろしいですか。"),
        tells=both_sides,
        told=_("採択が辞退されました"),
        next_step=_("市は、次点の提案があるときは、順位に従って連絡します。"),
        done=_("採択を辞退しました。市に知らせます。"),
    ),
]
