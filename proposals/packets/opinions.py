"""Where the opinion of the responsible department (意見書) joins a packet."""

from collections.abc import Collection

from kyodo_portal.words.languages import in_japanese
from proposals.department_reading import OpinionRead, read_whole
from proposals.models import DepartmentOpinion, Proposal
from proposals.models.department_opinions import READ_STATUSES

Opinion = list[tuple[str, str]]
"""What the department says, as (label, words): its judgement first, then its reasons."""


def opinions_of(proposals: Collection[Proposal]) -> dict[int, Opinion]:
    """The settled opinion on each proposal that has one, by the proposal's number, with what was put right since
    and what the proposers answered."""
    settled = DepartmentOpinion.objects.filter(
        proposal__in=[proposal.pk for proposal in proposals], status__in=READ_STATUSES
    )
    joined = settled.select_related("department", "answer_version", "proposal__call")
    with in_japanese():
        return {
            opinion.proposal_id: _words_of(read_whole(opinion))
            for opinion in joined.prefetch_related("corrections")
        }


def _words_of(read: OpinionRead) -> Opinion:
    opinion = read.opinion
    answer = opinion.answer or (
        f"最終版（第{opinion.answer_version.number}版）を提出しました。"
        if opinion.answer_version
        else str(opinion.get_status_display())
    )
    return [
        ("全体の所見", str(read.stance)),
        ("理由と条件", opinion.overall),
        *((str(label), words) for label, words in read.findings),
        *(("訂正", f"{each.text}（理由：{each.reason}）") for each in read.corrections),
        ("提案した人の返答", answer),
    ]
