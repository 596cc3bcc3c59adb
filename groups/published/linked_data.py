"""A group in the vocabulary of schema.org: without any way to reach its people."""

from typing import Any

from groups.models import Group, GroupKind
from kyodo_portal.web.linked_data import absolute, described

TYPES: dict[str, str] = {
    GroupKind.NPO: "NGO",
    GroupKind.VOLUNTEER: "NGO",
    GroupKind.UNIVERSITY: "EducationalOrganization",
}
"""What schema.org calls a kind of group; any other is an organisation."""


def organisation(group: Group) -> dict[str, Any]:
    """The group as a part of another description."""
    return {
        "@type": TYPES.get(group.kind, "Organization"),
        "name": group.name,
        "url": absolute(group.get_absolute_url()),
    }


def linked_data_of(group: Group) -> dict[str, Any] | None:
    """The group as its page shows it; None while it is not public."""
    if not group.is_public:
        return None
    facts = organisation(group)
    return described(
        facts.pop("@type"),
        **facts,
        description=group.lead,
        foundingDate=group.founded_on,
        areaServed=group.area,
        sameAs=group.shown("website"),
    )
