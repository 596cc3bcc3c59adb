"""Who may say something about a version of an agreement."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal
from projects.agreement.parties import voices_of
from projects.models import OPEN_STATUSES, Project

MEMBERS = _("この事業の団体の構成員と、所管課の職員")


def can_remark(person: Person, project: Project) -> Verdict:
    """The members of the parties, as long as an agreement is made or may change."""
    if not voices_of(person, project):
        return not_yours(MEMBERS)
    return first_refusal(
        allow_if(project.requires_agreement, gettext("この事業には、ここで結ぶ協定がありません。")),
        allow_if(
            project.status in OPEN_STATUSES,
            gettext("この事業は終わっているため、協定についての話し合いは書き足せません。"),
        ),
    )
