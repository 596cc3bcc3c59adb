"""Signing the agreement, for every party that somebody speaks for."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.agreement.parties import signs_for, speaks_for
from projects.agreement.terms import standing_of
from projects.flows.projects import PROJECT_FLOW, parties
from projects.models import (
    Agreement,
    Partner,
    Project,
    ProjectStatus,
    ResponsibleDepartment,
    Signature,
)
from projects.register.event_days import midnight
from projects.rules import projects as rules


@transaction.atomic
def sign_agreement(
    *,
    project: Project,
    by: Person,
    digest: str,
    paper_for: Partner | None = None,
    signer_name: str = "",
    signed_on: dt.date | None = None,
) -> Agreement:
    """Sign the terms the person has just read, for every party they speak for.

    `digest` is of the terms that were on their screen: when the plan has changed since, nothing is
    signed and the refusal says so. A member of the responsible staff may record, with `paper_for`
    and `signer_name`, the paper signature of a partner that has no account here, given on the day
    `signed_on`. The last signature
    puts the agreement in force. Raises `MoveRefused` or `PermissionDenied`.
    """
    project = locked(Project, pk=project.pk)
    rules.can_be_signed_by_parties(by, project).enforce()
    standing = standing_of(project)
    if digest != standing.digest:
        raise MoveRefused(
            gettext(
                "読んでいただいた後に、協定の内容が変わりました。"
                "新しい内容を読んでから、もう一度署名してください。"
            )
        )
    agreement = standing.agreement
    if agreement is None or not standing.is_current:
        agreement = Agreement.objects.create(
            project=project,
            version=standing.next_version,
            terms=standing.terms,
            digest=standing.digest,
        )
    signatures = _signatures_of(project, by, agreement, paper_for, signer_name)
    waiting = {(type(row), row.pk) for row in standing.unsigned}
    new = [
        row
        for row in signatures
        if (type(row.partner or row.department), (row.partner_id or row.department_id)) in waiting
    ]
    if not new:
        raise MoveRefused(
            gettext("この内容には、すでに署名しています。相手の署名をお待ちください。")
        )
    for row in new:
        row.party_name = row.party_label
        if row.on_paper and signed_on is not None:
            row.signed_at = midnight(signed_on)
    Signature.objects.bulk_create(new)
    PROJECT_FLOW.record(
        "sign",
        project,
        by=by,
        data={"version": agreement.version, "parties": [row.party_label for row in new]},
    )
    if standing_of(project).in_force:
        if project.status == ProjectStatus.PLANNING:
            PROJECT_FLOW.make("agree", project, by=by)
    else:
        letters.tell_others(
            parties(project),
            by=by,
            about=project,
            told=_("協定に署名がありました"),
            next_step=_("協定のページで内容を確かめ、署名してください。"),
            key=f"project.sign:{agreement.pk}:{len(waiting) - len(new)}",
        )
    return agreement


def _signatures_of(
    project: Project, by: Person, agreement: Agreement, paper_for: Partner | None, signer_name: str
) -> list[Signature]:
    """The signatures this person may give: for their groups, their departments, or on paper."""
    if paper_for is not None:
        if paper_for.group_id is not None or not rules.is_city_side(by, project):
            raise MoveRefused(
                gettext(
                    "紙の署名は、このサイトに登録のない団体についてだけ、所管課の職員が記録できます。"
                )
            )
        if not signer_name.strip():
            raise MoveRefused(gettext("紙に署名した人の名前を書いてから、もう一度押してください。"))
        return [
            Signature(
                agreement=agreement,
                partner=paper_for,
                signed_by=account_of(by),
                signer_name=signer_name.strip(),
                on_paper=True,
            )
        ]
    if len({type(row) for row in speaks_for(by, project)}) > 1:
        raise MoveRefused(
            gettext(
                "団体と市の両方に属しているため、一人で双方の署名をすることはできません。"
                "どちらかの署名は、別の方にお願いしてください。"
            )
        )
    rules.can_give_a_signature(by, project).enforce()
    return [
        Signature(
            agreement=agreement,
            partner=row if isinstance(row, Partner) else None,
            department=row if isinstance(row, ResponsibleDepartment) else None,
            signed_by=account_of(by),
        )
        for row in signs_for(by, project)
    ]
