"""What came by telephone keeps its way through an upgrade, and on the way back, in every table."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from groups.models import Complaint, Report
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import HelpAnswer
from tests.factories import make_coordinator, make_group, today
from tests.groups.reported import reported_update
from tests.people import make_cast
from tests.projects.helping import make_answer, make_help

BEFORE = [("groups", "0031_supporters"), ("projects", "0020_questions")]


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_the_telephone_has_one_word_after_the_upgrade_and_its_old_one_before() -> None:
    case, _ = reported_update(make_cast())
    desk = make_coordinator()
    told = {"entered_by": desk, "came_by": "phone"}
    complaint = Complaint.objects.create(report=case, reason="other", received_on=today(), **told)
    answer = make_answer(make_help(make_group()))
    HelpAnswer.objects.filter(pk=answer.pk).update(came_on=today(), **told)
    letters = OutgoingMail.objects.count()

    past = MigrationExecutor(connection).migrate(BEFORE).apps
    words = [
        past.get_model("groups", "Complaint").objects.get(pk=complaint.pk).came_by,
        past.get_model("projects", "HelpAnswer").objects.get(pk=answer.pk).came_by,
    ]
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())

    assert words == ["telephone", "telephone"]
    complaint.refresh_from_db()
    answer.refresh_from_db()
    assert (complaint.came_by, answer.came_by) == ("phone", "phone")
    assert (Report.objects.count(), OutgoingMail.objects.count()) == (1, letters)
