"""An adopted proposal becomes a project, with everything carried over and nothing typed again."""

from typing import TypeVar

from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.words.text import fiscal_year
from projects.flows import PROJECT_FLOW
from projects.models import (
    CostShare,
    ExpenseLine,
    FormOfProject,
    Goal,
    Origin,
    Partner,
    Payer,
    Project,
    ProjectField,
    ResponsibleDepartment,
    RoleItem,
    ScheduleLine,
)
from projects.road.laying import lay_steps
from proposals.kinds_of_call import form_made_by
from proposals.models import BudgetSide, Proposal

#: Fields whose words go over unchanged.
SAME = (
    *("title", "title_kana", "subtitle", "summary", "background", "purpose", "content"),
    *("why_together", "expected_effect", "novelty", "sustainability", "safety", "other_grants"),
    *("target_people", "expected_count", "place", "district", "starts_on", "ends_on"),
    "start_pattern",
)

#: What becomes of everything else that a proposal says: under which name the project has it, or why
#: it stays with the proposal, to which the project's page leads.
BECOMES = {
    "group": "partners",
    "main_form": "main_form, where the kind of call leaves it to the proposal",
    "implementing_group": "partners",
    "responsible_department": "responsible_departments",
    "requested_amount": "budget_city",
    "goals": "goals",
    "roles": "roles",
    "schedule": "schedule",
    "budget": "costs, expenses, budget_total",
    "forms": "forms",
    "fields": "fields",
    "decision": "conditions, budget_city",
    "project": "itself",
}
STAYS = {
    "call": "shown: the project's page leads to it",
    "number": "shown with the proposal",
    "theme": "shown with the proposal: one of the themes of its call",
    "agenda": "what a committee said of it stays with its meeting",
    "course": "shown with the proposal: one of the courses of its call",
    "draft_decision": "is the decision by then",
    "answers": "shown with the proposal: what only its call asked",
    "attachments": "shown with the proposal, to those who may read them",
    "versions": "shown with the proposal: what was submitted, as it was",
    "consultation": "what came before the proposal is its proposers' and the desk's",
    "questions_about_it": "what its group asked about the decision is between them and the desk",
    "answers_asked": "whether the place was taken: said by then, and shown with the call",
    "blinding": "what was kept from the reviewers of a call judged without names",
    "desired_department": "a wish, settled by who became responsible",
    "agrees_to_publish": "has been asked and acted upon",
    "led_to": "where an idea is talked about, which does not become a project",
    "talk_began_at": "where an idea is talked about, which does not become a project",
    **dict.fromkeys(
        ("entered_by", "came_by", "came_on", "posted_up_to"), "how the proposal came to the city"
    ),
    **dict.fromkeys(
        ("screening", "screening_waiver", "correction_marks"), "what the desk made sure of"
    ),
    "department_opinion": "shown with the proposal, where the call publishes it",
    "reviews": "the judgement stays with what was judged",
    "status": "the proposal's own life",
    "submitted_at": "the proposal's own life",
    "correction_due_on": "the proposal's own life",
    "guest": "only of ideas, which become no project",
    "created_by": "whoever decided enters the project",
    "created_at": "each record's own",
    "updated_at": "each record's own",
    "submission_key": "each record's own",
}

T = TypeVar("T")


def project_from(proposal: Proposal, *, by: Person) -> Project:
    """Make the project of an adopted proposal. What the city decided to bear, or where it said nothing
    what was asked of it, is the ceiling of its share from now on. Runs inside the transaction of the
    release, which makes it public."""
    decision = proposal.decision
    borne = proposal.requested_amount if decision.amount is None else decision.amount
    year = proposal.call.project_fiscal_year
    expenses = [line for line in proposal.budget.all() if line.side == BudgetSide.EXPENSE]
    project = Project.objects.create(
        **{name: getattr(proposal, name) for name in SAME},
        main_form=_settled(form_made_by(proposal)),
        fiscal_year=year,
        fiscal_year_end=max(year, fiscal_year(proposal.ends_on)) if proposal.ends_on else year,
        budget_total=sum(line.amount or 0 for line in expenses) or None,
        budget_city=borne,
        budget_cap=borne,
        conditions=decision.conditions,
        origin=Origin.PROPOSAL,
        created_by=account_of(by),
    )
    Partner.objects.create(project=project, group=proposal.carrying_group)
    ResponsibleDepartment.objects.create(
        project=project, department=proposal.responsible_department
    )
    _carry_rows(proposal, project)
    lay_steps(project, by=by)
    PROJECT_FLOW.record(
        "born", project, by=by, data={"proposal": proposal.pk, "number": proposal.number}
    )
    return project


def _carry_rows(proposal: Proposal, project: Project) -> None:
    """Goals, roles, schedule, forms, fields and the budget, row by row and in their order."""
    Goal.objects.bulk_create(
        Goal(
            project=project,
            what=r.what,
            how_much=r.how_much,
            by_when=_settled(r.by_when),
            order=r.order,
        )
        for r in proposal.goals.all()
    )
    RoleItem.objects.bulk_create(
        RoleItem(project=project, stage=r.stage, item=r.item, bearer=r.bearer, order=r.order)
        for r in proposal.roles.all()
    )
    FormOfProject.objects.bulk_create(
        FormOfProject(project=project, number=r.number) for r in proposal.forms.all()
    )
    ProjectField.objects.bulk_create(
        ProjectField(project=project, number=r.number) for r in proposal.fields.all()
    )
    CostShare.objects.bulk_create(
        CostShare(
            project=project,
            category=line.category,
            payer=_payer_of(line.category),
            amount=_settled(line.amount),
            note=line.basis,
            order=line.order,
        )
        for line in proposal.budget.all()
        if line.side == BudgetSide.INCOME
    )
    ExpenseLine.objects.bulk_create(
        ExpenseLine(
            project=project,
            category=line.category,
            amount=_settled(line.amount),
            basis=line.basis,
            order=line.order,
        )
        for line in proposal.budget.all()
        if line.side == BudgetSide.EXPENSE
    )
    ScheduleLine.objects.bulk_create(
        ScheduleLine(project=project, when=r.when, what=r.what, bearer=r.bearer, order=r.order)
        for r in proposal.schedule.all()
    )


def _settled(value: T | None) -> T:
    """What a draft may leave open; nothing is adopted without it. Raises `ValueError`."""
    if value is None:
        raise ValueError("an adopted proposal leaves nothing open")
    return value


def _payer_of(category: str) -> str:
    """Who stands behind a line of income: the forms of practice §1.4 name the city's money 市の負担
    or 補助金 and the group's own 団体負担金 or 自己資金; fees and gifts are others'."""
    if category.startswith(("市", "補助", "委託")):
        return Payer.CITY
    return Payer.GROUP if category.startswith(("団体", "自己", "会費")) else Payer.OTHER
