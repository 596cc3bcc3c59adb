"""Versions signed over purpose, goals and roles keep their digest and their force. Beside the
newest of a project that has not ended, the whole terms are kept as they stand now: nobody signs because
of an upgrade, and the next change of any of them asks everybody. Where the plan says something else
at the moment, these are what the version holds with once the plan says again what was signed."""

import hashlib
import json
from typing import Any

from django.db import migrations

ROLES, WHOLE = 1, 2
OPEN = ("planning", "agreed", "active")
SIGNED = ("purpose", "goals", "roles")


def _name(row: Any, relation: str) -> str:
    known = getattr(row, relation)
    return known.name if known is not None else row.name or getattr(row, "kind_label", "")


def _terms(project: Any) -> dict[str, Any]:
    def rows(records: Any, *names: str) -> list[dict[str, Any]]:
        ordered = records.order_by("order", "pk")
        return [{name: getattr(row, name) for name in names} for row in ordered]

    goals = rows(project.goals, "pk", "what", "how_much", "by_when")
    return {
        "title": project.title,
        "purpose": project.purpose.strip(),
        "goals": [
            {
                "row": goal["pk"],
                "what": goal["what"],
                "how_much": goal["how_much"],
                "by_when": goal["by_when"].isoformat(),
            }
            for goal in goals
        ],
        "roles": rows(project.roles, "stage", "item", "bearer"),
        "period": {
            name: day.isoformat() if (day := getattr(project, name)) else None
            for name in ("starts_on", "ends_on")
        },
        "money": {
            "total": project.budget_total,
            "city": project.budget_city,
            "cap": project.budget_cap,
        },
        "costs": rows(project.costs, "category", "payer", "amount", "note"),
        "conditions": project.conditions.strip(),
        "parties": {
            "groups": [
                {"id": row.group_id, "name": _name(row, "group")}
                for row in project.partners.order_by("order", "pk").select_related("group")
            ],
            "departments": [
                {"id": row.department_id, "name": _name(row, "department")}
                for row in project.responsible_departments.order_by(
                    "order", "pk"
                ).select_related("department")
            ],
        },
    }


def _digest_of_roles(terms: dict[str, Any]) -> str:
    goals = [{k: goal[k] for k in ("what", "how_much", "by_when")} for goal in terms["goals"]]
    signed = {"purpose": terms["purpose"], "goals": goals, "roles": terms["roles"]}
    canonical = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def keep_baselines(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    agreements = apps.get_model("projects", "Agreement").objects.using(database)
    agreements.update(scheme=ROLES)
    newest: dict[int, Any] = {}
    held = agreements.filter(project__status__in=OPEN).order_by("project_id", "version")
    for agreement in held.select_related("project"):
        newest[agreement.project_id] = agreement
    for agreement in newest.values():
        signed = {part: agreement.terms[part] for part in SIGNED}
        agreement.baseline = {**_terms(agreement.project), **signed}
        agreement.save(update_fields=["baseline"])


def name_signatures(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    signatures = apps.get_model("projects", "Signature").objects.using(database)
    rows = signatures.select_related("partner__group", "department__department")
    named = []
    for row in rows:
        party, relation = (
            (row.partner, "group") if row.partner is not None else (row.department, "department")
        )
        row.party_name = _name(party, relation)[:200] if party is not None else ""
        named.append(row)
    signatures.bulk_update(named, ["party_name"], batch_size=500)


def forget_who_has_left(apps: Any, schema_editor: Any) -> None:
    """For whoever goes back: a signature stands there on a party of the project and on nothing else."""
    database = schema_editor.connection.alias
    signatures = apps.get_model("projects", "Signature").objects.using(database)
    signatures.filter(partner=None, department=None).delete()


def sign_roles_again(apps: Any, schema_editor: Any) -> None:
    """For whoever goes back: a version holds there by purpose, goals and roles."""
    database = schema_editor.connection.alias
    agreements = apps.get_model("projects", "Agreement").objects.using(database)
    for agreement in agreements.filter(scheme=WHOLE):
        agreement.digest = _digest_of_roles(agreement.terms)
        agreement.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("projects", "0011_amendments")]

    operations = [
        migrations.RunPython(keep_baselines, sign_roles_again),
        migrations.RunPython(name_signatures, forget_who_has_left),
    ]
