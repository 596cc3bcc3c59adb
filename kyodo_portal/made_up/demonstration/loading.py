"""Loads the demonstration city, once, in the order in which things came about."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.advising import name_advisers
from kyodo_portal.made_up.demonstration.between_citizens import work_together
from kyodo_portal.made_up.demonstration.call_lives import announce_results, prepare, start_review
from kyodo_portal.made_up.demonstration.calls import CALLS
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS, World, make_cast
from kyodo_portal.made_up.demonstration.changes import CHANGES, change
from kyodo_portal.made_up.demonstration.cities import own_groups, own_projects
from kyodo_portal.made_up.demonstration.cities.saku_register import fill_register
from kyodo_portal.made_up.demonstration.civic_partners import look_for_partners
from kyodo_portal.made_up.demonstration.clock import Calendar
from kyodo_portal.made_up.demonstration.complaints import complain
from kyodo_portal.made_up.demonstration.concerns import tell_what_is_needed
from kyodo_portal.made_up.demonstration.department_opinions import opine
from kyodo_portal.made_up.demonstration.evaluation_lives import evaluate
from kyodo_portal.made_up.demonstration.events import live_events
from kyodo_portal.made_up.demonstration.factors import lose_factors
from kyodo_portal.made_up.demonstration.fitting import groups_here, plans_here
from kyodo_portal.made_up.demonstration.follows import follow_things
from kyodo_portal.made_up.demonstration.group_lives import show_groups
from kyodo_portal.made_up.demonstration.groups import GROUPS
from kyodo_portal.made_up.demonstration.help import ask_for_everything
from kyodo_portal.made_up.demonstration.inquiries import ask_about_calls
from kyodo_portal.made_up.demonstration.invitations import invite_people
from kyodo_portal.made_up.demonstration.lecture_requests import ask_for_lectures
from kyodo_portal.made_up.demonstration.lectures import bring_last_menu_out, bring_menu_out
from kyodo_portal.made_up.demonstration.lives import live, register
from kyodo_portal.made_up.demonstration.meetings import hold_meetings
from kyodo_portal.made_up.demonstration.messages import write_letters
from kyodo_portal.made_up.demonstration.networks import gather_groups
from kyodo_portal.made_up.demonstration.offers import give_things
from kyodo_portal.made_up.demonstration.opinions import ask_for_opinions
from kyodo_portal.made_up.demonstration.people_of_groups import people_of_groups
from kyodo_portal.made_up.demonstration.places import open_places
from kyodo_portal.made_up.demonstration.projects_care import CARE
from kyodo_portal.made_up.demonstration.projects_green import GREEN
from kyodo_portal.made_up.demonstration.projects_learning import LEARNING
from kyodo_portal.made_up.demonstration.projects_town import TOWN
from kyodo_portal.made_up.demonstration.proposal_lives import (
    decide,
    find_born,
    move_up,
    review,
    submit,
    write_draft,
)
from kyodo_portal.made_up.demonstration.proposals_between import BETWEEN
from kyodo_portal.made_up.demonstration.proposals_decided import DECIDED
from kyodo_portal.made_up.demonstration.proposals_open import OPEN
from kyodo_portal.made_up.demonstration.proposals_voting import VOTING
from kyodo_portal.made_up.demonstration.reports_published import PUBLISHED
from kyodo_portal.made_up.demonstration.reports_waiting import WAITING
from kyodo_portal.made_up.demonstration.standing_in import stand_in
from kyodo_portal.made_up.demonstration.steps import send_one_back
from kyodo_portal.made_up.demonstration.stories import ProposalStory
from kyodo_portal.made_up.demonstration.summaries import summarise
from kyodo_portal.made_up.demonstration.supporters import offer_and_ask
from kyodo_portal.made_up.demonstration.talks import TALKS, talk
from kyodo_portal.made_up.demonstration.town import change_town, make_town
from kyodo_portal.post.gathered import send_gathered
from kyodo_portal.post.outbox import OutgoingMail

REGISTERS = {"saku": fill_register}
"""Of a city whose guideline counts its groups, what writes as many of them."""


class AddressesTaken(Exception):
    """Somebody already has an account with one of the demonstration's addresses."""


def is_loaded() -> bool:
    """Whether the demonstration is in this database, as all its accounts tell. Raises
    `AddressesTaken` where only some of them exist: they are then somebody else's."""
    emails = [account.email for account in ACCOUNTS]
    taken = sorted(User.objects.filter(email__in=emails).values_list("email", flat=True))
    if taken and len(taken) < len(emails):
        raise AddressesTaken("、".join(taken))
    return bool(taken)


@transaction.atomic
def load(today: dt.date | None = None) -> None:
    """Make the whole city, or nothing of it, as it stands on the day `today`. Call only where
    `is_loaded()` is false."""
    last = OutgoingMail.objects.aggregate(last=Max("pk"))["last"] or 0
    world = World(Calendar(today or timezone.localdate()))
    make_cast(world)
    groups = groups_here((*GROUPS, *own_groups(city().slug)))
    decided, still_open = plans_here((*DECIDED, *BETWEEN, *VOTING)), plans_here(OPEN)
    make_town(world, groups)
    open_places(world)
    for story in TALKS:
        talk(world, story)
    _calls_and_proposals(world, (*decided, *still_open))
    shared = (*GREEN, *CARE, *LEARNING, *TOWN)
    for project_story in plans_here((*shared, *own_projects(city().slug))):
        project = register(world, project_story)
        live(world, project, project_story.plan, project_story.course)
    for proposal_story in decided:
        if proposal_story.course is not None:
            born = world.projects[proposal_story.key]
            live(world, born, proposal_story.plan, proposal_story.course)
    for change_story in CHANGES:
        change(world, change_story)
    for evaluation_story in (*PUBLISHED, *WAITING):
        evaluate(world, evaluation_story)
    send_one_back(world)
    change_town(world, groups)
    show_groups(world)
    if city().slug in REGISTERS:
        REGISTERS[city().slug](by=world.coordinator)
    ask_for_everything(world)
    offer_and_ask(world)
    ask_about_calls(world)
    look_for_partners(world)
    give_things(world)
    gather_groups(world)
    name_advisers(world)
    work_together(world)
    bring_last_menu_out(world)
    ask_for_lectures(world, last_year=True)
    bring_menu_out(world)
    ask_for_lectures(world, last_year=False)
    tell_what_is_needed(world)
    ask_for_opinions(world)
    hold_meetings(world)
    summarise(world)
    lose_factors(world)
    stand_in(world)
    invite_people(world)
    people_of_groups(world)
    follow_things(world)
    live_events(world)
    write_letters(world)
    complain(world)
    send_gathered(timezone.now() + dt.timedelta(days=2))
    # Nobody lives at these addresses: the letters stand in the outbox as sent.
    OutgoingMail.objects.filter(pk__gt=last).waiting().update(sent_at=F("created_at"))
    OutgoingMail.objects.filter(pk__gt=last).spent(timezone.now()).delete()


def _calls_and_proposals(world: World, all_stories: tuple[ProposalStory, ...]) -> None:
    """Call by call; within each everything is submitted before anything is judged."""
    for call in CALLS:
        prepare(world, call)
        stories = [story for story in all_stories if story.call == call.key]
        for step in (write_draft, submit, opine):
            for story in stories:
                step(world, story)
        start_review(world, call)
        for step in (review, decide):
            for story in stories:
                step(world, story)
        announce_results(world, call)
        for step in (find_born, move_up):
            for story in stories:
                step(world, story)
