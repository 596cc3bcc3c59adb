"""A proposal for reading: its sections with labels and values as people read them.

Made from the plain data of `proposals.content.snapshot`, so that a draft, a submitted version and the
published proposal all read alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group
from kyodo_portal.cities.choices import field_name, form_name, pattern_name
from kyodo_portal.cities.districts import district_choices, district_name
from kyodo_portal.templatetags.ui_text import paragraphs
from kyodo_portal.words.languages import Words, listed
from kyodo_portal.words.text import japanese_date, yen
from kyodo_portal.writing.columns import column_of
from projects.models import Bearer, Stage
from proposals.content.sections import ANSWERS, SECTIONS, Section
from proposals.kinds_of_call import kind_of
from proposals.models import BudgetSide, Call, CallCourse, Proposal

LABELS = {"forms": _("ほかにあてはまる形態"), "fields": _("分野"), "group": _("提案する人")}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for reading; `total` is a sum in yen where the table has one."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Words, ...]]
    total: Words = ""

    @property
    def labelled_rows(self) -> list[list[tuple[str, Words]]]:
        """Every row as (head, cell): on a phone each cell stands under its own name."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Reading:
    """One section: (label, value) rows and tables."""

    section: Section
    rows: list[tuple[Words, Any]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def reading_of(data: dict[str, Any], *, of: Call, public: bool = False) -> list[Reading]:
    """The sections of a proposal to the call `of`. One query for the department, and one for the group. For
    the public, what nobody filled in and the consent are left out; what the kind of call does not ask is
    left out where it is empty."""
    names, kind = _names(data), kind_of(of)
    readings = []
    for section in SECTIONS:
        if section.key == "attachments" or (public and section.key == "consent"):
            continue
        if ANSWERS in section.tables:
            if answers := data.get(ANSWERS):
                told = [(row["asked"], paragraphs(row["text"])) for row in answers]
                readings.append(Reading(section, told))
            continue
        asked = [
            name
            for name in section.asked
            if _is_asked(name, data) and (kind.asks(section.key, name) or data.get(name))
        ]
        rows = [
            (kind.asked.get(name) or label_of(name), _value(name, data.get(name), names))
            for name in asked
        ]
        if public:
            rows = [(label, value) for label, value in rows if value]
        tables = [_table(name, data) for name in section.tables]
        shows_empty = not public and section.key not in kind.left_out
        tables = [table for table in tables if table.rows or shows_empty]
        if rows or tables:
            readings.append(Reading(section, rows, tables))
    return readings


def _is_asked(name: str, data: dict[str, Any]) -> bool:
    """A city that names no 地区 does not ask in which one it is."""
    if name == "course":
        return bool(data.get(name))
    return name != "district" or bool(data.get(name) or district_choices())


def label_of(name: str) -> Words:
    """What a field is called on the screen."""
    return LABELS.get(name) or str(column_of(Proposal, name).verbose_name)


def changed_labels(before: dict[str, Any], after: dict[str, Any]) -> list[Words]:
    """The labels of what differs between two versions, in the order of the form."""
    captions = {
        "goals": gettext("目標"),
        "roles": gettext("役割分担"),
        "schedule": gettext("スケジュール"),
        "budget": gettext("収支予算"),
    }
    captions["attachments"] = gettext("添付書類")
    captions[ANSWERS] = gettext("この募集の質問")
    named = {name: label_of(name) for section in SECTIONS for name in section.asked}
    return [
        label
        for name, label in {**named, **captions}.items()
        if _or_nothing(before.get(name)) != _or_nothing(after.get(name))
    ]


def _or_nothing(value: Any) -> Any:
    """A version made before there was such a field says nothing of it, as one does that left it empty."""
    return None if value in (None, "") else value


def _names(data: dict[str, Any]) -> dict[str, str]:
    """The names behind the ids of the group and the department."""
    group, department = data.get("group"), data.get("desired_department")
    found = {"group": gettext("個人"), "desired_department": ""}
    if group:
        found["group"] = Group.objects.values_list("name", flat=True).get(pk=group)
    if course := data.get("course"):
        found["course"] = CallCourse.objects.values_list("name", flat=True).get(pk=course)
    if department:
        names = Department.objects.filter(pk=department).values_list("name", flat=True)
        found["desired_department"] = names.first() or ""
    return found


def _value(name: str, value: Any, names: dict[str, str]) -> Any:
    if name in names:
        return names[name]
    if name == "agrees_to_publish":
        return gettext("同意する") if value else ""
    if name in ("forms", "fields"):
        called = form_name if name == "forms" else field_name
        return listed(called(row["number"]) for row in value or [])
    if value in (None, ""):
        return ""
    if name in ("starts_on", "ends_on"):
        return japanese_date(date.fromisoformat(value))
    if name == "start_pattern":
        return f"{value}　{pattern_name(value)}"
    if name == "main_form":
        return form_name(value)
    if name == "district":
        return district_name(value)
    if name == "expected_count":
        return gettext("{value:,}人").format(value=value)
    if name == "requested_amount":
        return yen(value)
    return paragraphs(value)


def _table(name: str, data: dict[str, Any]) -> Table:
    rows: list[tuple[Words, ...]]
    if name == "goals":
        rows = [(r["what"], r["how_much"], _day(r["by_when"])) for r in data.get("goals", [])]
        return Table(
            name,
            gettext("目標"),
            (gettext("なにを"), gettext("どのくらい"), gettext("いつまでに")),
            rows,
        )
    if name == "roles":
        rows = [
            (Stage(r["stage"]).label, r["item"], Bearer(r["bearer"]).label)
            for r in data.get("roles", [])
        ]
        return Table(
            name,
            gettext("役割分担"),
            (gettext("段階"), gettext("すること"), gettext("担い手")),
            rows,
        )
    if name == "schedule":
        rows = [(r["when"], r["what"], Bearer(r["bearer"]).label) for r in data.get("schedule", [])]
        return Table(
            name,
            gettext("スケジュール"),
            (gettext("時期"), gettext("すること"), gettext("担当")),
            rows,
        )
    lines = [line for line in data.get("budget", []) if line["side"] == name]
    rows = [(r["category"], yen(r["amount"]), r["basis"]) for r in lines]
    total = yen(sum(line["amount"] or 0 for line in lines))
    caption = str(BudgetSide(name).label)
    return Table(
        name, caption, (gettext("区分"), gettext("金額"), gettext("積算の説明")), rows, total
    )


def _day(value: str | None) -> str:
    return japanese_date(date.fromisoformat(value)) if value else ""
