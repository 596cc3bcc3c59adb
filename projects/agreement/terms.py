"""What the parties sign: the terms of a project as data, their digest, and whether they hold.

Terms are purpose, goals and roles (吉川市 rules 1 and 2). Their digest changes with any change of
content and with nothing else, so that "the same version" is a fact and not an impression.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from projects.models import Agreement, Partner, Project, ResponsibleDepartment, Signature


def terms_of(project: Project) -> dict[str, Any]:
    """The terms as they stand now, as plain data: what is shown, signed and stored."""
    return {
        "title": project.title,
        "purpose": project.purpose.strip(),
        "goals": [
            {"what": goal.what, "how_much": goal.how_much, "by_when": goal.by_when.isoformat()}
            for goal in project.goals.all()
        ],
        "roles": [
            {"stage": role.stage, "item": role.item, "bearer": role.bearer}
            for role in project.roles.all()
        ],
        "parties": {
            "groups": [partner.label for partner in project.partners.all()],
            "departments": [row.label for row in project.responsible_departments.all()],
        },
    }


#: What a signature is on. The title and the parties' names are shown with it, but a group that
#: changes its name has not changed what it agreed to.
SIGNED = ("purpose", "goals", "roles")


def digest_of(terms: dict[str, Any]) -> str:
    """SHA-256 of purpose, goals and roles in one canonical spelling."""
    signed = {key: terms[key] for key in SIGNED}
    canonical = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the agreement of a project stands: the newest version, whether it is still what the
    plan says, and who has and has not signed it."""

    terms: dict[str, Any]
    digest: str
    agreement: Agreement | None
    signatures: list[Signature]
    unsigned: list[Partner | ResponsibleDepartment]

    @property
    def is_current(self) -> bool:
        """The newest version says what the plan says now."""
        return self.agreement is not None and self.agreement.digest == self.digest

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


def standing_of(project: Project) -> Standing:
    """Read the standing of a project's agreement: two queries more than the project's own rows,
    none where `agreements__signatures` is prefetched."""
    terms = terms_of(project)
    digest = digest_of(terms)
    partners = {row.pk: row for row in project.partners.all()}
    departments = {row.pk: row for row in project.responsible_departments.all()}
    newest = max(project.agreements.all(), key=lambda row: row.version, default=None)
    current = newest is not None and newest.digest == digest
    signatures = list(newest.signatures.all()) if newest is not None and current else []
    for row in signatures:
        row.partner = partners.get(row.partner_id or 0)
        row.department = departments.get(row.department_id or 0)
    signed = {(row.partner_id, row.department_id) for row in signatures}
    parties: list[Partner | ResponsibleDepartment] = [
        *(row for row in partners.values() if (row.pk, None) not in signed),
        *(row for row in departments.values() if (None, row.pk) not in signed),
    ]
    return Standing(terms, digest, newest, signatures, parties)


def is_in_force(project: Project) -> bool:
    """Every party has signed the terms as they stand now."""
    return standing_of(project).in_force
