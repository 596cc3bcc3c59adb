"""How days are counted by the choices of their filters."""

from typing import Any

from django.db.models import Case, F, Func, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from groups.models import GroupField
from kyodo_portal.lists.facets import Rows, Tally, by_column
from kyodo_portal.words.languages import Words
from projects.models import EventStatus, ProjectField
from projects.models.event_queries import EventQuerySet
from projects.models.event_status import Accepts

NOON, EVENING = 12, 17
"""The hours at which the afternoon and the evening begin."""

PARTS: tuple[tuple[str, Words], ...] = (
    ("morning", _("朝・午前")),
    ("afternoon", _("昼・午後")),
    ("evening", _("夕方・夜")),
)
"""The parts of a day by the hour at which something begins."""

FEATURES: dict[str, tuple[Words, Q]] = {
    "free": (_("まだ入れる"), Q(clock_status__in=[EventStatus.OPEN, EventStatus.PUBLISHED])),
    "no_need": (_("申込みなしで"), Q(accepts=Accepts.NO_NEED)),
    "online": (_("オンライン"), ~Q(online_url="")),
    "children": (_("子ども・託児のことが書いてある"), ~Q(childcare="")),
    "access": (_("車いす・手話などのことが書いてある"), ~Q(accessibility="")),
    "helpers": (_("運営スタッフを募集"), Q(helpers_wanted__gt=F("helpers_taken"))),
}
"""What one may ask of a day: its name, its words, and when it is so."""


class _InJapan(Func):
    """A number read from a moment by the clock in Japan, where there is no summer time. Written for
    each database, because SQLite would ask Python for every record."""

    output_field = IntegerField()
    letter, part = "", ""

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = f"CAST(strftime('%%%%{self.letter}', %(expressions)s, '+9 hours') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = (
            f"CAST(EXTRACT({self.part} FROM %(expressions)s AT TIME ZONE 'Asia/Tokyo') AS integer)"
        )
        return self.as_sql(compiler, connection, template=template, **extra)


class Weekday(_InJapan):
    """0 is Sunday, 6 is Saturday."""

    letter, part = "w", "DOW"


class Hour(_InJapan):
    """0 to 23."""

    letter, part = "H", "HOUR"


def part_of_day() -> Combinable:
    """The name of the part of the day in which it begins."""
    return Case(
        When(hour__lt=NOON, then=Value("morning")),
        When(hour__lt=EVENING, then=Value("afternoon")),
        default=Value("evening"),
    )


def countable(events: EventQuerySet) -> Any:
    """The days with everything by which their filters count them."""
    flags: dict[str, Any] = {
        f"flag_{name}": Case(When(condition, then=1), default=0)
        for name, (_label, condition) in FEATURES.items()
    }
    told = events.with_current_status().annotate(
        weekday=Weekday("starts_at"), hour=Hour("starts_at")
    )
    return told.annotate(part=part_of_day(), **flags)


def _features_of(key: str) -> list[str]:
    """The features whose flags stand up in a key: 0-1-0-0-1-0."""
    return [name for name, flag in zip(FEATURES, key.split("-"), strict=True) if flag == "1"]


TALLIES = {
    "weekday": by_column("weekday"),
    "time": by_column("part"),
    "kind": by_column("kind"),
    "district": by_column("district"),
    "has": Tally(
        tuple(f"flag_{name}" for name in FEATURES), choices_of=_features_of, asks_all=True
    ),
    "field": Tally(
        rows=(
            Rows(ProjectField, "number", owner="project", at="project_id"),
            Rows(GroupField, "number", owner="group", at="group_id"),
        )
    ),
}
"""The filters that show how many days each choice would give; asked of `countable` days."""
