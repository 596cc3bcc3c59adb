"""Who may do what about an evaluation. The seal of rule 4 is kept here and in `visible_to`."""

from django.utils import timezone
from django.utils.translation import gettext

from evaluations.models import AssessmentStatus, Evaluation
from evaluations.rules.sides import is_on_a_side
from groups.rules.groups import HIDDEN
from groups.rules.people import coordinates, has_role, is_administrator
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import stands_in
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from kyodo_portal.words.text import japanese_date
from projects.models import Project, ProjectStatus
from projects.rules.projects import is_city_side, may_judge


def is_insider(person: Person, evaluation: Evaluation) -> bool:
    """Follows the work on it: the two sides, as they stood when it was opened, the coordinators, the
    committee, the administrator, and whoever stands in for the coordinators."""
    if has_role(person, Role.COORDINATOR, Role.COMMITTEE) or is_administrator(person):
        return True
    return is_on_a_side(person, evaluation) or stands_in(person, evaluation)


def can_view(person: Person, evaluation: Evaluation) -> Verdict:
    """A published report: everybody; so too that an evaluation of a public project was given up. Before
    that those who follow the work on it."""
    is_told = evaluation.is_cancelled and evaluation.project.is_published
    return allow_if(evaluation.is_published or is_told or is_insider(person, evaluation), HIDDEN)


def has_ended(project: Project) -> bool:
    """The work came to its end, or was called off after it had begun: it is judged as a whole."""
    called_off = project.status == ProjectStatus.CANCELLED and project.has_been_under_way
    return project.status == ProjectStatus.COMPLETED or called_off


def can_open(person: Person, project: Project) -> Verdict:
    """The responsible staff and the coordinators begin an evaluation: a mid-term one while the work
    goes on, the final one when it has ended or was called off. A coordinator leaves that of their own
    group to others. Who has no account here writes at the counter."""
    if not is_city_side(person, project):
        if not coordinates(person, project):
            return not_yours(gettext("所管課の職員と協働担当の職員"))
        if not (verdict := may_judge(person, project)):
            return verdict
    return all_refusals(
        allow_if(
            project.status == ProjectStatus.ACTIVE or has_ended(project),
            gettext("評価を始められるのは、実施中か、終了した事業と、始めてから中止した事業です。"),
        ),
        allow_if(
            not project.between_citizens,
            gettext("市民と市民の協働です。団体どうしの評価は、まだこのポータルでは行えません。"),
        ),
        allow_if(
            project.between_citizens
            or project.partners.all()
            and project.responsible_departments.all(),
            gettext(
                "相手の団体と所管課の名前がない記録のため、双方の評価を始められません。"
                "名前がわかるときは、協働担当にお知らせください。"
            ),
        ),
    )


def can_reveal_one_sided(evaluation: Evaluation) -> Verdict:
    """The city may open the one sheet there is, with its reason, once the date has passed."""
    submitted = evaluation.assessments.filter(status=AssessmentStatus.SUBMITTED).exists()
    return all_refusals(
        allow_if(
            timezone.localdate() > evaluation.due_on,
            gettext("記入の期限（{due_on}）がまだ過ぎていません。").format(
                due_on=japanese_date(evaluation.due_on)
            ),
        ),
        allow_if(submitted, gettext("どちらの側からも、まだ提出がありません。")),
    )


def can_publish(evaluation: Evaluation) -> Verdict:
    """A report is published for a project that is public itself; a final one when it has ended."""
    project = evaluation.project
    return all_refusals(
        allow_if(
            project.is_published,
            gettext("この事業は、まだ公開されていません。先に、管理画面で事業を公開してください。"),
        ),
        allow_if(
            not evaluation.is_final or has_ended(project),
            gettext("最終評価を公表できるのは、終了したか、始めてから中止した事業だけです。"),
        ),
    )
