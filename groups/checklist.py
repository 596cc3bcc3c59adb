"""The checklist by which a group is registered: the city's lines as they were when the group applied."""

from groups.models import EligibilityAnswer, Group
from kyodo_portal.cities import city


def checklist_of(group: Group | None) -> list[EligibilityAnswer]:
    """What a group is asked: the lines it was asked when it applied, whatever the city asks by now. Who
    has not applied yet is asked what the city asks today; those lines are not stored."""
    asked = [] if group is None or group.pk is None else list(group.eligibility.all())
    return asked or [
        EligibilityAnswer(group=group, key=rule.key, label=rule.label, explanation=rule.explanation)
        for rule in city().enabled_eligibility
    ]
