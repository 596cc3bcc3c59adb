"""Who may write the reflection and agree to it."""

from django.utils.translation import gettext

from evaluations.models import AssessmentStatus, Evaluation, EvaluationStatus, Reflection, Side
from evaluations.rules.counter import writes_for
from kyodo_portal.cities import said
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if, refuse
from kyodo_portal.words.languages import listed


def sides_to_consent(evaluation: Evaluation) -> set[str]:
    """The sides that handed in a sheet, and so have to agree to the reflection."""
    return {
        sheet.side
        for sheet in evaluation.assessments.all()
        if sheet.status == AssessmentStatus.SUBMITTED
    }


def can_reflect(person: Person, evaluation: Evaluation) -> Verdict:
    """The two sides write the reflection together, from the opening until both have consented."""
    if writes_for(person, evaluation) is None:
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
    return can_close_with(reflection, untold, far_apart=evaluation.far_apart)


def can_close_with(reflection: Reflection, untold: list[str], *, far_apart: int) -> Verdict:
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
                "評価が{steps}段階以上ちがう項目について、理由と受け止めを書いてください：{names}。"
            ).format(steps=far_apart, names=listed(untold)),
        ),
    )


def widely_differing(evaluation: Evaluation) -> list:
    """The items on which the two sides are so far apart that it has to be talked about. A sheet that was
    never handed in says nothing here: nobody but its own side may know what it holds."""
    ratings: dict[int, dict[str, int]] = {}
    sheets = evaluation.assessments.all()
    for sheet in (each for each in sheets if each.status == AssessmentStatus.SUBMITTED):
        for answer in sheet.answers.all():
            if answer.rating is not None:
                ratings.setdefault(answer.item_id, {})[sheet.side] = answer.rating
    return [
        item
        for item in evaluation.items.all()
        if len(ratings.get(item.pk, {})) == len(Side)
        and evaluation.scale.is_wide(
            abs(ratings[item.pk][Side.GROUP] - ratings[item.pk][Side.CITY])
        )
    ]
