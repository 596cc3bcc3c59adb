"""What the parties sign: the terms of a project as data, their digest, and whether they hold.

Terms are purpose, goals and roles (吉川市 rules 1 and 2), the period, who bears which cost up to what
ceiling, the conditions of adoption, the parties, the clauses and the amount the city decided. Their digest changes with any change of content
and with nothing else, so that "the same version" is a fact and not an impression.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projects.agreement.clauses import clauses_of
from projects.models import (
    Agreement,
    Partner,
    Project,
    ResponsibleDepartment,
    Scheme,
    Signature,
)

Terms = dict[str, Any]
"""The terms as plain data, as `terms_of` makes them."""

#: What counts of a row of each part: the rest of it is shown with the terms and not signed.
GOAL = ("what", "how_much", "by_when")
ROLE = ("stage", "item", "bearer")
COST = ("category", "payer", "amount", "note")
PERIOD = ("starts_on", "ends_on")
MONEY = ("total", "city", "cap")
CLAUSE = ("topic", "text")


def terms_of(project: Project) -> Terms:
    """The terms as they stand now: what is shown, signed and stored. Money is in whole yen. The title
    and the names stand with them, but who changes a name has not changed what was agreed."""
    return {
        "title": project.title,
        "purpose": project.purpose.strip(),
        "goals": [
            {
                "row": goal.pk,
                "what": goal.what,
                "how_much": goal.how_much,
                "by_when": goal.by_when.isoformat(),
            }
            for goal in project.goals.all()
        ],
        "roles": [_of(role, ROLE) for role in project.roles.all()],
        "period": {
            name: day.isoformat() if (day := getattr(project, name)) else None for name in PERIOD
        },
        "money": {
            "total": project.budget_total,
            "city": project.budget_city,
            "cap": project.budget_cap,
            "decided": project.budget_decided,
        },
        "costs": [_of(cost, COST) for cost in project.costs.all()],
        "conditions": project.conditions.strip(),
        "clauses": clauses_of(project),
        "parties": {
            "groups": [named(row.group_id, row.label) for row in project.partners.all()],
            "departments": [
                named(row.department_id, row.label) for row in project.responsible_departments.all()
            ],
        },
    }


def named(identity: int | None, name: str) -> dict[str, Any]:
    """A party as the terms name it: by its number, or by its name alone where it has no page here."""
    return {"id": identity, "name": name}


def identity_of(party: Mapping[str, Any]) -> str:
    """What stays the same of a party whatever it calls itself; a name where that is all there is."""
    return f"{party['id']}" if party["id"] is not None else f"={party['name']}"


def are_same_parties(before: Terms, after: Terms) -> bool:
    """Whether the same groups and departments take part, whatever they call themselves."""
    return _identities(before) == _identities(after)


def _identities(parties: Terms) -> Terms:
    return {side: sorted(map(identity_of, rows)) for side, rows in parties.items()}


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _parts(rows: list[Terms], names: tuple[str, ...]) -> list[Terms]:
    return [{name: row[name] for name in names} for row in rows]


def _first_scheme(terms: Terms) -> Terms:
    return {
        "purpose": terms["purpose"],
        "goals": _parts(terms["goals"], GOAL),
        "roles": _parts(terms["roles"], ROLE),
    }


def _whole(terms: Terms) -> Terms:
    return {
        **_first_scheme(terms),
        "period": terms["period"],
        "money": {name: terms["money"][name] for name in MONEY},
        "costs": _parts(terms["costs"], COST),
        "conditions": terms["conditions"],
        "parties": _identities(terms["parties"]),
    }


def _with_clauses(terms: Terms) -> Terms:
    """What is not there is not spelled out, so that terms without clauses and without an amount decided
    have the digest of the second scheme: who signed these, or is asked to, has signed the same."""
    signed = _whole(terms)
    if clauses := terms.get("clauses"):
        signed["clauses"] = _parts(clauses, CLAUSE)
    if (decided := terms["money"].get("decided")) is not None:
        signed["decided"] = decided
    return signed


SIGNED = {
    Scheme.ROLES: _first_scheme,
    Scheme.WHOLE: _whole,
    Scheme.CLAUSES: _with_clauses,
}
"""What a signature is on, by scheme."""


def digest_of(terms: Terms, scheme: int = Scheme.CLAUSES) -> str:
    """SHA-256 of what is signed of these terms, in one canonical spelling."""
    signed = SIGNED[Scheme(scheme)](terms)
    canonical = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_version_of(agreement: Agreement, terms: Terms) -> bool:
    """Whether the version still says what these terms say. One of an earlier scheme is held against
    all that stood beside it, so that it does not outlast a change of what it did not yet sign."""
    if agreement.digest != digest_of(terms, agreement.scheme):
        return False
    if agreement.scheme == Scheme.ROLES and agreement.baseline is None:
        return True
    return digest_of(agreement.whole_terms) == digest_of(terms)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the agreement of a project stands: the newest version, whether it is still what the
    plan says (`is_current`), and who has and has not signed it."""

    terms: Terms
    digest: str
    agreement: Agreement | None
    is_current: bool
    signatures: list[Signature]
    unsigned: list[Partner | ResponsibleDepartment]

    @property
    def in_force(self) -> bool:
        """Every party has signed what the plan says now."""
        return self.is_current and not self.unsigned

    @property
    def next_version(self) -> int:
        """The number of the version that would be signed now."""
        if self.agreement is None:
            return 1
        return self.agreement.version + (0 if self.is_current else 1)

    @property
    def scheme(self) -> int:
        """What a signature given now would be on: a version is signed by all as it was begun."""
        if self.agreement is not None and self.is_current:
            return self.agreement.scheme
        return Scheme.CLAUSES


def standing_of(project: Project) -> Standing:
    """Read the standing of a project's agreement: two queries more than the project's own rows,
    none where `agreements__signatures` is prefetched."""
    terms = terms_of(project)
    partners = {row.pk: row for row in project.partners.all()}
    departments = {row.pk: row for row in project.responsible_departments.all()}
    newest = max(project.agreements.all(), key=lambda row: row.version, default=None)
    is_current = newest is not None and is_version_of(newest, terms)
    signatures = list(newest.signatures.all()) if newest is not None and is_current else []
    for row in signatures:
        row.partner = partners.get(row.partner_id or 0)
        row.department = departments.get(row.department_id or 0)
    signed = {(row.partner_id, row.department_id) for row in signatures}
    parties: list[Partner | ResponsibleDepartment] = [
        *(row for row in partners.values() if (row.pk, None) not in signed),
        *(row for row in departments.values() if (None, row.pk) not in signed),
    ]
    return Standing(terms, digest_of(terms), newest, is_current, signatures, parties)


def was_signed_by_all(agreement: Agreement) -> bool:
    """Whether every party of a version has signed it. One of the first scheme may not know its parties:
    both sides have signed it, then, as far as is known."""
    parties = agreement.whole_terms.get("parties")
    needed = sum(len(rows) for rows in parties.values()) if parties else 2
    return len(agreement.signatures.all()) >= needed


def is_in_force(project: Project) -> bool:
    """Every party has signed the terms as they stand now."""
    return standing_of(project).in_force


def is_signed_by_all(project: Project) -> bool:
    """The terms were agreed here and hold: they change with everybody's signature and not before."""
    return project.requires_agreement and is_in_force(project)
