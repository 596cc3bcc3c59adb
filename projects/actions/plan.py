"""Saving the plan and the results of a project, with what follows for the agreement."""

from collections.abc import Callable

from django.db import transaction

from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects import rules
from projects.actions.parties import parties_watched
from projects.agreement.terms import digest_of, standing_of, terms_of
from projects.flows import PROJECT_FLOW, parties
from projects.models import Project, ProjectStatus


@transaction.atomic
def save_plan(*, project: Project, by: Person, write: Callable[[Project], None]) -> bool:
    """Save a change of the plan and find out whether the agreed terms changed with it.

    `write` does the saving (of a form and its rows); it is given the locked project, and what it
    raises gives everything up. When the terms are no longer those that were
    signed, an agreed project goes back to planning and an active one asks both sides to sign again;
    when they are once more exactly what everybody signed, the agreement holds as before.
    Returns whether the terms changed.
    """
    stored = locked(Project, pk=project.pk)
    rules.can_edit(by, stored).enforce()
    before = standing_of(stored)
    with parties_watched(stored, by=by):
        write(stored)
    after_project = Project.objects.get(pk=project.pk)
    after = standing_of(after_project)
    changed = after.digest != before.digest
    asks_again = changed and after_project.requires_agreement and not after.in_force
    reopens = asks_again and after_project.status == ProjectStatus.AGREED
    asks_active = asks_again and after_project.status == ProjectStatus.ACTIVE
    PROJECT_FLOW.record(
        "edit",
        after_project,
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


def _ask_to_sign_again(project: Project, *, by: Person) -> None:
    letters.tell_others(
        parties(project),
        by=by,
        about=project,
        told="署名のあとに、目的・目標・役割分担が変わりました",
        next_step="協定のページで変わったところを確かめ、もう一度署名してください。",
        key=f"project.sign_again:{project.pk}:{digest_of(terms_of(project))[:12]}",
    )


@transaction.atomic
def save_results(*, project: Project, by: Person, write: Callable[[Project], None]) -> None:
    """Save what came of the project and of its goals. `write` is as in `save_plan`."""
    stored = locked(Project, pk=project.pk)
    rules.can_write_results(by, stored).enforce()
    write(stored)
    PROJECT_FLOW.record("results", stored, by=by)
