"""What a review and a decision need: when the one may begin, and when the other may be made."""

from groups.models import GroupStatus
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from proposals.models import Proposal, ReviewStatus
from proposals.rules.reviews import able_reviewers


def can_begin_review(proposal: Proposal) -> Verdict:
    """With a department that answers for it and at least one reviewer who can judge it: who has
    come to have an interest since being asked does not count."""
    able = able_reviewers(proposal)
    return all_refusals(
        allow_if(proposal.responsible_department_id, "担当課が、まだ決まっていません。"),
        allow_if(able, "審査できる審査委員が、まだ一人も割り当てられていません。"),
    )


def can_decide(proposal: Proposal) -> Verdict:
    """After every sheet is in and the committee's conclusion is written down: the city decides on
    the committee's word, and both texts become public."""
    decision = getattr(proposal, "decision", None)
    open_sheets = proposal.reviews.unfinished().count()
    counted = proposal.reviews.filter(status=ReviewStatus.SUBMITTED).exists()
    return all_refusals(
        allow_if(
            not open_sheets,
            f"まだ提出されていない審査が{open_sheets}件あります。",
        ),
        allow_if(counted, "提出された審査が、一つもありません。"),
        allow_if(
            decision is not None and decision.committee_conclusion.strip(),
            "委員会の結論と理由を、先に記録してください。",
        ),
    )


def can_adopt(proposal: Proposal) -> Verdict:
    """As `can_decide`, with a registered group that will do it: a single person's proposal needs one
    found for it, because an agreement and an evaluation have two sides (practice §1.3)."""
    group = proposal.carrying_group
    return all_refusals(
        can_decide(proposal),
        allow_if(
            group is not None and group.status == GroupStatus.REGISTERED,
            "採択するには、事業をいっしょに行う登録団体が必要です。"
            "個人の提案のときは、提案した方と相談して団体を決め、この画面で選んでください。",
        ),
    )


def can_adopt_conditionally(proposal: Proposal) -> Verdict:
    """As `can_adopt`, with the conditions written down."""
    decision = getattr(proposal, "decision", None)
    return all_refusals(
        can_adopt(proposal),
        allow_if(
            decision is not None and decision.conditions.strip(),
            "条件付きで採択するときは、採択の条件を先に書いてください。",
        ),
    )
