"""Agreements signed over purpose, goals and roles hold as they did, and the next change asks everybody."""

from collections.abc import Generator
from typing import Any

from django.db import connection

from kyodo_portal.life.audit import AuditEntry
from projects.agreement.terms import standing_of
from projects.models import CostShare, Partner, Project
from tests.factories import make_department, make_group, make_project, make_user, sign_all

SIDES = {
    "agreed": "in force",
    "active": "in force",
    "completed": "in force",
    "planning": "one side",
    "changed": "signed again",
}


def make_all() -> dict[str, Project]:
    """A project of each kind, all of them signed; the money of one does not add up."""
    made = {}
    for name in SIDES:
        status = {"changed": "active"}.get(name, name)
        project = make_project(
            status=status,
            signed=False,
            groups=(make_group(),),
            departments=(make_department(),),
            budget_total=100_000,
            budget_city=70_000,
            clauses={"insurance": "保険に入る。"} if name == "completed" else {},
            budget_decided=70_000 if name == "completed" else None,
            conditions="雨の日は休む。",
        )
        Partner.objects.create(project=project, name="登録のない会", order=2)
        CostShare.objects.create(project=project, category="苗", payer="city", amount=1)
        agreement = sign_all(Project.objects.get(pk=project.pk))
        if name == "planning":
            agreement.signatures.filter(department__isnull=False).delete()
        if name == "changed":
            project.goals.update(how_much="20か所")
        made[name] = project
    return made


def standings(made: dict[str, Project]) -> dict[str, str]:
    told = {}
    for name, project in made.items():
        standing = standing_of(Project.objects.get(pk=project.pk))
        told[name] = (
            "in force"
            if standing.in_force
            else "one side"
            if standing.signatures
            else "signed again"
        )
    return told


def what_was_signed_before_holds_until_it_is_changed() -> Generator[None, Any, None]:
    made = make_all()
    Project.objects.filter(pk=made["agreed"].pk).update(budget_cap=70_000)
    assert standings(made)["agreed"] == "signed again"
    made["active"].agreements.get().signatures.create(party_name="外れた会", signed_by=make_user())

    yield
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET budget_cap = 50000 WHERE budget_cap = 70000")
    yield

    assert standings(made) == SIDES
    assert Project.objects.get(pk=made["agreed"].pk).budget_cap == 70_000
    (entry,) = AuditEntry.objects.of(made["agreed"])
    assert entry.data == {"before": 50_000, "after": 70_000}
    signed = made["active"].agreements.get()
    assert sorted(row.party_name for row in signed.signatures.all()) == sorted(
        [*made["active"].partner_names, *made["active"].department_names]
    )
    assert (signed.scheme, signed.whole_terms["money"]["total"]) == (1, 100_000)
    assert Project.objects.get(pk=made["completed"].pk).clauses == {}
    Project.objects.filter(pk=made["agreed"].pk).update(clauses={"insurance": "保険に入る。"})
    assert standings(made)["agreed"] == "signed again"
    made["changed"].goals.update(how_much="10か所")
    assert standings(made)["changed"] == "in force"
    Project.objects.filter(pk=made["changed"].pk).update(budget_total=80_000)
    assert standings(made)["changed"] == "signed again"
    made["active"].costs.update(amount=2)
    Project.objects.filter(pk=made["completed"].pk).update(budget_total=80_000)
    after = standings(made)
    assert (after["active"], after["completed"]) == ("signed again", "in force")
