"""How many people took part in what 年度: those who came, and those who helped to run it. Both are taking
part. What is counted is what the published record of a day says; it never says who."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from groups.use_of_help import TOLD_BY
from kyodo_portal.life.figures import Figure, tell
from projects.models import Event, EventRecord, EventStatus, LectureReport
from projects.use_of_help import use_since


def records() -> QuerySet[EventRecord]:
    """The published records of public days."""
    recorded = Event.objects.public().filter(status=EventStatus.RECORDED)
    return EventRecord.objects.filter(event__in=recorded.values("pk"))


tell(
    Figure(
        name="visitors",
        label=_("参加した人（のべ）"),
        records=records,
        moment="event__starts_at",
        sum_of="visitors_count",
    ),
    Figure(
        name="helpers",
        label=_("運営スタッフ（のべ）"),
        records=records,
        moment="event__starts_at",
        sum_of="helpers_count",
    ),
)


def lectures() -> QuerySet[LectureReport]:
    """Every lecture that was reported: that there was one is told, and never who asked for it."""
    return LectureReport.objects.all()


tell(
    Figure(
        name="lectures",
        label=_("出前講座（回）"),
        records=lectures,
        moment="request__event__starts_at",
    ),
    Figure(
        name="lecture_people",
        label=_("出前講座に参加した人（のべ）"),
        records=lectures,
        moment="request__event__starts_at",
        sum_of="people_count",
    ),
)

TOLD_BY.append(use_since)
