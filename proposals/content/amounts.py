"""How much of the city's money a proposal can ask for: the limits of its call and of its course."""

from dataclasses import dataclass

from django.utils.translation import gettext

from kyodo_portal.words.text import yen
from proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class Limit:
    """What can be asked for at most in whole yen, and what is said to who asks for more."""

    most: int
    reason: str


def limits_of(proposal: Proposal, expense: int) -> list[Limit]:
    """Every limit on what a proposal that spends `expense` yen may ask for."""
    call, course = proposal.call, proposal.course
    limits = []
    if call.budget_cap is not None:
        told = gettext("市に負担を希望する額が、この募集の上限（{cap}）を超えています。")
        limits.append(Limit(call.budget_cap, told.format(cap=yen(call.budget_cap))))
    if call.budget_total is not None:
        told = gettext("市に負担を希望する額が、この募集の予算の総額（{total}）を超えています。")
        limits.append(Limit(call.budget_total, told.format(total=yen(call.budget_total))))
    if course is not None and course.call_id == call.pk:
        told = gettext(
            "市に負担を希望する額が、「{course}」で希望できる額（{most}）を超えています。"
            "希望できるのは、支出の合計（{expense}）の{rate}まで、上限は{ceiling}です。"
        )
        most = course.most(expense)
        reason = told.format(
            course=course.name,
            most=yen(most),
            expense=yen(expense),
            rate=course.rate_label,
            ceiling=yen(course.ceiling),
        )
        limits.append(Limit(most, reason))
    return limits


def most_to_ask(proposal: Proposal, expense: int) -> int | None:
    """The lowest of the limits; None where the call sets none."""
    return min((limit.most for limit in limits_of(proposal, expense)), default=None)
