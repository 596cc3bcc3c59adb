"""The terms as a form has them, before anything of them is stored."""

from collections.abc import Mapping
from typing import Any

from projects.agreement.terms import COST, ROLE, Terms, named, terms_of
from projects.forms.rows import rows_kept
from projects.models import Project


def terms_in(project: Project, tables: Mapping[str, Any]) -> Terms:
    """The terms of a form that can be read: its columns stand in `project`, as a valid form puts them
    there; `tables` are its rows by the name of their relation. A table that the form lacks is as
    stored."""
    terms = terms_of(project)
    if goals := tables.get("goals"):
        terms["goals"] = [
            {
                "row": form.instance.pk,
                "what": form.cleaned_data["what"],
                "how_much": form.cleaned_data["how_much"],
                "by_when": form.cleaned_data["by_when"].isoformat(),
            }
            for form in rows_kept(goals)
        ]
    for key, names in (("roles", ROLE), ("costs", COST)):
        if rows := tables.get(key):
            terms[key] = [
                {name: form.cleaned_data[name] for name in names} for form in rows_kept(rows)
            ]
    for key, table, relation in (
        ("groups", "partners", "group"),
        ("departments", "responsible_departments", "department"),
    ):
        if rows := tables.get(table):
            terms["parties"][key] = [
                _party(form.cleaned_data, relation) for form in rows_kept(rows)
            ]
    return terms


def _party(row: Mapping[str, Any], relation: str) -> dict[str, Any]:
    chosen = row.get(relation)
    if chosen is not None:
        return named(chosen.pk, chosen.name)
    kind = row.get("kind_label", "")
    party = named(None, row.get("name", "") or kind)
    return {**party, "more": {"kind_label": kind}} if kind else party
