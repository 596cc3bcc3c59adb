"""Upgrades: back to an older state of the database and on again, one journey for all stories.

A story makes records, may change in the past what only the past allows, and after the way back to today
says what must be true. Each looks at its own records alone. To go back takes as long for one as for all.
"""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kyodo_portal.post.outbox import OutgoingMail
from tests.upgrades import (
    agreements,
    calls,
    checklists,
    contacts,
    decisions,
    evaluations,
    found,
    help_wanted,
    places,
    ratings,
    registrations,
    results,
    roles,
    sheets,
    steps,
)

PAST = (
    ("kyodo_portal", "0005_search_columns"),
    ("groups", "0008_names_as_they_are_read"),
    ("projects", "0007_further_forms"),
    ("proposals", "0004_further_forms"),
    ("evaluations", "0004_list_in_order"),
)
"""The state of the database at the earliest migration that one of the stories is about, in each app."""

Story = Generator[None, Any, None]
"""Runs to its first `yield` before the way back, gets there the models of the past, runs to its second
in the past, and to its end after the way on."""

STORIES: tuple[Callable[[], Story], ...] = (
    agreements.what_was_signed_before_holds_until_it_is_changed,
    calls.calls_of_the_first_kinds_stay_as_they_are,
    checklists.checklists_get_the_words_they_were_shown_with,
    contacts.open_lines_stay_open_and_closed_ones_closed,
    decisions.decisions_are_released_with_their_call,
    evaluations.parties_are_those_that_took_part,
    found.terms_learn_of_what_kind_they_are,
    registrations.registrations_from_before_end_in_time_to_be_renewed,
    help_wanted.what_was_written_of_taking_part_is_help_wanted,
    places.running_places_run_on_and_ended_ones_do_not_come_back,
    ratings.ratings_are_letters_before_and_steps_after,
    results.results_are_given_their_moment,
    roles.earliest_managers_become_representatives,
    roles.treasurers_were_members,
    sheets.sheets_keep_their_points,
    steps.running_projects_get_their_steps,
)


@pytest.mark.shared(on="postgres")
@pytest.mark.django_db(transaction=True)
def test_what_stood_in_an_older_database_is_right_after_an_upgrade() -> None:
    stories = [story() for story in STORIES]
    for story in stories:
        next(story)
    letters = OutgoingMail.objects.count()

    past = MigrationExecutor(connection).migrate(list(PAST))
    for story in stories:
        story.send(past.apps)
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())

    assert OutgoingMail.objects.count() == letters
    assert [next(story, "ended") for story in stories] == ["ended"] * len(stories)
