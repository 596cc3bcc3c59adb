"""The menu of a year: copied from the one before, and brought out."""

from django.db import transaction
from django.utils import timezone

from kyodo_portal.life import audit
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.writing.locks import all_locked
from projects.models import Lecture
from projects.rules import lectures as rules

COPIED = Recorded(name="copy", label="前の年度から写した", is_inward=True)
BROUGHT_OUT = Recorded(name="publish", label="メニューとして公開した")

WRITTEN = (
    *("number", "department_id", "field", "title", "text", "minutes", "target"),
    *("conditions", "needs"),
)
"""What is copied of a lecture from one year to the next."""


@transaction.atomic
def copy_menu(*, year: int, by: Person) -> int:
    """Draft the menu of this year from the newest one before it, leaving out the numbers that it has by now;
    of departments that are no more nothing is copied. How many were drafted. Raises `PermissionDenied`."""
    rules.may_keep_menu(by).enforce()
    before = Lecture.objects.filter(fiscal_year__lt=year).order_by("-fiscal_year").first()
    if before is None:
        raise MoveRefused("写すもとになる、前の年度のメニューがありません。")
    rows = all_locked(
        Lecture.objects.filter(
            fiscal_year=before.fiscal_year, published_at__isnull=False, department__is_active=True
        )
    )
    # Read behind the lock: a second one who copies finds what the first has made.
    taken = set(Lecture.objects.filter(fiscal_year=year).values_list("number", flat=True))
    copies = [row for row in rows if row.number not in taken]
    for row in copies:
        made = Lecture(fiscal_year=year, **{name: getattr(row, name) for name in WRITTEN})
        made.save()
        audit.record(COPIED, target=made, by=by)
    return len(copies)


@transaction.atomic
def publish_menu(*, year: int, by: Person) -> int:
    """Bring out what is drafted for this year; from then on one applies for its lectures, and no more for those
    of the year before. How many came out. Raises `PermissionDenied`."""
    rules.may_keep_menu(by).enforce()
    drafts = all_locked(Lecture.objects.filter(fiscal_year=year, published_at=None))
    now, count = timezone.now(), 0
    for lecture in drafts:
        lecture.published_at = now
        lecture.save(update_fields=["published_at", "updated_at"])
        audit.record(BROUGHT_OUT, target=lecture, by=by)
        count += 1
    if not count:
        raise MoveRefused("この年度には、公開していない講座がありません。")
    return count
