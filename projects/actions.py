"""Writes that span a project's records: signing, saving the plan, reporting, publishing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from groups.rules import manages, works_in
from kyodo_portal import search
from kyodo_portal.life import audit
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post import letters
from projects import rules
from projects.agreement import digest_of, standing_of, terms_of
from projects.flows import PROJECT_FLOW, parties
from projects.models import (
    Agreement,
    Partner,
    Project,
    ProjectStatus,
    Signature,
    Update,
    UpdatePhoto,
)
from projects.parties import Voice


def _locked(project: Project) -> Project:
    """The project, locked against a second writer for the rest of the transaction."""
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


@transaction.atomic
def sign_agreement(
    *,
    project: Project,
    by: Any,
    digest: str,
    paper_for: Partner | None = None,
    signer_name: str = "",
) -> Agreement:
    """Sign the terms the person has just read, for every party they speak for.

    `digest` is of the terms that were on their screen: when the plan has changed since, nothing is
    signed and the refusal says so. A member of the responsible staff may record, with `paper_for`
    and `signer_name`, the paper signature of a partner that has no account here. The last signature
    puts the agreement in force. Raises `MoveRefused` or `PermissionDenied`.
    """
    project = _locked(project)
    rules.can_sign(by, project).enforce()
    standing = standing_of(project)
    if digest != standing.digest:
        raise MoveRefused(
            gettext(
                "読んでいただいた後に、目的・目標・役割分担のどれかが変わりました。"
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
    Signature.objects.bulk_create(new)
    audit.record(
        action="project.sign",
        target=project,
        by=by,
        label="協定に署名した",
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
            told="協定に署名がありました",
            next_step="協定のページで内容を確かめ、署名してください。",
            key=f"project.sign:{agreement.pk}:{len(waiting) - len(new)}",
        )
    return agreement


def _signatures_of(
    project: Project, by: Any, agreement: Agreement, paper_for: Partner | None, signer_name: str
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
                signed_by=by,
                signer_name=signer_name.strip(),
                on_paper=True,
            )
        ]
    groups = [
        Signature(agreement=agreement, partner=row, signed_by=by)
        for row in project.partners.all()
        if manages(by, [row.group_id])
    ]
    departments = [
        Signature(agreement=agreement, department=row, signed_by=by)
        for row in project.responsible_departments.all()
        if works_in(by, [row.department_id])
    ]
    if groups and departments:
        raise MoveRefused(
            gettext(
                "団体と市の両方に属しているため、一人で双方の署名をすることはできません。"
                "どちらかの署名は、別の方にお願いしてください。"
            )
        )
    return groups or departments


@transaction.atomic
def save_plan(*, project: Project, by: Any, write: Callable[[Project], None]) -> bool:
    """Save a change of the plan and find out whether the agreed terms changed with it.

    `write` does the saving (of a form and its rows); it is given the locked project, and what it
    raises gives everything up. When the terms are no longer those that were
    signed, an agreed project goes back to planning and an active one asks both sides to sign again;
    when they are once more exactly what everybody signed, the agreement holds as before.
    Returns whether the terms changed.
    """
    locked = _locked(project)
    rules.can_edit(by, locked).enforce()
    before = standing_of(locked)
    write(locked)
    after_project = Project.objects.get(pk=project.pk)
    after = standing_of(after_project)
    changed = after.digest != before.digest
    asks_again = changed and after_project.requires_agreement and not after.in_force
    reopens = asks_again and after_project.status == ProjectStatus.AGREED
    asks_active = asks_again and after_project.status == ProjectStatus.ACTIVE
    audit.record(
        action="project.edit",
        target=after_project,
        by=by,
        label="目的・目標・役割分担を変えた" if changed else "計画を書き直した",
        data={"terms_changed": changed, "signed_again_while_active": asks_active},
    )
    if reopens:
        PROJECT_FLOW.make("reopen", after_project, by=by)
    elif asks_active or (asks_again and before.signatures):
        _ask_to_sign_again(after_project, by=by)
    elif changed and after.in_force and after_project.status == ProjectStatus.PLANNING:
        # The plan reads again as everybody has signed it: nobody has to sign a second time.
        PROJECT_FLOW.make("agree", after_project, by=by)
    return changed


def _ask_to_sign_again(project: Project, *, by: Any) -> None:
    letters.tell_others(
        parties(project),
        by=by,
        about=project,
        told="署名のあとに、目的・目標・役割分担が変わりました",
        next_step="協定のページで変わったところを確かめ、もう一度署名してください。",
        key=f"project.sign_again:{project.pk}:{digest_of(terms_of(project))[:12]}",
    )


@transaction.atomic
def save_results(*, project: Project, by: Any, write: Callable[[Project], None]) -> None:
    """Save what came of the project and of its goals. `write` is as in `save_plan`."""
    locked = _locked(project)
    rules.can_write_results(by, locked).enforce()
    write(locked)
    audit.record(action="project.results", target=locked, by=by, label="結果を書いた")


@transaction.atomic
def post_update(
    *,
    project: Project,
    by: Any,
    voice: Voice,
    update: Update,
    key: UUID,
    photos: list[dict[str, Any]],
) -> Update:
    """Publish a progress report under the name of the side it is told by, its photos with it.

    `photos` are rows of `file` (checked and rebuilt) and `caption`. `key` makes the same form sent
    twice one report (see `kyodo_portal.writing.once`).
    """
    locked = _locked(project)
    rules.can_post_update(by, locked).enforce()
    update.project, update.posted_by, update.submission_key = locked, by, key
    update.side, update.side_label = voice.side, voice.label
    update.save()
    for row in photos:
        photo, caption = row["file"], row["caption"]
        UpdatePhoto.from_checked(
            photo, by=by, update=update, caption=caption, width=photo.width, height=photo.height
        ).save()
    audit.record(
        action="project.post_update",
        target=locked,
        by=by,
        label="進捗を報告した",
        data={"update": update.pk, "side": voice.side, "photos": len(photos)},
    )
    return update


@transaction.atomic
def publish_project(*, project: Project, by: Any) -> None:
    """Show a project to everybody (rule 3). Doing it again changes nothing."""
    now = timezone.now()
    if Project.objects.filter(pk=project.pk, published_at=None).update(published_at=now):
        project.published_at = now
        search.index(project)
        audit.record(action="project.publish", target=project, by=by, label="事業を公開した")
