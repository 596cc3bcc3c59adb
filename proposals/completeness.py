"""What a submitted proposal must say. A draft may lack anything; the page lists what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext

from kyodo_portal.languages import listed
from kyodo_portal.text import yen
from kyodo_portal.verdicts import Verdict, all_refusals, allow_if
from projects.models import Bearer
from proposals.models import BudgetSide, Proposal, ProposerKind

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
    """The sums of the income and expense table. A line without an amount counts as nothing."""
    lines = list(proposal.budget.all())
    return Budget(
        income=sum(line.amount or 0 for line in lines if line.side == BudgetSide.INCOME),
        expense=sum(line.amount or 0 for line in lines if line.side == BudgetSide.EXPENSE),
    )


def missing_fields(proposal: Proposal) -> list[str]:
    """The labels of essential fields that are still empty, in the order of the form."""
    return [
        str(Proposal._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in REQUIRED
        if getattr(proposal, name) in (None, "")
    ]


def proposer_is_named(proposal: Proposal) -> Verdict:
    """The group is chosen, where the call takes proposals from groups only."""
    return allow_if(
        proposal.group_id or proposal.call.proposers == ProposerKind.ANYONE,
        gettext("提案する団体を選んでください。"),
    )


def goals_are_set(proposal: Proposal) -> Verdict:
    """At least one goal, and every goal in its three parts (practice §4, 川崎市)."""
    goals = list(proposal.goals.all())
    whole = all(goal.what and goal.how_much and goal.by_when for goal in goals)
    return all_refusals(
        allow_if(
            goals, gettext("目標（なにを・どのくらい・いつまでに）を一つ以上書いてください。")
        ),
        allow_if(
            whole,
            gettext("目標の中に、「なにを・どのくらい・いつまでに」がそろっていない行があります。"),
        ),
    )


def roles_are_shared(proposal: Proposal) -> Verdict:
    """Both sides have a part, and every row says which."""
    roles = list(proposal.roles.all())
    bearers = {role.bearer for role in roles}
    return all_refusals(
        allow_if(
            Bearer.BOTH in bearers or {Bearer.GROUP, Bearer.CITY} <= bearers,
            gettext("役割分担には、提案する側と市の両方の役割を書いてください。"),
        ),
        allow_if(
            all(role.item for role in roles),
            gettext("役割分担に、「すること」が書かれていない行があります。"),
        ),
    )


def schedule_is_whole(proposal: Proposal) -> Verdict:
    """A schedule may be left out; a row that is there says when and what."""
    whole = all(row.when and row.what for row in proposal.schedule.all())
    return allow_if(
        whole, gettext("スケジュールに、時期か「すること」が書かれていない行があります。")
    )


def budget_is_settled(proposal: Proposal) -> Verdict:
    """Lines with names and amounts, both sums alike, and the city's part within the expenses and
    within the call's cap."""
    lines = list(proposal.budget.all())
    budget = budget_of(proposal)
    cap, share = proposal.call.budget_cap, proposal.requested_amount or 0
    whole = all(line.category and line.amount is not None for line in lines)
    return all_refusals(
        allow_if(lines, gettext("収支予算を書いてください。")),
        allow_if(whole, gettext("収支予算に、区分か金額が書かれていない行があります。")),
        allow_if(
            budget.balances,
            gettext(
                "収入の合計（{income}）と支出の合計（{expense}）が同じになっていません。"
            ).format(income=yen(budget.income), expense=yen(budget.expense)),
        ),
        allow_if(
            not lines or share <= budget.expense,
            gettext(
                "市に負担を希望する額（{share}）が、支出の合計（{expense}）を超えています。"
            ).format(share=yen(share), expense=yen(budget.expense)),
        ),
        allow_if(
            cap is None or share <= cap,
            gettext("市に負担を希望する額が、この募集の上限（{cap}）を超えています。").format(
                cap=yen(cap)
            ),
        ),
    )


def consent_is_given(proposal: Proposal) -> Verdict:
    """The proposers know that the content becomes public with the results."""
    return allow_if(
        proposal.agrees_to_publish, gettext("内容の公開に同意する欄に、印を付けてください。")
    )


def missing_parts(proposal: Proposal) -> Verdict:
    """Everything a proposal still needs before it can be submitted, in one answer."""
    missing = missing_fields(proposal)
    return all_refusals(
        allow_if(
            not missing,
            gettext("まだ書かれていない項目があります：{names}。").format(names=listed(missing)),
        ),
        goals_are_set(proposal),
        roles_are_shared(proposal),
        schedule_is_whole(proposal),
        budget_is_settled(proposal),
        consent_is_given(proposal),
    )
