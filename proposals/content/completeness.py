"""What a submitted proposal must say. A draft may lack anything; the page lists what is missing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.cities import city
from kyodo_portal.life.verdicts import Verdict, all_refusals, refuse
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import yen
from kyodo_portal.writing.columns import label_of
from projects.models import Bearer
from proposals.content.amounts import limits_of, most_to_ask
from proposals.kinds_of_call import kind_of
from proposals.models import MOST_ROWS, BudgetSide, Proposal, ProposerKind


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or does not agree: the sentence that says so, and the id of the
    control of the form in which it is mended. `field` names the field that is simply still empty."""

    reason: str
    place: str
    field: str = ""


Check = Callable[[Proposal], list[Gap]]
"""What a part of a proposal must fulfil before it is submitted: what it still lacks."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Income and expenditure in whole yen."""

    income: int
    expense: int
    most: int | None = None
    """What the city can be asked for at most, as far as the call sets a limit."""

    @property
    def balances(self) -> bool:
        return self.income == self.expense


def budget_of(proposal: Proposal) -> Budget:
    """The sums of the income and expense table. A line without an amount counts as nothing."""
    lines = list(proposal.budget.all())
    expense = sum(line.amount or 0 for line in lines if line.side == BudgetSide.EXPENSE)
    return Budget(
        income=sum(line.amount or 0 for line in lines if line.side == BudgetSide.INCOME),
        expense=expense,
        most=most_to_ask(proposal, expense),
    )


def missing_fields(proposal: Proposal) -> list[Gap]:
    """The essential fields that are still empty, in the order of the form."""
    gaps, kind = [], kind_of(proposal.call)
    for name in kind.required:
        if name == "start_pattern" and not city().asks_for_pattern:
            continue
        if getattr(proposal, name) in (None, ""):
            label = str(kind.asked.get(name) or label_of(Proposal, name))
            reason = gettext("「{label}」が、まだ書かれていません。").format(label=label)
            place = "id_start_pattern_0" if name == "start_pattern" else f"id_{name}"
            gaps.append(Gap(reason, place, label))
    return gaps


def _unless(fine: object, reason: str, place: str) -> list[Gap]:
    return [] if fine else [Gap(reason, place)]


def _first_open(table: str, rows: Iterable[Any], *names: str) -> str:
    """The control of the first entry of a table that says nothing yet; "" where every row is whole.
    The form shows the rows in their order, and blank ones after them."""
    for number, row in enumerate(rows):
        for name in names:
            if getattr(row, name) in (None, ""):
                return f"id_{table}-{number}-{name}"
    return ""


def proposer_is_named(proposal: Proposal) -> list[Gap]:
    """The group is chosen, where the call takes proposals from groups only."""
    named = proposal.group_id or proposal.call.proposers == ProposerKind.ANYONE
    return _unless(named, gettext("提案する団体を選んでください。"), "id_group")


def goals_are_set(proposal: Proposal) -> list[Gap]:
    """At least one goal, and every goal in its three parts (practice §4, 川崎市)."""
    goals = list(proposal.goals.all())
    if not goals:
        asked = gettext("目標（なにを・どのくらい・いつまでに）を一つ以上書いてください。")
        return [Gap(asked, "id_goals-0-what")]
    place = _first_open("goals", goals, "what", "how_much", "by_when")
    return _unless(
        not place,
        gettext("目標の中に、「なにを・どのくらい・いつまでに」がそろっていない行があります。"),
        place,
    )


def roles_are_shared(proposal: Proposal) -> list[Gap]:
    """Both sides have a part, and every row says which."""
    roles = list(proposal.roles.all())
    bearers = {role.bearer for role in roles}
    place = _first_open("roles", roles, "item")
    return [
        *_unless(
            Bearer.BOTH in bearers or {Bearer.GROUP, Bearer.CITY} <= bearers,
            gettext("役割分担には、提案する側と市の両方の役割を書いてください。"),
            f"id_roles-{min(len(roles), MOST_ROWS - 1)}-item",
        ),
        *_unless(
            not place, gettext("役割分担に、「すること」が書かれていない行があります。"), place
        ),
    ]


def schedule_is_whole(proposal: Proposal) -> list[Gap]:
    """A schedule may be left out; a row that is there says when and what."""
    place = _first_open("schedule", proposal.schedule.all(), "when", "what")
    return _unless(
        not place,
        gettext("スケジュールに、時期か「すること」が書かれていない行があります。"),
        place,
    )


