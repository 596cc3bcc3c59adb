"""An amendment that every party has signed becomes what the project says."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models

from kyodo_portal import search
from kyodo_portal.words.text import fiscal_year
from projects.agreement.clauses import by_topic
from projects.agreement.terms import (
    COST,
    PERIOD,
    ROLE,
    Terms,
    digest_of,
    identity_of,
    named,
    terms_of,
)
from projects.models import (
    Agreement,
    Amendment,
    AskedParty,
    CostShare,
    Goal,
    Partner,
    Project,
    ResponsibleDepartment,
    RoleItem,
    Signature,
)


def land(amendment: Amendment) -> Agreement:
    """Write the new terms into the project and its rows, and keep them as a version with the
    signatures given. Runs inside the transaction of the last signature, with the project locked.
    Raises `ValueError` where the project would not say what was signed; then nothing is kept."""
    project = Project.objects.get(pk=amendment.project_id)
    terms: Terms = amendment.terms
    _write_columns(project, terms)
    _write_goals(project, terms["goals"])
    _write_rows(RoleItem, project, terms["roles"], ROLE)
    _write_rows(CostShare, project, terms["costs"], COST)
    _write_parties(Partner, "group", project, terms["parties"]["groups"])
    _write_parties(ResponsibleDepartment, "department", project, terms["parties"]["departments"])
    written = Project.objects.get(pk=project.pk)
    now = terms_of(written)
    if digest_of(now) != amendment.digest:
        raise ValueError(f"{amendment}: the project does not say what was signed")
    search.index(written)
    agreement = Agreement.objects.create(
        project=written,
        version=max(row.version for row in written.agreements.all()) + 1,
        terms=now,
        digest=amendment.digest,
    )
    Signature.objects.bulk_create(_signatures(agreement, written, amendment.asked.all()))
    return agreement


def results_dropped(project: Project, terms: Terms) -> list[str]:
    """What was written of goals that the new terms no longer have, so that the record keeps it."""
    stay = {row["row"] for row in terms["goals"]}
    return [
        f"{goal.what}：{goal.result}"
        for goal in project.goals.all()
        if goal.result and goal.pk not in stay
    ]


def _write_columns(project: Project, terms: Terms) -> None:
    money = terms["money"]
    before = project.ends_on
    project.purpose = terms["purpose"]
    project.starts_on, project.ends_on = (_day(terms["period"][name]) for name in PERIOD)
    if project.ends_on is not None and project.ends_on != before:
        project.fiscal_year_end = max(project.fiscal_year, fiscal_year(project.ends_on))
    project.budget_total, project.budget_city = money["total"], money["city"]
    project.budget_cap, project.budget_decided = money["cap"], money.get("decided")
    project.conditions = terms["conditions"]
    project.clauses = by_topic(terms.get("clauses", []))
    columns = ["purpose", "starts_on", "ends_on", "fiscal_year_end", "conditions", "clauses"]
    amounts = ["budget_total", "budget_city", "budget_cap", "budget_decided"]
    project.save(update_fields=[*columns, *amounts, "updated_at"])


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _write_goals(project: Project, rows: list[Terms]) -> None:
    """A goal that goes on keeps its row, and with it what came of it so far."""
    there = {goal.pk: goal for goal in project.goals.all()}
    for order, row in enumerate(rows):
        goal = there.pop(row["row"], None) or Goal(project=project)
        goal.what, goal.how_much = row["what"], row["how_much"]
        goal.by_when, goal.order = dt.date.fromisoformat(row["by_when"]), order
        goal.save()
    Goal.objects.filter(pk__in=there).delete()


def _write_rows(
    model: type[RoleItem] | type[CostShare],
    project: Project,
    rows: list[Terms],
    names: tuple[str, ...],
) -> None:
    there: list[Any] = list(model._default_manager.filter(project=project))
    for order, row in enumerate(rows):
        record = there.pop(0) if there else model(project=project)
        for name in names:
            setattr(record, name, row[name])
        record.order = order
        record.save()
    for record in there:
        record.delete()


def _write_parties(
    model: type[models.Model], column: str, project: Project, parties: list[Terms]
) -> None:
    there = {
        identity_of(named(getattr(row, f"{column}_id"), row.label)): row
        for row in _rows_of(model, project)
    }
    for order, party in enumerate(parties):
        row = there.pop(identity_of(party), None)
        if row is None:
            names = {"name": party["name"], **party.get("more", {})}
            known = {f"{column}_id": party["id"]} if party["id"] is not None else names
            row = model(project=project, **known)
        row.order = order
        row.save()
    for row in there.values():
        row.delete()


def _rows_of(model: type[models.Model], project: Project) -> Iterable[Any]:
    return model._default_manager.filter(project=project)


def _signatures(
    agreement: Agreement, project: Project, asked: Iterable[AskedParty]
) -> list[Signature]:
    """What each party signed, on the row it has now; of one that has left, under its name alone."""
    rows: dict[tuple[str, str], Any] = {
        ("group", identity_of(named(row.group_id, row.label))): row
        for row in project.partners.all()
    }
    rows |= {
        ("city", identity_of(named(row.department_id, row.label))): row
        for row in project.responsible_departments.all()
    }
    made = []
    for party in asked:
        if party.signed_at is None:
            continue
        identity = identity_of(named(party.group_id or party.department_id, party.name))
        row = rows.get((str(party.side), identity))
        made.append(
            Signature(
                agreement=agreement,
                partner=row if isinstance(row, Partner) else None,
                department=row if isinstance(row, ResponsibleDepartment) else None,
                party_name=party.name,
                signed_by=party.signed_by,
                signer_name=party.signer_name,
                on_paper=party.on_paper,
                signed_at=party.signed_at,
            )
        )
    return made
