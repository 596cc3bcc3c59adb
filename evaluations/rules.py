"""Who may do what about an evaluation. The seal of rule 4 is kept here and in `visible_to`."""

from django.utils import timezone
from django.utils.translation import gettext

from evaluations.models import (
    Assessment,
    AssessmentStatus,
    Evaluation,
    EvaluationItem,
    EvaluationStatus,
    Rating,
    Reflection,
    Round,
    Side,
)
from evaluations.models.evaluations import OPENED_STATUSES
from groups.rules import HIDDEN, belongs_to, has_role, is_administrator, is_coordinator, manages
from kyodo_portal.cities import said
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.roles import Role
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import japanese_date
from projects.models import Project, ProjectStatus
from projects.rules import is_city_side

#: Two ratings this many steps apart, or more, are talked about before the report (practice §3).
WIDE_GAP = 2


def belongs_to_side(person: Person, project: Project, side: str) -> bool:
    """Is a member of a partner group, or on the staff of a responsible department."""
    if side == Side.GROUP:
        return belongs_to(person, project.partner_group_ids())
    return is_city_side(person, project)


def belongs_to_both(person: Person, project: Project) -> bool:
    """Would break the seal: belongs to the group and works in the department."""
    return all(belongs_to_side(person, project, side) for side in Side)


def side_of(person: Person, project: Project) -> Side | None:
    """The side a person writes for: managers for the group, the staff for the city; none for who
    belongs to both."""
    if belongs_to_both(person, project):
        return None
    if manages(person, project.partner_group_ids()):
        return Side.GROUP
    return Side.CITY if is_city_side(person, project) else None


def own_side(person: Person, project: Project) -> Side | None:
    """The side whose sheet a person may read while the seal holds: members and managers the
    group's, the staff the city's; none for who belongs to both or to neither."""
    if belongs_to_both(person, project):
        return None
    return next((side for side in Side if belongs_to_side(person, project, side)), None)


def is_on_a_side(person: Person, project: Project) -> bool:
    """Belongs to one of the two sides, whether or not they may speak for it."""
    return any(belongs_to_side(person, project, side) for side in Side)


def can_view(person: Person, evaluation: Evaluation) -> Verdict:
    """A published report: everybody. Before that the two sides, the coordinators, the committee."""
    if evaluation.is_published or has_role(person, Role.COORDINATOR, Role.COMMITTEE):
        return ALLOWED
    if is_administrator(person) or is_on_a_side(person, evaluation.project):
        return ALLOWED
    return refuse(HIDDEN)


def can_view_assessment(person: Person, assessment: Assessment) -> Verdict:
    """The seal: while the evaluation is open each side reads its own sheet alone."""
    evaluation = assessment.evaluation
    project = evaluation.project
    own = belongs_to_side(person, project, assessment.side)
    if own and not belongs_to_both(person, project):
        return ALLOWED
    submitted = assessment.status == AssessmentStatus.SUBMITTED
    if evaluation.status in OPENED_STATUSES and submitted:
        insider = has_role(person, Role.COORDINATOR, Role.COMMITTEE) or is_administrator(person)
        if evaluation.is_published or insider or is_on_a_side(person, project):
            return ALLOWED
    return refuse(
        gettext(
            "相手の評価シートは、双方の提出がそろうまで開きません。"
            "お互いに影響されずに書くための決まりです。"
        )
    )


def can_open(person: Person, project: Project) -> Verdict:
    """The coordinators and the responsible staff begin an evaluation: a mid-term one while the work
    goes on, the final one when it has ended."""
    if not (is_coordinator(person) or is_city_side(person, project)):
        return not_yours(gettext("所管課の職員と協働担当の職員"))
    return all_refusals(
        allow_if(
            project.status in (ProjectStatus.ACTIVE, ProjectStatus.COMPLETED),
            gettext("評価を始められるのは、実施中か、終了した事業です。"),
        ),
        allow_if(
            project.partner_group_ids() and project.responsible_department_ids(),
            gettext("双方が評価を書けるように、登録団体と所管課を一つ以上登録してください。"),
        ),
    )


def can_write(person: Person, assessment: Assessment) -> Verdict:
    """A manager of the group writes the group's sheet, the responsible staff the city's; nobody
    writes both, and nobody after it was submitted or opened."""
    project = assessment.evaluation.project
    if belongs_to_both(person, project):
        return refuse(
            gettext(
                "団体と市の両方に属しているため、評価シートは書けません。"
                "どちらの評価も公正に保つための決まりです。"
            )
        )
    if side_of(person, project) != assessment.side:
        return not_yours(
            gettext("この事業の団体の管理者")
            if assessment.side == Side.GROUP
            else gettext("この事業の所管課の職員")
        )
    return first_refusal(
        allow_if(
            assessment.status == AssessmentStatus.DRAFT,
            gettext(
                "提出した評価シートは書き直せません。気づいたことは、ふりかえりの話し合いで伝えてください。"
            ),
        ),
        allow_if(
            assessment.evaluation.is_sealed,
            gettext("この評価はすでに開かれているため、新しく書くことはできません。"),
        ),
    )


