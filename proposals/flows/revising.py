"""What happens to a proposal beside its main way: the final version after the department's opinion, and what came
on paper."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.acts import Act, Move, MoveRefused
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.life.verdicts import ALLOWED
from kyodo_portal.writing.locks import all_locked
from proposals.content.restoring import restore_last
from proposals.models import DepartmentOpinion, Proposal, ProposalStatus
from proposals.rules.department_opinions import can_be_returned, can_revise, may_revise

SUBMITTED, RETURNED = ProposalStatus.SUBMITTED, ProposalStatus.RETURNED
PARTIES = Reader.PARTIES
THE_PROPOSERS = _("提案した人")


def _answer_due(proposal: Proposal, _: Act) -> dict[str, Any]:
    awaited = DepartmentOpinion.objects.filter(proposal=proposal)
    return {"correction_due_on": awaited.values_list("answer_due_on", flat=True).first()}


def _restore_last(proposal: Proposal, _: Act) -> None:
    restore_last(proposal)


def not_while_settled(proposal: Proposal, _: Act) -> None:
    """An opinion that its department settles in the same moment wins: its answer is awaited first."""
    all_locked(DepartmentOpinion.objects.filter(proposal=proposal))
    can = can_be_returned(proposal)
    if not can:
        raise MoveRefused(can.reason)


REVISING = [
    Move(
        name="revise",
        label=_("最終版を書く"),
        sources=frozenset({SUBMITTED}),
        target=RETURNED,
        happened=_("担当課の意見書を読んで、最終版を書きはじめました"),
        side=THE_PROPOSERS,
        read_by=PARTIES,
        who=may_revise,
        judges=False,
        when=can_revise,
        stamps=_answer_due,
        confirm=_(
            "最終版は一度だけ提出できます。期限までに提出しなければ、前に提出した内容に戻ります。書きはじめますか。"
        ),
        tells=people.coordinators,
        told="提案した人が、提案の最終版を書きはじめました",
        done=_("最終版を書けます。期限までに提出してください。"),
    ),
    Move(
        name="keep_last",
        label=_("前に提出した版に戻る"),
        sources=frozenset({RETURNED}),
        target=SUBMITTED,
        happened=_("最終版の提出がないまま期限を過ぎたため、前に提出した版に戻りました"),
        side=THE_PROPOSERS,
        read_by=PARTIES,
        who=lambda *_: ALLOWED,
        judges=False,
        automatic=True,
        stamps=lambda *_: {"correction_due_on": None},
        effect=_restore_last,
    ),
]

PAPER_ACTS = [
    Recorded(
        name="enter_paper",
        label="紙の提案を入力しはじめた",
        happened=_("紙の提案書を、市の窓口で受け付けました"),
        side=THE_PROPOSERS,
        read_by=PARTIES,
    ),
    Recorded(
        name="receive_paper",
        label="紙の書類を受け付けた",
        happened=_("紙の書類を、市の窓口で受け付けました"),
        side=THE_PROPOSERS,
        read_by=PARTIES,
    ),
    Recorded(name="post_letters", label="手紙を郵送した", is_inward=True),
]
