"""The whole demonstration taken back to an older state of the database and brought up again: what people
read stays readable, nobody gets a letter, and nobody's place, sheet or signature is another's afterwards.

What the past has no columns for is lost on the way back, so pages may say less, and an evaluation that was
cancelled is open again. The short form, with stories
that tell what may not change, is `tests/upgrades`.
"""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from evaluations.models import Assessment, Evaluation
from groups.models import Group, Membership, User
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project, Signature
from proposals.models import Call, Consultation, Proposal, Review
from tests.upgrades.test_upgrades import PAST

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

KINDS: tuple[Any, ...] = (Project, Group, Call, Proposal, Consultation, Evaluation)
COUNTED: tuple[Any, ...] = (*KINDS, User, Signature, Assessment, Review, OutgoingMail)


def answers() -> dict[tuple[str, str], int]:
    """How every page answers that somebody of the demonstration, or a visitor, may read."""
    told = {}
    people = [AnonymousUser(), *User.objects.filter(email__in=[each.email for each in ACCOUNTS])]
    for person in people:
        client = Client(raise_request_exception=False)
        if person.is_authenticated:
            client.force_login(person)
        things = [row for kind in KINDS for row in kind.objects.visible_to(person)]
        lists = [reverse(name) for name in ("home", "projects:list", "groups:list", "statistics")]
        for path in [*lists, *(row.get_absolute_url() for row in things)]:
            told[str(person), path] = client.get(path).status_code
    return told


def counts() -> dict[str, int]:
    """What there is of each kind; of people's places, those that run."""
    places = Membership.objects.filter(ended_at=None).count()
    return {kind._meta.label: kind._base_manager.count() for kind in COUNTED} | {"places": places}


def test_demonstration_is_readable_after_an_upgrade() -> None:
    call_command("demo", confirmed=True, verbosity=0, stdout=StringIO())
    StandIn.objects.all().delete()  # the past knows none, and what they read goes with their place
    cancelled = {each.get_absolute_url() for each in Evaluation.objects.filter(status="cancelled")}
    before, had = answers(), counts()

    MigrationExecutor(connection).migrate(list(PAST))
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())
    call_command("reindex", verbosity=0)

    assert Counter(before.values()) == {200: len(before)}
    after = {of: status for of, status in answers().items() if of[1] not in cancelled}
    assert after == {of: status for of, status in before.items() if of[1] not in cancelled}
    assert counts() == had
