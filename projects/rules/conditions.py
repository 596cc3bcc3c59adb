"""Who says that a condition of adoption is met."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules.people import coordinates
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from projects.models import OPEN_STATUSES, Project
from projects.rules.projects import is_city_side, may_judge


def can_tick_conditions(person: Person, project: Project) -> Verdict:
    """The city set them: staff of a responsible department, and coordinators without an interest, as
    long as the project has not ended."""
    if project.status not in OPEN_STATUSES:
        return refuse(gettext("終わった事業の条件は、書きかえられません。"))
    if is_city_side(person, project):
        return ALLOWED
    if not coordinates(person, project):
        return not_yours(_("所管課と協働担当の職員"))
    return may_judge(person, project)
