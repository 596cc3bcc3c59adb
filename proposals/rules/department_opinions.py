"""Who asks for the opinion of a department, writes, settles and reads it, and who answers it."""

from django.utils import timezone
from django.utils.translation import gettext

from groups.rules.people import may_coordinate, works_in
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
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.columns import label_of
from proposals.interest import proposing_side_of
from proposals.models import DepartmentOpinion, DepartmentOpinionStatus, Proposal, ProposalStatus
from proposals.models.department_opinions import FINDINGS, OPEN_OPINIONS, UNSETTLED
from proposals.rules.proposals import may_handle_proposal, may_write_proposal

STATUS = DepartmentOpinionStatus


def opinion_on(proposal: Proposal) -> DepartmentOpinion | None:
    """The opinion that a department writes or wrote of it, if it was asked."""
    return DepartmentOpinion.objects.filter(proposal=proposal.pk).first()


def can_request_opinion(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators, once, of a submitted proposal whose department is settled."""
    return first_refusal(
        may_handle_proposal(person, proposal),
        allow_if(
            proposal.status in (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED),
            "意見書を頼めるのは、提案が提出されてから、審査が始まるまでの間です。",
        ),
        allow_if(
            proposal.responsible_department_id,
            "担当課が、まだ決まっていません。先に担当課を決めてください。",
        ),
        lambda: allow_if(opinion_on(proposal) is None, "意見書は、すでに頼んであります。"),
    )


def may_write_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """The staff of the department; nobody of the proposing side."""
    if not works_in(person, [opinion.department_id]):
        return not_yours(f"{opinion.department}の職員")
    return can_judge(person, opinion, proposing_side_of(opinion.proposal))


def can_write_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """Until it is settled; afterwards what is wrong is corrected beside it."""
    return first_refusal(
        may_write_opinion(person, opinion),
        allow_if(
            opinion.status in UNSETTLED,
            "確定した意見書は書きかえられません。直すところがあるときは、理由とともに訂正を加えてください。",
        ),
    )


def may_settle_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """The staff of the department: somebody else than who wrote it, where the city has two people look at it."""
    if not works_in(person, [opinion.department_id]):
        return not_yours(f"{opinion.department}の職員")
    return allow_if(
        not city().department_opinion.two_people or person.pk != opinion.written_by_id,
        "意見書は、書いた人とは別の職員が確かめて確定します。同じ課のほかの職員に頼んでください。",
    )


def can_settle_opinion(opinion: DepartmentOpinion) -> Verdict:
    """Written whole, while the proposal lies with the city: its proposers answer what they handed in."""
    empty = [
        label_of(DepartmentOpinion, name)
        for name in (*FINDINGS, "stance", "overall")
        if not getattr(opinion, name).strip()
    ]
    told = f"まだ書かれていない欄があります：{listed(empty)}。"
    return all_refusals(
        allow_if(not empty, told),
        allow_if(
            opinion.proposal.status == ProposalStatus.SUBMITTED,
            f"いまの提案の状態は「{opinion.proposal.status_label}」です。"
            "意見書は、提案が市に提出されている間に確定できます。",
        ),
    )


def may_correct_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """What is settled is corrected by its department, until the results are public."""
    return first_refusal(
        may_write_opinion(person, opinion),
        allow_if(opinion.is_settled, "確定するまでは、意見書をそのまま書き直せます。"),
        allow_if(
            not opinion.proposal.is_announced, "結果を公表したあとの意見書は、訂正できません。"
        ),
    )


def can_answer_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """The proposers, once, until the day that was told; the coordinators write down what came on paper."""
    due = opinion.answer_due_on
    return first_refusal(
        may_write_proposal(person, opinion.proposal),
        allow_if(
            opinion.status == STATUS.SETTLED,
            gettext("この意見書への返答は、すでに受け付けたか、期限を過ぎました。"),
        ),
        allow_if(
            due is not None and timezone.localdate() <= due,
            gettext("返答の期限（{day}）を過ぎました。窓口にご相談ください。").format(
                day=japanese_date(due) if due else ""
            ),
        ),
        allow_if(
            opinion.proposal.status == ProposalStatus.SUBMITTED,
            gettext(
                "最終版を書いている間は、言葉だけの返答はできません。最終版を提出してください。"
            ),
        ),
    )


def can_revise(proposal: Proposal) -> Verdict:
    """A final version is written once, in answer to the opinion, until the day that was told."""
    opinion = opinion_on(proposal)
    if opinion is None or opinion.status != STATUS.SETTLED or opinion.answer_due_on is None:
        return refuse(
            gettext("最終版を書けるのは、担当課の意見書が届いて、返答を待っている間です。")
        )
    return allow_if(
        timezone.localdate() <= opinion.answer_due_on,
        gettext("返答の期限（{day}）を過ぎました。窓口にご相談ください。").format(
            day=japanese_date(opinion.answer_due_on)
        ),
    )


def may_revise(person: Person, proposal: Proposal) -> Verdict:
    """Its proposers; where nothing was said to them, nobody sees it."""
    may = may_write_proposal(person, proposal)
    if not may:
        return may
    opinion = opinion_on(proposal)
    awaited = opinion is not None and opinion.status == STATUS.SETTLED
    return ALLOWED if awaited else not_yours(gettext("この提案を書いた団体の管理者"))


def is_being_revised(proposal: Proposal) -> bool:
    """Whether a returned proposal is the final version that its proposers write of themselves."""
    if proposal.status != ProposalStatus.RETURNED:
        return False
    return DepartmentOpinion.objects.filter(proposal=proposal.pk, status=STATUS.SETTLED).exists()


def can_be_returned(proposal: Proposal) -> Verdict:
    """Nothing is asked to be mended while the proposers answer the department, nor of somebody who has no page
    on which to mend it."""
    if proposal.guest_id is not None and not proposal.is_from_counter:
        return refuse(
            "アカウントのない方のアイデアには、補正を頼めません。確かめたいことは、電話などで聞いてください。"
        )
    opinion = opinion_on(proposal)
    return allow_if(
        opinion is None or opinion.status != STATUS.SETTLED,
        "担当課の意見書への返答を待っています。補正は、返答か期限のあとに頼んでください。",
    )


def can_do_without_opinion(proposal: Proposal) -> Verdict:
    """The committee reads the opinion with its answer, and not before. No query where it was read with the
    proposal (`department_opinion`)."""
    opinion = getattr(proposal, "department_opinion", None)
    if opinion is None or opinion.status not in OPEN_OPINIONS:
        return ALLOWED
    if opinion.status == STATUS.SETTLED:
        return refuse("担当課の意見書への、提案した人の返答を待っています。")
    return refuse(
        "担当課の意見書が、まだ確定していません。待たずに進めるときは、依頼を取りやめてください。"
    )


def may_call_off_opinion(person: Person, opinion: DepartmentOpinion) -> Verdict:
    """The coordinators, who asked for it."""
    return may_coordinate(person, opinion.proposal)
