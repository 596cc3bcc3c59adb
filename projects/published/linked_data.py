"""A project in the vocabulary of schema.org."""

from typing import Any

from groups.published.linked_data import organisation
from kyodo_portal.web.linked_data import absolute, city_body, described
from projects.models import Project


def linked_data_of(project: Project) -> dict[str, Any] | None:
    """The project with its two sides, as its page shows it; None while it is not public."""
    if not project.is_published:
        return None
    partners = [
        organisation(partner.group) if partner.group and partner.group.is_public
        else {"@type": "Organization", "name": partner.label}
        for partner in project.partners.all()
    ]  # fmt: skip
    return described(
        "Project",
        name=project.title,
        description=project.summary or project.purpose,
        url=absolute(project.get_absolute_url()),
        foundingDate=project.starts_on,
        dissolutionDate=project.ends_on,
        member=[*partners, city_body()],
    )
