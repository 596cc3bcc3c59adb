"""What the list and the page of help wanted show of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kyodo_portal.templatetags.ui_text import jdate
from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.pictures import small_photo
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed
from projects.models import HelpKind, HelpWanted, Project
from projects.register.pictures import help_with_pictures, photo_of

SHOWN = 10
"""Of what a project asks for, so much stands on its page; the rest is in the list."""


OWNERS = ("project", "group", "department")
READ = (
    *("title", "kind", "status", "text", "number", "times", "starts_on", "ends_on", "closes_on"),
    *("place", "district", "hidden_at", "is_taken_over", "is_civic_partner"),
    *("project__title", "project__status", "project__published_at"),
    *("group__name", "group__status", "group__hidden_at"),
    *("department__name", "department__name_en", "department__name_kana"),
    "department__is_active",
)
"""What a line reads of whoever asks and of what they ask for."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One of them as a list shows it, in the language of the page."""

    url: str
    title: str
    kind_label: str
    status_label: str
    status_tone: str
    is_taking: bool
    is_taken_over: bool
    partner_called: str
    owner_name: str
    text: str
    when: str
    where: str
    how_many: str


def lines_of(records: Iterable[HelpWanted]) -> list[HelpLine]:
    return [_line(wanted) for wanted in records]


def cards_of(records: QuerySet[Any]) -> list[SafeString]:
    """Each as the list shows it. What is the same is drawn once, whoever looks at it."""
    shown = list(help_with_pictures(records).select_related(*OWNERS).only(*READ))
    return [
        drawn_once(
            "help_wanted/_card.html",
            line=line,
            pk=wanted.pk,
            field=wanted.field,
            photo=small_photo(photo_of(wanted)),
        )
        for wanted, line in zip(shown, lines_of(shown), strict=True)
    ]


def help_of(project: Project) -> list[HelpLine]:
    """What a project asks for, what takes answers first. One query."""
    asked = list(HelpWanted.objects.shown().filter(project=project).with_owner())
    asked.sort(key=lambda wanted: not wanted.is_taking)
    return lines_of(asked[:SHOWN])


def _line(wanted: HelpWanted) -> HelpLine:
    return HelpLine(
        url=wanted.get_absolute_url(),
        title=wanted.title,
        kind_label=wanted.get_kind_display(),
        status_label=str(wanted.status_label),
        status_tone=wanted.status_tone,
        is_taking=wanted.is_taking,
        is_taken_over=wanted.is_taken_over,
        partner_called=wanted.partner_called if wanted.is_civic_partner else "",
        owner_name=wanted.owner_name,
        text=wanted.summary_in_language or wanted.text,
        when=when(wanted),
        where=" ".join(filter(None, (wanted.place, wanted.district_name))),
        how_many=how_many(wanted),
    )


def how_many(wanted: HelpWanted) -> str:
    """How much is asked for; nothing where that is open."""
    if wanted.number is None:
        return ""
    if wanted.kind in (HelpKind.PEOPLE, HelpKind.SKILLS):
        words = ngettext("{number:,}人", "{number:,}人", wanted.number)
    else:
        words = ngettext("{number:,}つ", "{number:,}つ", wanted.number)
    return words.format(number=wanted.number)


def when(wanted: HelpWanted) -> str:
    """The days in which the help is needed, and when in the week."""
    first, last = jdate(wanted.starts_on), jdate(wanted.ends_on)
    days = ""
    if wanted.starts_on and wanted.starts_on == wanted.ends_on:
        days = str(first)
    elif wanted.starts_on and wanted.ends_on:
        days = gettext("{first}から{last}まで").format(first=first, last=last)
    elif wanted.starts_on:
        days = gettext("{first}から").format(first=first)
    elif wanted.ends_on:
        days = gettext("{last}まで").format(last=last)
    return " ".join(filter(None, (days, str(listed(week.told(wanted.times))))))


def facts_of(wanted: HelpWanted) -> list[tuple[str, Any]]:
    """What is said of it, as (label, value); nothing of what is not."""
    rows = [
        (gettext("種類"), wanted.get_kind_display()),
        (wanted.number_label, how_many(wanted)),
        (gettext("いつ"), when(wanted)),
        (gettext("どこで"), wanted.place),
        (gettext("地区"), wanted.district_name),
        (gettext("申し出の締切"), jdate(wanted.closes_on) if wanted.closes_on else ""),
        (gettext("条件"), wanted.conditions),
        (gettext("謝礼"), wanted.get_reward_display() if wanted.reward else ""),
        (gettext("費用の負担"), wanted.cost),
        (gettext("安全と保険"), wanted.safety),
        (gettext("分野"), listed(str(row) for row in wanted.fields.all())),
    ]
    return [(label, value) for label, value in rows if value]
