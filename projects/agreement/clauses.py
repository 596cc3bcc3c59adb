"""The clauses of an agreement: what it says of liability, insurance, personal data and the rest."""

from kyodo_portal.cities import city
from projects.models import Project, Topic


def clauses_of(project: Project) -> list[dict[str, str]]:
    """The clauses as they stand, in the order of an agreement; what says nothing is none."""
    said = {topic: text.strip() for topic, text in project.clauses.items()}
    return [{"topic": topic.value, "text": said[topic]} for topic in Topic if said.get(topic.value)]


def by_topic(clauses: list[dict[str, str]]) -> dict[str, str]:
    """Clauses of terms as the column of a project keeps them."""
    return {clause["topic"]: clause["text"] for clause in clauses}


def templates_for(form: int) -> dict[str, str]:
    """What the city proposes to say in an agreement of this form, by topic: what it wrote for the form,
    or else for all of them."""
    written = city().clauses[
        ::-1
    ]  # the city's own come first, and stand in the place of the common
    general = {row.topic: row.text for row in written if not row.forms}
    return general | {row.topic: row.text for row in written if form in row.forms}
