"""Who does a step of a project, who takes it at the counter, sends it back or leaves it out, and when."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules.people import coordinates
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.languages import listed
from projects.models import Project, ProjectStatus, ProjectStep
from projects.rules.projects import PARTIES, is_city_side, is_group_side, may_represent
from projects.steps.rows import Skips, Turn

CITY = _("所管課と協働担当の職員")
GROUP = _("この事業の団体の管理者")
LATE = (ProjectStatus.EVALUATED, ProjectStatus.CANCELLED)


def acts_for_city(person: Person, project: Project) -> bool:
    """The staff of a responsible department, and the coordinators."""
    return is_city_side(person, project) or coordinates(person, project)


def may_finish(person: Person, step: ProjectStep) -> Verdict:
    """Whose turn it is; of a step of both sides, either. What a move of the project does, nobody notes."""
    project = step.project
    if not step.is_by_hand:
        return refuse(gettext("この手順は、事業の動きとともに自動で済みます。"))
    if step.turn == Turn.GROUP:
        return ALLOWED if is_group_side(person, project) else not_yours(GROUP)
    if step.turn == Turn.CITY:
        return ALLOWED if acts_for_city(person, project) else not_yours(CITY)
    return may_represent(person, project)


def may_enter(person: Person, step: ProjectStep) -> Verdict:
    """The city's side enters what a group brought to the counter."""
    if not step.is_by_hand or step.turn == Turn.CITY:
        return refuse(gettext("窓口で受け付ける手順ではありません。"))
    return ALLOWED if acts_for_city(person, step.project) else not_yours(CITY)


def may_return(person: Person, step: ProjectStep) -> Verdict:
    """The city's side sends back what a group handed in."""
    if not step.is_by_hand or step.turn != Turn.GROUP:
        return refuse(gettext("差し戻せるのは、団体が出したものだけです。"))
    return ALLOWED if acts_for_city(person, step.project) else not_yours(CITY)


def may_leave_out(person: Person, step: ProjectStep) -> Verdict:
    """Whom the table names."""
    skips = step.row.skips
    if skips == Skips.NOBODY:
        return refuse(gettext("この手順は、どの事業でも省けません。"))
    if acts_for_city(person, step.project):
        return ALLOWED
    if skips == Skips.BOTH:
        return ALLOWED if is_group_side(person, step.project) else not_yours(PARTIES)
    return not_yours(CITY)


def finishes_for_city(_: Person, step: ProjectStep) -> bool:
    """A step of the city alone may be done by whoever judges the group's part; the others are acts of one's
    own side."""
    return step.turn == Turn.CITY


def leaves_out_for_city(person: Person, step: ProjectStep) -> bool:
    """What both sides may leave out is left out by one's own side."""
    return step.row.skips != Skips.BOTH or not may_represent(person, step.project)


def can_go_on(step: ProjectStep) -> Verdict:
    """The road ends with the published evaluation, and where a project is called off."""
    return allow_if(
        step.project.status not in LATE,
        gettext("この事業は終わっているため、手順は変えられません。"),
    )


def can_finish(step: ProjectStep) -> Verdict:
    """Its turn has come: everything before it is settled."""
    return first_refusal(
        can_go_on(step),
        lambda: allow_if(
            step.came_up_at is not None,
            gettext("先に済ませる手順があります：{names}").format(names=listed(_before(step))),
        ),
    )


def _before(step: ProjectStep) -> list[str]:
    years = (0, step.year)
    rows = ProjectStep.objects.filter(project=step.project, key__in=step.row.follows)
    return [str(row.label) for row in rows if row.is_open and row.year in years]


def can_be_returned(step: ProjectStep) -> Verdict:
    """Nothing has been built on it."""
    rows = ProjectStep.objects.filter(project=step.project_id, done_on__isnull=False)
    built_on = [row for row in rows if step.key in row.row.follows and row.year in (0, step.year)]
    return first_refusal(
        can_go_on(step),
        lambda: allow_if(
            not built_on,
            gettext("この手順のあとの手順が、もう済んでいます：{names}").format(
                names=listed(str(row.label) for row in built_on)
            ),
        ),
    )
