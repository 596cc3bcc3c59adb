"""The rows of a call in the admin: what it is judged by, its courses, questions and papers."""

from typing import Any

from django.http import HttpRequest

from kyodo_portal.cities import city
from kyodo_portal.staff.inlines import PortalInline
from proposals.judging.ranking import has_reviews
from proposals.models import Call, CallCourse, CallPaper, CallQuestion, Criterion
from proposals.models.call_parts import MOST_QUESTIONS


def is_fixed(call: Call) -> bool:
    """Whether what judges stands: proposals are written by it, or were judged by it already."""
    return call.has_opened or has_reviews(call)


class FixedInline(PortalInline):
    """Rows by which proposals are written or judged: fixed once proposals are taken."""

    max_num = 20
    extra = 1

    def is_writable(self, request: HttpRequest, obj: Any) -> bool:
        return super().is_writable(request, obj) and not (obj is not None and is_fixed(obj))


class CriterionInline(FixedInline):
    """What the reviewers judge."""

    model = Criterion
    fields = ["order", "name", "question", "points_max", "weight", "step_words"]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(city().criteria) if obj is None else 1


class CourseInline(FixedInline):
    """The courses of a call for subsidies."""

    model = CallCourse
    fields = ["order", "name", "ceiling", "rate_part", "rate_whole", "unit", "note"]


class QuestionInline(FixedInline):
    """What only this call asks."""

    model = CallQuestion
    fields = ["order", "text", "help_text", "is_required", "most_letters"]
    max_num = MOST_QUESTIONS


class PaperInline(FixedInline):
    """The papers that go with a proposal."""

    model = CallPaper
    fields = ["order", "name", "help_text", "is_required"]
