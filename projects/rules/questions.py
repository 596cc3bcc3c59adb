"""Who may ask a project, and who answers."""

from django.utils.translation import gettext

from groups.rules.people import is_coordinator, manages
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, refuse
from projects.models import Project, Question
from projects.rules.projects import PARTIES, is_city_side, is_group_side


def can_ask(person: Person, project: Project) -> Verdict:
    """Everybody who is not of either side, of the city's own published project."""
    if is_group_side(person, project) or is_city_side(person, project):
        return refuse(gettext("ご自身の側の事業です。質問は、ほかの方から届きます。"))
    if project.elsewhere:
        return refuse(gettext("ほかの市の記録です。質問は、その市にお願いします。"))
    return allow_if(project.is_published, gettext("この事業は、まだ公開されていません。"))


def may_answer(person: Person, question: Question) -> Verdict:
    """Both sides of the project, and the coordinators where nobody does."""
    project = question.project
    theirs = is_group_side(person, project) or is_city_side(person, project)
    return ALLOWED if theirs or is_coordinator(person) else not_yours(PARTIES)


def can_be_public(question: Question) -> Verdict:
    """Only where whoever asked agreed."""
    return allow_if(
        question.may_be_public,
        gettext("質問した方は、公開に同意していません。ご本人だけに答えてください。"),
    )


def may_withdraw(person: Person, question: Question) -> Verdict:
    """Whoever asked."""
    theirs = is_signed_in(person) and person.pk == question.user_id
    return ALLOWED if theirs else not_yours(gettext("質問した方"))


def answers_as(person: Person, question: Question) -> list[str]:
    """In whose name this person answers: of every partner for which they speak, else of the responsible
    departments."""
    partners = question.project.partners.all()
    own = [partner.label for partner in partners if manages(person, [partner.group_id])]
    return own or list(question.project.department_names)
