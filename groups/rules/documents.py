"""Who may read the documents of a group, and who keeps them."""

from django.utils.translation import gettext

from groups.models import DocumentKind, Group, GroupDocument, GroupStatus
from groups.models.audiences import audiences_of
from groups.rules.groups import can_edit, can_view, can_view_documents
from groups.rules.people import keeps_money_of
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, first_refusal, refuse


def can_read_document(person: Person, document: GroupDocument) -> Verdict:
    """Whom the group opened it to, while they may see the group; the members and the coordinators read
    each."""
    if document.shown_to in audiences_of(person) and document.group.is_public:
        return ALLOWED
    return first_refusal(
        can_view(person, document.group), lambda: can_view_documents(person, document.group)
    )


def kinds_kept_by(person: Person, group: Group) -> frozenset[str]:
    """Of which kinds this person keeps the documents: of all, who edits the group's page; of its money, its
    treasurer."""
    if can_edit(person, group):
        return frozenset(DocumentKind.values)
    is_treasurer = group.status != GroupStatus.DELETED and keeps_money_of(person, [group.pk])
    return frozenset({DocumentKind.ACCOUNTS.value}) if is_treasurer else frozenset()


def can_keep_documents(person: Person, group: Group) -> Verdict:
    """Who edits the group's page, and its treasurer."""
    return ALLOWED if kinds_kept_by(person, group) else can_edit(person, group)


def can_keep_kind(person: Person, group: Group, kind: str) -> Verdict:
    """One document of this kind."""
    if kind in kinds_kept_by(person, group):
        return ALLOWED
    return first_refusal(
        can_keep_documents(person, group),
        lambda: refuse(
            gettext(
                "会計の方が残せるのは、予算・決算の書類です。ほかの書類は、代表か管理者にお願いしてください。"
            )
        ),
    )
