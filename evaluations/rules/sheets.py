"""Who may read, write and hand in a sheet (rule 4: sealed until both are in)."""

from django.utils.translation import gettext

from evaluations.models import Assessment, AssessmentStatus, EvaluationItem, Side
from evaluations.models.evaluations import OPENED_STATUSES
from evaluations.rules.counter import counter_side, writes_for
from evaluations.rules.sides import belongs_to_both, belongs_to_side, is_on_a_side
from groups.rules.people import has_role, is_administrator
from kyodo_portal.cities import said
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import stands_in
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.languages import listed


def can_view_assessment(person: Person, assessment: Assessment) -> Verdict:
    """The seal: while the evaluation is open, and for ever where it was cancelled, each side reads
    its own sheet alone."""
    evaluation = assessment.evaluation
    own = belongs_to_side(person, evaluation, assessment.side)
    if own and not belongs_to_both(person, evaluation):
        return ALLOWED
    if evaluation.is_open and counter_side(person, evaluation) == assessment.side:
        return ALLOWED
    submitted = assessment.status == AssessmentStatus.SUBMITTED
    if evaluation.status in OPENED_STATUSES and submitted:
        insider = has_role(person, Role.COORDINATOR, Role.COMMITTEE) or is_administrator(person)
        if evaluation.is_published or insider or is_on_a_side(person, evaluation):
            return ALLOWED
        if stands_in(person, evaluation):
            return ALLOWED
    return refuse(
        gettext(
            "相手の評価シートは、双方の提出がそろうまで開きません。"
            "お互いに影響されずに書くための決まりです。"
        )
    )


def can_write(person: Person, assessment: Assessment) -> Verdict:
    """A manager of the group writes the group's sheet, the responsible staff the city's; nobody
    writes both, and nobody after it was submitted or opened. What came to the counter a coordinator
    enters."""
    evaluation = assessment.evaluation
    if belongs_to_both(person, evaluation):
        return refuse(
            gettext(
                "団体と市の両方に属しているため、評価シートは書けません。"
                "どちらの評価も公正に保つための決まりです。"
            )
        )
    if writes_for(person, evaluation) != assessment.side:
        return not_yours(
            gettext("この事業の団体の管理者")
            if assessment.side == Side.GROUP
            else gettext("この事業の所管課の職員")
        )
    return first_refusal(
        allow_if(
            not evaluation.is_cancelled,
            gettext(
                "この評価は取りやめになったため、書くことはできません。"
                "書いたものは、自分の側の人だけがこれからも読めます。"
            ),
        ),
        allow_if(
            assessment.status == AssessmentStatus.DRAFT,
            gettext(
                "提出した評価シートは書き直せません。気づいたことは、ふりかえりの話し合いで伝えてください。"
            ),
        ),
        allow_if(
            evaluation.is_sealed,
            gettext("この評価はすでに開かれているため、新しく書くことはできません。"),
        ),
    )


def missing_items(
    assessment: Assessment,
) -> tuple[list[EvaluationItem], list[EvaluationItem]]:
    """The items without a rating, and those whose rating asks for a comment and lacks it."""
    answers = {answer.item_id: answer for answer in assessment.answers.all()}
    scale = assessment.evaluation.scale
    unrated, silent = [], []
    for item in assessment.evaluation.items.all():
        answer = answers.get(item.pk)
        if answer is None or answer.rating is None:
            unrated.append(item)
        elif scale.needs_comment(answer.rating) and not answer.comment.strip():
            silent.append(item)
    return unrated, silent


def can_submit_sheet(assessment: Assessment) -> Verdict:
    """Every item is rated, and a rating that asks for a comment has it."""
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
            gettext("{codes}を付けた項目には、コメントが必要です：{silent}。").format(
                codes=assessment.evaluation.scale.commented, silent=silent
            ),
        ),
    )
