"""Saying something about a version of an agreement to the other parties."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import in_japanese, listed
from kyodo_portal.writing.locks import locked
from projects.agreement.parties import voices_of
from projects.agreement.terms import standing_of
from projects.flows.projects import PROJECT_FLOW, parties
from projects.models import DraftRemark, Project
from projects.rules.draft_remarks import can_remark


@transaction.atomic
def remark_on_draft(*, project: Project, by: Person, text: str) -> DraftRemark:
    """Keep what somebody says for their party about the terms as they stand now, and tell the others.
    Raises `PermissionDenied` or `MoveRefused`."""
    stored = locked(Project, pk=project.pk)
    can_remark(by, stored).enforce()
    with in_japanese():
        party = listed(voice.label for voice in voices_of(by, stored))[:200]
    remark = DraftRemark.objects.create(
        project=stored,
        version=standing_of(stored).next_version,
        text=text,
        party_name=party,
        written_by=account_of(by),
    )
    PROJECT_FLOW.record("remark", stored, by=by, data={"version": remark.version})
    letters.tell_others(
        parties(stored),
        by=by,
        about=stored,
        told=_("協定の案について、当事者が書きました"),
        note=text,
        next_step=_("協定のページで読み、答えを書けます。"),
        key=f"project.remark:{remark.pk}",
    )
    return remark
