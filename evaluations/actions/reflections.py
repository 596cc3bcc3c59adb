"""Writing the reflection and agreeing to it."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext

from evaluations.actions.opening import last_written
from evaluations.flows import EVALUATION_FLOW
from evaluations.models import Consent, Evaluation, Reflection
from evaluations.rules.counter import writes_for
from evaluations.rules.reflections import can_close_reflection, can_reflect, sides_to_consent
from evaluations.rules.sides import side_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked

REFLECTION_WRITTEN = "write_reflection"


@transaction.atomic
def save_reflection(
    *, evaluation: Evaluation, by: Person, write: Callable[[Reflection], None]
) -> None:
    """Save the jointly written reflection. A consent given to the earlier words no longer holds."""
    evaluation = locked(Evaluation, pk=evaluation.pk)
    can_reflect(by, evaluation).enforce()
    reflection, _ = Reflection.objects.get_or_create(evaluation=evaluation)
    write(reflection)
    taken_back, _ = Consent.objects.filter(reflection=reflection).delete()
    EVALUATION_FLOW.record(
        REFLECTION_WRITTEN, evaluation, by=by, data={"consents_taken_back": taken_back}
    )


@transaction.atomic
def consent(*, evaluation: Evaluation, by: Person, read_up_to: int | None = None) -> None:
    """One side agrees to the reflection as it stands; the last consent closes it. With `read_up_to`, the
    `last_written` the page showed, raises `MoveRefused` rather than agree to words not yet read."""
    evaluation = locked(Evaluation, pk=evaluation.pk)
    can_reflect(by, evaluation).enforce()
    if read_up_to is not None and last_written(evaluation, REFLECTION_WRITTEN) > read_up_to:
        raise MoveRefused(
            gettext(
                "この画面を開いている間に、ふりかえりが書きかえられました。"
                "いまの内容を読んでから、もう一度同意してください。"
            )
        )
    complete = can_close_reflection(evaluation)
    if not complete:
        raise MoveRefused(complete.reason)
    side = writes_for(by, evaluation)
    at_counter = side_of(by, evaluation) is None
    _, new = Consent.objects.get_or_create(
        reflection=evaluation.reflection,
        side=side,
        defaults={"given_by": by, "at_counter": at_counter},
    )
    if not new:
        raise MoveRefused(
            gettext("この内容には、すでに同意しています。相手の同意をお待ちください。")
        )
    EVALUATION_FLOW.record(
        "consent", evaluation, by=by, data={"side": str(side), "at_counter": at_counter}
    )
    given = set(evaluation.reflection.consents.values_list("side", flat=True))
    if given >= sides_to_consent(evaluation):
        EVALUATION_FLOW.make("reflect", evaluation, by=by)
