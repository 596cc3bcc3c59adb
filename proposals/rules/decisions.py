"""What a review and a decision need: when the one may begin, and when the other may be made."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext

from groups.models import GroupStatus, User
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if, first_refusal, refuse
from projects.models import ProjectStatus
from proposals.kinds_of_call import Makes, kind_of, what_adoption_makes
from proposals.models import (
    ADOPTING,
    DECIDABLE_STATUSES,
    DECIDED_STATUSES,
    AdoptionAnswer,
    AnswerKind,
    Decision,
    Proposal,
    ProposalStatus,
    ReviewStatus,
)
from proposals.rules.blinding import can_be_given_to_reviewers
from proposals.rules.department_opinions import can_do_without_opinion
from proposals.rules.proposals import may_handle_proposal
from proposals.rules.reviews import able_reviewers
from proposals.rules.screening import can_count_as_screened


def can_draft_decision(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators without an interest; they alone read the draft, too."""
    return first_refusal(may_handle_proposal(person, proposal), can_be_drafted(proposal))


def can_be_drafted(proposal: Proposal) -> Verdict:
    """From the start of the review until something final is released; not while its place has come up and
    an answer is waited for."""
    in_time = allow_if(
        proposal.status in DECIDABLE_STATUSES,
        f"いまの状態は「{proposal.status_label}」のため、市の決定の案は書けません。"
        "案を書けるのは、審査が始まってから、最後の結果を公表するまでの間です。",
    )
    asked = AdoptionAnswer.objects.filter(proposal=proposal, answer=AnswerKind.WAITING)
    return first_refusal(
        in_time,
        lambda: allow_if(
            not asked.exists(),
            "次点の繰上げを打診しているため、いまは決定の案を書けません。返事を待ってください。",
        ),
    )


def can_begin_review(proposal: Proposal) -> Verdict:
    """With a department that answers for it, at least one reviewer who can judge it (who has come to
    have an interest since being asked does not count), and what its call has made sure of."""
    return can_begin_with(proposal, able_reviewers(proposal))


def can_begin_with(proposal: Proposal, able: Sequence[User]) -> Verdict:
    """As `can_begin_review`, where it is known who can judge it."""
    return all_refusals(
        allow_if(proposal.responsible_department_id, "担当課が、まだ決まっていません。"),
        allow_if(
            able or not kind_of(proposal.call).judged,
            "審査できる審査委員が、まだ一人も割り当てられていません。",
        ),
        can_be_given_to_reviewers(proposal),
        can_count_as_screened(proposal),
        can_do_without_opinion(proposal),
    )


def can_decide(proposal: Proposal) -> Verdict:
    """After every sheet is in, where its call is judged by them, and the committee's conclusion is written
    down: the city decides on the committee's word, and both texts become public."""
    decision = getattr(proposal, "decision", None)
    sheets = proposal.reviews.all()
    open_sheets = sum(sheet.is_unfinished for sheet in sheets)
    counted = not kind_of(proposal.call).judged or any(
        sheet.status == ReviewStatus.SUBMITTED for sheet in sheets
    )
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
    found for it, because an agreement and an evaluation have two sides (practice §1.3). A consultation
    has none of these."""
    if what_adoption_makes(proposal.call) is Makes.CONSULTATION:
        return can_decide(proposal)
    group = proposal.carrying_group
    return all_refusals(
        can_decide(proposal),
        allow_if(
            group is not None and group.status == GroupStatus.REGISTERED,
            "採択するには、事業をいっしょに行う登録団体が必要です。"
            "個人の提案のときは、提案した方と相談して団体を決め、この画面で選んでください。",
        ),
    )


def can_be_decided_so(proposal: Proposal, outcome: str) -> Verdict:
    """What this outcome needs, asked when it is drafted and again when it is released: a group may
    have been dissolved in between, or a sheet taken back to be mended."""
    return can_adopt(proposal) if outcome in ADOPTING else can_decide(proposal)


def can_have_place(proposal: Proposal, rank: int, leaving: Collection[int] = ()) -> Verdict:
    """No two of a call wait in the same place of its reserve. `leaving` are the numbers of those whose drafts are
    written anew in the same save."""
    others = Proposal.objects.filter(call=proposal.call_id).exclude(pk=proposal.pk)
    taken = (
        others.filter(draft_decision__reserve_rank=rank).exclude(pk__in=leaving).exists()
        or others.filter(status=ProposalStatus.RESERVE, decision__reserve_rank=rank).exists()
    )
    return allow_if(not taken, f"次点の{rank}番は、ほかの提案の順位です。別の順位にしてください。")


def can_take_outcome(proposal: Proposal, outcome: str) -> Verdict:
    """Its decision is written with this outcome: only the release does both."""
    decision = Decision.objects.filter(
        proposal=proposal, outcome=outcome, released_at__isnull=False
    )
    return allow_if(decision.exists(), "決定は、募集の画面から一斉に公表します。")


def can_be_voted_on(proposal: Proposal) -> Verdict:
    """Its adoption is written, in a call whose adoptions the council votes on."""
    adopted = any(can_take_outcome(proposal, outcome) for outcome in ADOPTING)
    return allow_if(
        proposal.call.needs_vote and adopted,
        "議決を待つのは、採択に議決が要る募集で、採択を決めた提案だけです。",
    )


def can_be_confirmed(proposal: Proposal) -> Verdict:
    """What waits for the vote, with a group that is still there to do it."""
    return first_refusal(can_be_settled(proposal), can_adopt(proposal))


def can_be_settled(proposal: Proposal) -> Verdict:
    """Adopted, and not voted on yet."""
    return allow_if(
        proposal.status == ProposalStatus.AWAITING_VOTE,
        f"いまの状態は「{proposal.status_label}」のため、議決の結果は書き込めません。"
        "ほかの人が先に書き込んだかもしれません。ページを開き直して確かめてください。",
    )


def can_be_corrected(proposal: Proposal) -> Verdict:
    """A decision that is released: until then its draft is simply written anew."""
    released = Decision.objects.filter(proposal=proposal, released_at__isnull=False)
    return allow_if(
        proposal.status in DECIDED_STATUSES and released.exists(),
        "更正できるのは、公表した決定だけです。公表の前なら、決定の案を書き直してください。",
    )


def can_turn_down(proposal: Proposal) -> Verdict:
    """Until the agreement is made; afterwards both sides call the project off."""
    project = proposal.project
    if proposal.talk_began_at is not None:
        return refuse(gettext("採択されたアイデアは、相談のページで、話を終えることができます。"))
    return allow_if(
        project is None or project.status == ProjectStatus.PLANNING,
        gettext(
            "協定を結んだあとは、採択を辞退できません。"
            "続けられないときは、担当課に相談して、事業の中止の手続きをしてください。"
        ),
    )
