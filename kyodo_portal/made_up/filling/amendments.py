"""What the projects of a made-up city signed, changed, and are talking about changing."""

import datetime as dt
from copy import deepcopy
from typing import Any

from django.utils import timezone

from groups.models import User
from projects.agreement.parties import asked_by
from projects.agreement.terms import digest_of, terms_of
from projects.models import (
    Agreement,
    Amendment,
    AmendmentStatus,
    AskedParty,
    Project,
    ProjectStatus,
    Signature,
)

AMENDED_EVERY = 5
"""One of so many projects under way has a changed agreement, and is talking about a further change."""

REASON = "参加する人が増え、会場と材料が足りなくなったため。"


def make_amendments(projects: list[Project], *, by: User, batch: int) -> int:
    """For every fifth of these projects that is under way: a first version, the second that came of an
    amendment and says what the project says, and an amendment that waits. Returns how many amendments."""
    under_way = [project for project in projects if project.status == ProjectStatus.ACTIVE]
    amended = under_way[::AMENDED_EVERY]
    terms = {project.pk: terms_of(project) for project in amended}
    versions = [
        Agreement(project=project, version=number, terms=told, digest=digest_of(told))
        for project in amended
        for number, told in ((1, _with(terms[project.pk], -10_000)), (2, terms[project.pk]))
    ]
    Agreement.objects.bulk_create(versions, batch_size=batch)
    Signature.objects.bulk_create(
        [_signature(version, party, by) for version in versions for party in _parties(version)],
        batch_size=batch,
    )
    amendments, asked = [], []
    for project, first, second in zip(amended, versions[::2], versions[1::2], strict=True):
        further = _with(terms[project.pk], 20_000)
        agreed = _amendment(project, 1, first, terms[project.pk], by)
        agreed.status, agreed.ended_at = AmendmentStatus.AGREED, agreed.created_at
        agreed.agreement = second
        waiting = _amendment(project, 2, second, further, by)
        for amendment, is_signed in ((agreed, True), (waiting, False)):
            amendments.append(amendment)
            for party in asked_by(project, amendment.terms):
                party.amendment = amendment
                if is_signed:
                    party.signed_by, party.signed_at = by, agreed.ended_at
                asked.append(party)
    Amendment.objects.bulk_create(amendments, batch_size=batch)
    AskedParty.objects.bulk_create(asked, batch_size=batch)
    return len(amendments)


def _with(terms: dict[str, Any], more: int) -> dict[str, Any]:
    """The same terms with so many yen more for the groups' first line, and for the whole."""
    changed = deepcopy(terms)
    changed["costs"][-1]["amount"] += more
    changed["money"]["total"] += more
    return changed


def _parties(version: Agreement) -> list[Any]:
    project = version.project
    return [*project.partners.all(), *project.responsible_departments.all()]


def _signature(version: Agreement, party: Any, by: User) -> Signature:
    column = "partner" if hasattr(party, "group_id") else "department"
    return Signature(agreement=version, signed_by=by, party_name=party.label, **{column: party})


def _amendment(
    project: Project, number: int, base: Agreement, terms: dict[str, Any], by: User
) -> Amendment:
    return Amendment(
        project=project,
        number=number,
        base=base,
        terms=terms,
        digest=digest_of(terms),
        reason=REASON,
        proposed_by=by,
        proposed_as="協働担当",
        created_at=timezone.now() - dt.timedelta(days=20 - 10 * number),
    )
