"""Two people in the same instant, each before a process of the portal's own; and several workers over one
queue. The races within one process are the suite's own (marker `race`), run again and again beside these.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.seals import SETTLED, AuditSeal
from kyodo_portal.post.outbox import OutgoingMail, queue
from proposals.models import Consultation, Proposal
from tests.factories import make_group, make_user
from tests.post.smtp_server import smtp_server
from tests.proposals.factories import make_proposal
from tests.prove.portal import Portal, Reply, Visitor, environment, own_database
from tests.races import at_once
from tests.trust.reading import PostForm, forms_in
from tests.trust.world import signed_in_as

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

ROUNDS = 1_000
LETTERS = 1_000
"""Letters in the queue, and entries of the record that wait for their seal."""

WORKERS = 4


@pytest.fixture
def portals(transactional_db: None, settings: Any) -> Iterator[list[Portal]]:
    """Two processes of the portal over this test's database."""
    with ExitStack() as running:
        made = [Portal(own_database(), settings.MEDIA_ROOT) for _ in range(2)]
        for portal in made:
            running.callback(portal.kill)
            portal.start()
        yield made


def form_at(visitor: Visitor, path: str, field: str) -> PostForm:
    """The form of a page that has this field."""
    reply = visitor.get(path)
    assert reply.status == 200, (path, reply.status)
    answer = SimpleNamespace(streaming=False, content=reply.body, headers={})
    return next(form for form in forms_in(answer, path) if field in form.fields)


def test_two_browsers_on_one_form_save_one_of_two_words(portals: list[Portal]) -> None:
    people = (make_user("一人目"), make_user("二人目"))
    proposal = make_proposal(group=make_group(managers=people), by=people[0])
    path = reverse("proposals:whole", args=[proposal.pk])
    visitors = [
        Visitor(portal.port, signed_in_as(person))
        for portal, person in zip(portals, people, strict=True)
    ]
    wrong = []
    for number in range(ROUNDS):
        words = [f"{number}回目の{name}" for name in ("一人目", "二人目")]
        forms = [form_at(visitor, path, "summary") for visitor in visitors]

        replies: list[Reply] = at_once(
            *(
                lambda visitor=visitor, form=form, said=said: visitor.post(
                    path, {**form.fields, "summary": said}
                )
                for visitor, form, said in zip(visitors, forms, words, strict=True)
            )
        )

        statuses = [reply.status for reply in replies]
        stored = Proposal.objects.get(pk=proposal.pk).summary
        refused = [reply.body.decode() for reply in replies if reply.status == 409]
        kept = [said for said in words if any(said in page for page in refused)]
        if sorted(statuses) != [302, 409] or words[statuses.index(302)] != stored:
            wrong.append((number, statuses, stored))
        elif words[statuses.index(409)] not in kept:
            wrong.append((number, "words of the one who was refused", kept))

    assert wrong == []


def test_same_submission_twice_makes_one_record(portals: list[Portal]) -> None:
    person = make_user()
    session = signed_in_as(person)
    visitors = [Visitor(portal.port, session) for portal in portals]
    path = reverse("consultations:create")
    wrong = []
    for number in range(ROUNDS):
        form = form_at(visitors[0], path, "concern")
        typed = {**form.fields, "subject": f"{number}件目", "concern": f"{number}件目の困りごと"}

        replies: list[Reply] = at_once(
            *(
                lambda visitor=visitor, typed=typed: visitor.post(path, typed)
                for visitor in visitors
            )
        )

        made = Consultation.objects.filter(concern=typed["concern"])
        answers = [(reply.status, reply.location) for reply in replies]
        if answers != [(302, each.get_absolute_url()) for each in made] * 2:
            wrong.append((number, answers, made.count()))

    assert wrong == []
    assert Consultation.objects.count() == ROUNDS


def test_several_workers_send_each_letter_once_and_seal_each_entry_once(settings: Any) -> None:
    earlier = timezone.now() - SETTLED
    for number in range(LETTERS):
        queue(to=f"hito{number}@example.jp", subject="件名", body="本文", key=f"letter:{number}")
        AuditEntry.objects.create(action="x.race", target_model="x", target_id=number, at=earlier)
    env = environment(own_database(), settings.MEDIA_ROOT, 0)
    with smtp_server() as server:
        env["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        workers = [
            subprocess.Popen(
                [sys.executable, "manage.py", "outbox", "--once"],
                cwd=portal_settings.BASE_DIR,
                env=env,
                stdout=subprocess.DEVNULL,
            )
            for _ in range(WORKERS)
        ]
        ended = [worker.wait(timeout=600) for worker in workers]
        arrived = Counter(
            line.removeprefix("To: ").strip()
            for letter in server.received
            for line in letter.splitlines()
            if line.startswith("To: ")
        )

    assert ended == [0] * WORKERS
    assert set(arrived.values()) == {1}
    assert len(arrived) == LETTERS
    assert OutgoingMail.objects.exclude(sent_at=None).count() == LETTERS
    assert AuditSeal.objects.count() == AuditEntry.objects.count()
    call_command("verify_audit")