def missing_items(
    assessment: Assessment,
) -> tuple[list[EvaluationItem], list[EvaluationItem]]:
    """The items without a rating, and those whose C or D lacks its comment."""
    answers = {answer.item_id: answer for answer in assessment.answers.all()}
    unrated, silent = [], []
    for item in assessment.evaluation.items.all():
        answer = answers.get(item.pk)
        if answer is None or not answer.rating:
            unrated.append(item)
        elif Rating(answer.rating).needs_comment and not answer.comment.strip():
            silent.append(item)
    return unrated, silent


def can_submit_sheet(assessment: Assessment) -> Verdict:
    """Every item is rated, and a C or D has its comment."""
    unrated, silent = (
        listed(said(item.label) for item in items) for items in missing_items(assessment)
    )
    return all_refusals(
        allow_if(
            not unrated,
            gettext("まだ評価していない項目があります：{unrated}。").format(unrated=unrated),
        ),
        allow_if(
            not silent,
            gettext("CまたはDを付けた項目には、コメントが必要です：{silent}。").format(
                silent=silent
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


def sides_to_consent(evaluation: Evaluation) -> set[str]:
    """The sides that handed in a sheet, and so have to agree to the reflection."""
    return {
        sheet.side
        for sheet in evaluation.assessments.all()
        if sheet.status == AssessmentStatus.SUBMITTED
    }


def can_reflect(person: Person, evaluation: Evaluation) -> Verdict:
    """The two sides write the reflection together, from the opening until both have consented."""
    if side_of(person, evaluation.project) is None:
        return not_yours(gettext("この事業の団体の管理者と、所管課の職員"))
    return allow_if(
        evaluation.status == EvaluationStatus.REVEALED,
        gettext("ふりかえりを書けるのは、双方の評価が開かれてから、双方が同意するまでの間です。"),
    )


def can_close_reflection(evaluation: Evaluation) -> Verdict:
    """What was talked about, what will be improved, what comes next — and a word on every item on
    which the two sides are far apart."""
    reflection = getattr(evaluation, "reflection", None)
    if reflection is None:
        return refuse(gettext("ふりかえりが、まだ書かれていません。"))
    noted = {note.item_id for note in reflection.notes.all() if note.note.strip()}
    untold = [said(item.label) for item in widely_differing(evaluation) if item.pk not in noted]
    return can_close_with(reflection, untold)


def can_close_with(reflection: Reflection, untold: list[str]) -> Verdict:
    """The three texts are there, and no item far apart (`untold`, by name) is left without a word."""
    return all_refusals(
        allow_if(
            reflection.discussion.strip(), gettext("話し合ったことが、まだ書かれていません。")
        ),
        allow_if(
            reflection.improvements.strip(), gettext("改善することが、まだ書かれていません。")
        ),
        allow_if(reflection.next_steps.strip(), gettext("次の取り組みが、まだ書かれていません。")),
        allow_if(
            not untold,
            gettext(
                "評価が二段階以上ちがう項目について、理由と受け止めを書いてください：{names}。"
            ).format(names=listed(untold)),
        ),
    )


def widely_differing(evaluation: Evaluation) -> list:
    """The items on which the two sides are two steps or more apart. A sheet that was never handed
    in says nothing here: nobody but its own side may know what it holds."""
    ratings: dict[int, dict[str, int]] = {}
    sheets = evaluation.assessments.all()
    for sheet in (each for each in sheets if each.status == AssessmentStatus.SUBMITTED):
        for answer in sheet.answers.all():
            if answer.rating:
                ratings.setdefault(answer.item_id, {})[sheet.side] = Rating(answer.rating).step
    return [
        item
        for item in evaluation.items.all()
        if len(ratings.get(item.pk, {})) == len(Side)
        and abs(ratings[item.pk][Side.GROUP] - ratings[item.pk][Side.CITY]) >= WIDE_GAP
    ]


def can_publish(evaluation: Evaluation) -> Verdict:
    """A report is published for a project that is public itself; a final one when it has ended."""
    project = evaluation.project
    return all_refusals(
        allow_if(
            project.is_published,
            gettext("この事業は、まだ公開されていません。先に、管理画面で事業を公開してください。"),
        ),
        allow_if(
            evaluation.round != Round.FINAL or project.status == ProjectStatus.COMPLETED,
            gettext("最終評価を公表できるのは、終了した事業だけです。"),
        ),
    )
