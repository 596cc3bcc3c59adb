"""Who may read the documents of a group."""

from groups.models import GroupDocument
from groups.models.audiences import audiences_of
from groups.rules.groups import can_view, can_view_documents
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, first_refusal


def can_read_document(person: Person, document: GroupDocument) -> Verdict:
    """Whom the group opened it to, while they may see the group; the members and the coordinators read
    each."""
    if document.shown_to in audiences_of(person) and document.group.is_public:
        return ALLOWED
    return first_refusal(
        can_view(person, document.group), lambda: can_view_documents(person, document.group)
    )
