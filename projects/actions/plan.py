"""Saving the plan and the results of a project, with what follows for the agreement."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.actions.parties import parties_watched
from projects.agreement.money import can_be_paid_as
from projects.agreement.terms import Standing, Terms, digest_of, standing_of, terms_of
from projects.flows.projects import PROJECT_FLOW, parties
from projects.models import Project, ProjectStatus
from projects.road.laying import lay_steps
from projects.rules import projects as rules
from projects.rules.between_citizens import can_stay_so


@transaction.atomic
def save_plan(*, project: Project, by: Person, write: Callable[[Project], None]) -> bool:
    """Save a change of the plan and find out whether the terms changed with it.

    `write` does the saving (of a form and its rows); it is given the locked project, and what it
    raises gives everything up. What every party has signed stays as it is: it changes by an
    amendment (`propose_change`). Where only some have signed, they are asked again; when the terms
    are once more exactly what everybody signed, the agreement holds as before.

    Returns whether the terms changed. Raises `MoveRefused` where they may not, or where the money
    does not add up; then nothing is kept.
    """
    stored = locked(Project, pk=project.pk)
    rules.can_edit(by, stored).enforce()
    before = standing_of(stored)
    with parties_watched(stored, by=by):
        write(stored)
    after_project = Project.objects.get(pk=project.pk)
    if not (so := can_stay_so(after_project)):
        raise MoveRefused(so.reason)
    lay_steps(after_project, by=by)
    after = standing_of(after_project)
    changed = after.digest != before.digest
    if changed:
        _refuse_signed_over(after_project, before, after.terms)
    asks_again = changed and after_project.requires_agreement and not after.in_force
    asks_active = asks_again and after_project.status == ProjectStatus.ACTIVE
    PROJECT_FLOW.record(
        "edit",
        after_project,
        by=by,
        label="署名する内容を変えた" if changed else "計画を書き直した",
        data={"terms_changed": changed, "signed_again_while_active": asks_active},
    )
    if asks_active or (asks_again and before.signatures):
        _ask_to_sign_again(after_project, by=by)
    elif changed and after.in_force and after_project.status == ProjectStatus.PLANNING:
        # The plan reads again as everybody has signed it: nobody has to sign a second time.
        PROJECT_FLOW.make("agree", after_project, by=by)
    return changed


def _refuse_signed_over(project: Project, before: Standing, after: Terms) -> None:
    if project.requires_agreement and before.in_force:
        raise MoveRefused(
            gettext(
                "全員が署名した内容は、書き直すだけでは変えられません。"
                "計画のページから変更案として出し、双方の署名をそろえてください。"
            )
        )
    if any(before.terms[part] != after[part] for part in ("money", "costs")):
        verdict = can_be_paid_as(after)
        if not verdict:
            raise MoveRefused(verdict.reason)


def _ask_to_sign_again(project: Project, *, by: Person) -> None:
    letters.tell_others(
        parties(project),
        by=by,
        about=project,
        told=_("署名のあとに、協定の内容が変わりました"),
        next_step=_("協定のページで変わったところを確かめ、もう一度署名してください。"),
        key=f"project.sign_again:{project.pk}:{digest_of(terms_of(project))[:12]}",
    )


@transaction.atomic
def save_results(*, project: Project, by: Person, write: Callable[[Project], None]) -> None:
    """Save what came of the project and of its goals. `write` is as in `save_plan`."""
    stored = locked(Project, pk=project.pk)
    rules.can_write_results(by, stored).enforce()
    write(stored)
    PROJECT_FLOW.record("results", stored, by=by)
