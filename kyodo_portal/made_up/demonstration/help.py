"""What the groups and projects of the demonstration ask for, each as far as it has come; and what people
ask the projects."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from operator import itemgetter

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, Group, Guest, User
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.help_stories import (
    HELP,
    QUESTIONS,
    Asked,
    Helper,
    HelpStory,
)
from kyodo_portal.words import week
from kyodo_portal.writing.locks import hold
from projects.actions.help_answers import offer_help
from projects.actions.help_guests import offer_as_guest
from projects.actions.help_wanted import ask_for_help
from projects.actions.questions import ask_as_guest, ask_project
from projects.flows import HELP_ANSWER_FLOW, HELP_WANTED_FLOW, QUESTION_FLOW
from projects.models import OPEN_STATUSES, HelpAnswer, HelpWanted, Project, Question

SATURDAY_MORNING = week.times_of([15])

OWN = "hana"
"""The group of the account that speaks for one: what waits is to wait for its manager, where it can."""


def ask_for_everything(world: World) -> None:
    """Each of these by one project that goes on and has a partner with somebody here, which people ask
    something besides."""
    found = _project_with_a_partner(world.groups[OWN])
    if found is None:
        return
    project, group = found
    for story in HELP:
        _live(world, project, group, story)
    for number, asked in enumerate(QUESTIONS):
        _question(world, project, group, number, asked)


def _project_with_a_partner(liked: Group) -> tuple[Project, Group] | None:
    """The first project of this group that goes on; else the first of whichever group."""
    open_ones = Project.objects.published().of_this_city().filter(status__in=OPEN_STATUSES)
    found = [
        (project, partner.group)
        for project in open_ones.order_by("pk").prefetch_related("partners__group")
        for partner in project.partners.all()
        if partner.group is not None and partner.group.is_public
    ]
    return min(found, key=lambda pair: (pair[1] != liked, pair[0].pk), default=None)


def _manager_of(group: Group) -> User:
    return group.memberships.running().speaking().order_by("pk")[0].user


def _live(world: World, project: Project, group: Group, story: HelpStory) -> None:
    """What happened, in the order of its days."""
    wanted, manager = _ask(world, project, group, story), _manager_of(group)
    acts: list[tuple[int, int, Callable[[], object]]] = []
    for helper in story.helpers:
        acts.append((helper.after, 12, partial(_offer, world, wanted, helper, story, by=manager)))
        if helper.then:
            answered = helper.after + helper.later
            acts.append((answered, 13, partial(_answer, world, wanted, helper, by=manager)))
    for move, later, words in story.then:
        acts.append((later, 15, partial(_end, wanted, move, words, by=manager)))
    for later, hour, act in sorted(acts, key=itemgetter(0, 1)):
        with at(world.calendar.moment(story.days + later, hour)):
            act()


def _answer(world: World, wanted: HelpWanted, helper: Helper, *, by: User) -> None:
    answer = wanted.answers.get(message=helper.message)
    who = world.person("citizen") if helper.then == "withdraw" else by
    HELP_ANSWER_FLOW.make(helper.then, answer, by=who, note=helper.words)


def _end(wanted: HelpWanted, move: str, words: str, *, by: User) -> None:
    for pk in wanted.answers.order_by("pk").values_list("pk", flat=True):
        hold(HelpAnswer, pk)
    HELP_WANTED_FLOW.make(move, HelpWanted.objects.get(pk=wanted.pk), by=by, note=words)


def _ask(world: World, project: Project, group: Group, story: HelpStory) -> HelpWanted:
    closes: dt.date | None = None if story.closes is None else world.calendar.day(story.closes)
    with at(world.calendar.moment(story.days, 10)):
        made, _ = ask_for_help(
            owner=project,
            wanted=HelpWanted(
                kind=story.kind,
                title=story.title,
                text=story.text,
                number=story.number,
                times=SATURDAY_MORNING if story.kind == "people" else 0,
                place=project.place,
                safety="市の市民活動保険の対象です。",
                reward="none",
                closes_on=closes,
            ),
            fields=[row.number for row in project.fields.all()],
            by=_manager_of(group),
            key=key_of(f"help/{story.key}"),
        )
    return made


def _offer(world: World, wanted: HelpWanted, helper: Helper, story: HelpStory, *, by: User) -> None:
    """Of a guest only the telephone number is known, and it does not ring."""
    answer = HelpAnswer(number=helper.number, message=helper.message, may_be_named=True)
    key = key_of(f"help-answer/{story.key}/{helper.guest}")
    if not helper.guest:
        offer_help(wanted=wanted, answer=answer, by=world.person("citizen"), key=key)
        return
    guest = Guest(name=helper.guest, phone="000-0000-0000")
    offer_as_guest(wanted=wanted, answer=answer, guest=guest, key=key)
    if helper.called:
        vouch_for(guest, how=ConfirmedHow.CALL, by=by)


def _question(world: World, project: Project, group: Group, number: int, asked: Asked) -> None:
    question = Question(text=asked.text, may_be_public=asked.public)
    citizen, key = world.person("citizen"), key_of(f"question/{number}")
    with at(world.calendar.moment(asked.days, 11)):
        if asked.guest:
            guest = Guest(name=asked.guest, phone="000-0000-0000")
            ask_as_guest(project=project, question=question, guest=guest, key=key)
        else:
            ask_project(project=project, question=question, by=citizen, key=key)
    if asked.then:
        by = citizen if asked.then == "withdraw" else _manager_of(group)
        with at(world.calendar.moment(asked.days + 1, 12)):
            QUESTION_FLOW.make(asked.then, question, by=by, note=asked.answer)