def budget_is_settled(proposal: Proposal) -> list[Gap]:
    """Lines with names and amounts, both sums alike, and the city's part within the expenses and
    within the call's cap."""
    lines = list(proposal.budget.all())
    budget = budget_of(proposal)
    share = proposal.requested_amount or 0
    sides = {side: [line for line in lines if line.side == side] for side in BudgetSide.values}
    opened = [_first_open(side, rows, "category", "amount") for side, rows in sides.items()]
    place = next(filter(None, opened), "")
    less = BudgetSide.INCOME if budget.income < budget.expense else BudgetSide.EXPENSE
    return [
        *_unless(lines, gettext("収支予算を書いてください。"), "id_income-0-category"),
        *_unless(not place, gettext("収支予算に、区分か金額が書かれていない行があります。"), place),
        *_unless(
            budget.balances,
            gettext(
                "収入の合計（{income}）と支出の合計（{expense}）が同じになっていません。"
            ).format(income=yen(budget.income), expense=yen(budget.expense)),
            f"id_{less}-0-amount",
        ),
        *_unless(
            not lines or share <= budget.expense,
            gettext(
                "市に負担を希望する額（{share}）が、支出の合計（{expense}）を超えています。"
            ).format(share=yen(share), expense=yen(budget.expense)),
            "id_requested_amount",
        ),
        *limits_are_kept(proposal, expense=budget.expense),
    ]


def limits_are_kept(proposal: Proposal, *, expense: int) -> list[Gap]:
    """A course is chosen where there are any, and what is asked for keeps within every limit of the call."""
    call, share = proposal.call, proposal.requested_amount or 0
    chooses = bool(kind_of(call).courses and call.offered_courses)
    return [
        *_unless(
            not chooses or proposal.course_id,
            gettext("コースを選んでください。"),
            "id_course",
        ),
        *(
            Gap(limit.reason, "id_requested_amount")
            for limit in limits_of(proposal, expense)
            if share > limit.most
        ),
    ]


def answers_are_given(proposal: Proposal) -> list[Gap]:
    """Every question of the call that must be answered is."""
    answered = {row.question_id for row in proposal.answers.all()}
    told = gettext("「{question}」に、まだ答えていません。")
    return [
        Gap(told.format(question=question.text), f"id_answers-{question.pk}")
        for question in proposal.call.own_questions
        if question.is_required and question.pk not in answered
    ]


def papers_are_there(proposal: Proposal) -> list[Gap]:
    """Every paper that the call must have goes with the proposal."""
    there = {row.paper_id for row in proposal.attachments.all()}
    told = gettext("「{paper}」が、まだ添えられていません。")
    return [
        Gap(told.format(paper=paper.name), "id_attachment-file")
        for paper in proposal.call.wanted_papers
        if paper.is_required and paper.pk not in there
    ]


def consent_is_given(proposal: Proposal) -> list[Gap]:
    """The proposers know that the content becomes public with the results."""
    asked = gettext("内容の公開に同意する欄に、印を付けてください。")
    return _unless(proposal.agrees_to_publish, asked, "id_agrees_to_publish")


OF_SECTIONS: Mapping[str, Check] = {
    "goals": goals_are_set,
    "roles": roles_are_shared,
    "schedule": schedule_is_whole,
    "budget": budget_is_settled,
    "questions": answers_are_given,
    "attachments": papers_are_there,
}
"""What the sections must fulfil, by their keys and in the order of the form."""


def gaps_of(proposal: Proposal) -> list[Gap]:
    """Everything a proposal still needs before it can be submitted, in the order of the form but
    for the empty fields, which come first."""
    left_out = kind_of(proposal.call).left_out
    checks = [check for section, check in OF_SECTIONS.items() if section not in left_out]
    return [
        *missing_fields(proposal),
        *(gap for check in checks for gap in check(proposal)),
        *consent_is_given(proposal),
    ]


def can_count_as_complete(proposal: Proposal) -> Verdict:
    """The same in one answer, with all empty fields in one sentence."""
    gaps = gaps_of(proposal)
    empty = [gap.field for gap in gaps if gap.field]
    reasons = [gap.reason for gap in gaps if not gap.field]
    if empty:
        told = gettext("まだ書かれていない項目があります：{names}。")
        reasons.insert(0, told.format(names=listed(empty)))
    return all_refusals(*(refuse(reason) for reason in reasons))
