"""May this person do this now? A yes, or a no with the sentence to show them.

Every rule of the portal answers with a `Verdict`, so that the button, the view, the
admin and the test all draw on the same answer and the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from kyodo_portal.words.languages import Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one rule. Truthy when allowed; otherwise `reason` is a full
    sentence that says what cannot be done, why, and what the person can do next."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise `PermissionDenied` with the reason when the answer is no."""
        if not self.allowed:
            raise PermissionDenied(self.reason)


ALLOWED = Verdict(allowed=True)


def refuse(reason: Words) -> Verdict:
    """A no. The reason is shown as it is, so it must be a sentence a citizen understands."""
    return Verdict(allowed=False, reason=str(reason))


def allow_if(condition: object, otherwise: Words) -> Verdict:
    """Yes when the condition holds, else a no with the sentence `otherwise`."""
    return ALLOWED if condition else refuse(otherwise)


def first_refusal(*questions: Verdict | Callable[[], Verdict]) -> Verdict:
    """The first no among the answers, or yes when there is none.

    A question may be a callable, which is asked only when all before it said yes: a rule
    that needs a query can stand behind one that does not.
    """
    for question in questions:
        verdict = question() if callable(question) else question
        if not verdict:
            return verdict
    return ALLOWED


def all_refusals(*verdicts: Verdict) -> Verdict:
    """Yes when every answer is yes; otherwise one no that names everything that is missing,
    so that nobody has to come back three times to learn of three gaps."""
    reasons = [verdict.reason for verdict in verdicts if not verdict]
    return refuse(" ".join(reasons)) if reasons else ALLOWED
