"""What a submitted proposal must say. A draft may lack anything; the page lists what is missing."""

from dataclasses import dataclass

from kyodo_portal.text import yen
from kyodo_portal.verdicts import Verdict, all_refusals, allow_if
from projects.models import Bearer
from proposals.models import BudgetSide, Proposal

#: The essential fields of practice §1.4, in the order of the form.
REQUIRED = (
    "title",
    "summary",
    "background",
    "purpose",
    "content",
    "target_people",
    "place",
    "starts_on",
    "ends_on",
    "why_together",
    "expected_effect",
    "start_pattern",
    "main_form",
)


@dataclass(frozen=True, slots=True)
class Budget:
    """Income and expenditure in whole yen."""

    income: int
    expense: int

    @property
    def balances(self) -> bool:
        return self.income == self.expense


def budget_of(proposal: Proposal) -> Budget:
    """The sums of the income and expense table."""
    lines = list(proposal.budget.all())
    return Budget(
        income=sum(line.amount or 0 for line in lines if line.side == BudgetSide.INCOME),
        expense=sum(line.amount or 0 for line in lines if line.side == BudgetSide.EXPENSE),
    )


def missing_fields(proposal: Proposal) -> list[str]:
    """The labels of essential fields that are still empty, in the order of the form."""
    return [
        str(proposal._meta.get_field(name).verbose_name)
        for name in REQUIRED
        if getattr(proposal, name) in (None, "")
    ]


def missing_parts(proposal: Proposal) -> Verdict:
    """Everything a proposal still needs before it can be submitted, in one answer."""
    missing = missing_fields(proposal)
    budget = budget_of(proposal)
    bearers = {role.bearer for role in proposal.roles.all()}
    cap = proposal.call.budget_cap
    return all_refusals(
        allow_if(not missing, f"まだ書かれていない項目があります：{'、'.join(missing)}。"),
        allow_if(
            proposal.goals.all(), "目標（なにを・どのくらい・いつまでに）を一つ以上書いてください。"
        ),
        allow_if(
            Bearer.BOTH in bearers or {Bearer.GROUP, Bearer.CITY} <= bearers,
            "役割分担には、団体と市の両方の役割を書いてください。",
        ),
        allow_if(proposal.budget.all(), "収支予算を書いてください。"),
        allow_if(
            budget.balances,
            f"収入の合計（{yen(budget.income)}）と支出の合計（{yen(budget.expense)}）が"
            "同じになっていません。",
        ),
        allow_if(
            cap is None or (proposal.requested_amount or 0) <= cap,
            f"市に負担を希望する額が、この募集の上限（{yen(cap)}）を超えています。",
        ),
        allow_if(proposal.agrees_to_publish, "内容の公開に同意する欄に、印を付けてください。"),
    )
