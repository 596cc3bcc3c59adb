"""What projects know about groups (`groups.questions`)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from groups.models import Group, NetworkMember, Place, User
from groups.questions import (
    DAYS_SHOWN,
    HAPPENED,
    HAPPENED_SHOWN,
    HAPPENINGS_SHOWN,
    HAS_OPEN_WORK,
    HELP_WANTED,
    IN_PROJECTS,
    NEXT_DAYS,
    OPEN_SIGNATURES,
    PROJECTS_SHOWN,
    PUBLIC_PROJECTS,
    WEEK_OF_MEMBERS,
    WEEK_SHOWN,
    WHAT_IS_ON,
    GroupDay,
    Helped,
)
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task
from projects.models import (
    AmendmentStatus,
    AskedParty,
    Event,
    HelpKind,
    HelpWanted,
    Partner,
    ProjectStatus,
    Signature,
    Update,
)
from projects.models.updates import UpdateSide
from projects.register import event_lines
from projects.register.event_lines import EventLine
from projects.register.help_lines import lines_of
from projects.register.lines import ProjectLine, lines_by_pk
from projects.rules.help_wanted import can_ask_for_help
from projects.waiting import waiting_at

HELP_SHOWN = 10
"""Of what a group asks for, so much stands on its page; the rest is in the list."""

AT_WORK = (ProjectStatus.AGREED, ProjectStatus.ACTIVE)

LATEST = ("-project__fiscal_year", "-project_id")


@HAS_OPEN_WORK.answered_by
def open_work_of(groups: Collection[Group], by: Person) -> dict[int, bool]:
    """A partner of a project that is agreed or under way, or with a day of its own to come."""
    busy = Partner.objects.filter(group__in=groups, project__status__in=AT_WORK)
    holding = Event.objects.coming().filter(group__in=groups)
    found = busy.order_by().values_list("group").union(holding.order_by().values_list("group"))
    return {pk: True for (pk,) in found}


@PUBLIC_PROJECTS.answered_by
def public_projects(groups: Collection[Group], by: Person) -> dict[int, tuple[ProjectLine, ...]]:
    """The latest of each group, as a list shows them: two queries."""
    place = Window(RowNumber(), partition_by="group", order_by=LATEST)
    partners = Partner.objects.filter(group__in=groups, project__published_at__isnull=False)
    latest = partners.annotate(place=place).filter(place__lte=PROJECTS_SHOWN + 1)
    pairs = list(latest.order_by(*LATEST).values_list("group_id", "project_id"))
    lines = lines_by_pk(sorted({project for _group, project in pairs}))
    found: dict[int | None, list[ProjectLine]] = {group.pk: [] for group in groups}
    for group_pk, project_pk in pairs:
        found[group_pk].append(lines[project_pk])
    return {group.pk: tuple(found[group.pk]) for group in groups}


@WHAT_IS_ON.answered_by
def what_is_on(places: Collection[Place], by: Person) -> dict[int, tuple[Event, ...]]:
    """The next public events at each place."""
    found: dict[int | None, list[Event]] = {place.pk: [] for place in places}
    order = Window(RowNumber(), partition_by="place", order_by=("starts_at", "pk"))
    coming = Event.objects.public().coming().filter(place__in=places)
    next_ones = coming.annotate(order=order).filter(order__lte=HAPPENINGS_SHOWN + 1)
    for event in next_ones.order_by("starts_at", "pk"):
        found[event.place_id].append(event)
    return {place.pk: tuple(found[place.pk]) for place in places}


@IN_PROJECTS.answered_by
def open_acts_in_projects(groups: Collection[Group], by: Person) -> dict[int, tuple[Task, ...]]:
    """What waits there for this person as somebody who speaks for the group."""
    if not is_signed_in(by):
        return {}
    spoken_for = [group.pk for group in groups if group.pk in by.managed_group_ids]
    return {pk: tuple(waiting_at(by, [pk], ())) for pk in spoken_for}


@OPEN_SIGNATURES.answered_by
def open_signatures(users: Collection[User], by: Person) -> dict[int, tuple[tuple[str, str], ...]]:
    """Of projects that are still being agreed, and of changes that are still being signed."""
    found: dict[int, dict[str, str]] = {user.pk: {} for user in users}
    signed = Signature.objects.filter(
        signed_by__in=users, agreement__project__status=ProjectStatus.PLANNING
    ).exclude(agreement__project__agreements__version__gt=F("agreement__version"))
    asked = AskedParty.objects.filter(
        signed_by__in=users, amendment__status=AmendmentStatus.PROPOSED
    )
    for person, pk, title in (
        *signed.values_list("signed_by", "agreement__project", "agreement__project__title"),
        *asked.values_list("signed_by", "amendment__project", "amendment__project__title"),
    ):
        found[person][reverse("projects:agreement", args=[pk])] = title
    return {
        pk: tuple((title, page) for page, title in pages.items()) for pk, pages in found.items()
    }


@HELP_WANTED.answered_by
def help_wanted_by(groups: Collection[Group], by: Person) -> dict[int, Helped]:
    """What each asks of people now, and what came of the latest."""
    told: dict[int, list[HelpWanted]] = {group.pk: [] for group in groups}
    asked = (
        HelpWanted.objects.shown()
        .filter(group__in=groups)
        .with_owner()
        .order_by("-created_at", "-pk")
    )
    for wanted in asked:
        told[wanted.group_id or 0].append(wanted)
    return {
        group.pk: Helped(
            lines=tuple(lines_of(_first(told[group.pk]))),
            is_recruiting=any(_looks_for_people(each) for each in told[group.pk]),
            may_ask=bool(can_ask_for_help(by, group)),
        )
        for group in groups
    }


def _first(asked: list[HelpWanted]) -> list[HelpWanted]:
    return sorted(asked, key=lambda wanted: not wanted.is_taking)[:HELP_SHOWN]


def _looks_for_people(wanted: HelpWanted) -> bool:
    return wanted.is_taking and wanted.kind == HelpKind.PEOPLE


@NEXT_DAYS.answered_by
def next_days(groups: Collection[Group], by: Person) -> dict[int, tuple[EventLine, ...]]:
    """The next days of each group, by itself or in one of its projects: a query for each group, as a page
    shows one."""
    coming = Event.objects.public().coming().select_related("project", "group", "place")
    next_of = {group.pk: coming.of_group(group.pk)[:DAYS_SHOWN] for group in groups}
    return {pk: tuple(event_lines.lines_of(events)) for pk, events in next_of.items()}


@WEEK_OF_MEMBERS.answered_by
def week_of_members(groups: Collection[Group], by: Person) -> dict[int, tuple[EventLine, ...]]:
    """The days of the members of each network, by themselves or in one of their projects, each once."""
    until = timezone.now() + dt.timedelta(days=7)
    coming = Event.objects.public().coming().filter(starts_at__lt=until)
    found: dict[int, tuple[EventLine, ...]] = {}
    for group in groups:
        members = (
            NetworkMember.objects.running().filter(network=group).values_list("group", flat=True)
        )
        theirs = coming.of_groups(members).select_related("project", "group", "place")
        found[group.pk] = tuple(
            event_lines.lines_of(theirs.order_by("starts_at", "pk")[:WEEK_SHOWN])
        )
    return found


@HAPPENED.answered_by
def updates_of(groups: Collection[Group], by: Person) -> dict[int, tuple[GroupDay, ...]]:
    """The reports that stand under a group's own name, of its public projects."""
    names = {group.name: group.pk for group in groups}
    place = Window(RowNumber(), partition_by="side_label", order_by=("-created_at", "-pk"))
    told = Update.objects.published().filter(
        side=UpdateSide.GROUP,
        side_label__in=names,
        project__partners__group__in=groups,
    )
    latest = told.annotate(place=place).filter(place__lte=HAPPENED_SHOWN)
    found: dict[int, list[GroupDay]] = {group.pk: [] for group in groups}
    for update in latest.order_by("-created_at", "-pk"):
        day = update.happened_on or timezone.localdate(update.created_at)
        found[names[update.side_label]].append(
            GroupDay(day, update.title, url=update.get_absolute_url())
        )
    return {pk: tuple(days) for pk, days in found.items()}
