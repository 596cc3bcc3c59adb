"""The talk of the parties about a version: theirs alone, kept with it, told to the others."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import DraftRemark, Project
from tests.people import KINDS, Cast, make_cast
from tests.projects.amending.acts import answer, project_of, proposed

pytestmark = pytest.mark.django_db

WORDS = "保険の行を、市の決まりに合わせて直しました。"
PARTIES = {"member", "manager", "staff"}


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def page(client: Client, project: Project) -> str:
    return client.get(reverse("projects:agreement", args=[project.pk])).content.decode()


def say(client: Client, project: Project, text: str = WORDS) -> Any:
    return client.post(reverse("projects:draft_remark", args=[project.pk]), {"remark-text": text})


@pytest.mark.parametrize("status", ["planning", "agreed", "active", "completed", "cancelled"])
def test_members_of_the_parties_write_while_the_project_is_open(cast: Cast, status: str) -> None:
    project = project_of(cast, status=status)
    taken = {kind for kind in KINDS if say(cast.browser(kind), project).status_code == 302}
    is_open = status in ("planning", "agreed", "active")

    written = list(DraftRemark.objects.values_list("written_by__display_name", flat=True))

    assert taken - {"anonymous"} == (PARTIES if is_open else set())
    assert len(written) == (3 if is_open else 0)


def test_parties_alone_read_it_also_when_the_project_has_ended(cast: Cast) -> None:
    project = project_of(cast)
    say(cast.browser("manager"), project)
    Project.objects.filter(pk=project.pk).update(status="completed")

    readers = {kind for kind in KINDS if WORDS in page(cast.browser(kind), project)}
    writers = {kind for kind in KINDS if "remark-text" in page(cast.browser(kind), project)}

    assert (readers, writers) == (PARTIES, set())
    assert WORDS not in Client().get(project.get_absolute_url()).content.decode()
    seen = {kind for kind in KINDS if DraftRemark.objects.visible_to(cast[kind]).exists()}
    assert seen == PARTIES


def test_remark_stands_with_the_version_of_its_time_and_is_told_to_the_others(cast: Cast) -> None:
    project = project_of(cast)
    say(cast.browser("manager"), project)
    told = list(OutgoingMail.objects.order_by("to").values_list("to", flat=True))
    answer(proposed(project, cast["manager"]), cast.browser("staff"))
    say(cast.browser("staff"), project, "第2版で結びました。")

    rows = DraftRemark.objects.values_list("version", "party_name")
    assert list(rows) == [(1, cast.group.name), (2, cast.department.name)]
    assert told == [cast["staff"].email]
    entry = AuditEntry.objects.of(project).filter(action="project.remark").first()
    assert entry is not None
    assert WORDS not in str(entry.data) + entry.note


@pytest.mark.parametrize("text", ["", "  ", "長" * 1001])
def test_what_cannot_be_kept_is_said_and_shown_again(cast: Cast, text: str) -> None:
    project = project_of(cast)
    response = say(cast.browser("manager"), project, text)
    assert (response.status_code, DraftRemark.objects.count()) == (422, 0)
    assert text in response.content.decode()


def test_markup_is_text(cast: Cast) -> None:
    project = project_of(cast)
    say(cast.browser("manager"), project, "<script>x</script>")
    assert "<script>x" not in page(cast.browser("staff"), project)


@pytest.mark.parametrize("number", [1, 3])
def test_talk_takes_one_query(cast: Cast, django_assert_num_queries: Any, number: int) -> None:
    project = project_of(cast)
    for _ in range(number):
        say(cast.browser("manager"), project)
    client = cast.browser("manager")
    with django_assert_num_queries(9):
        client.get(reverse("projects:agreement", args=[project.pk]))
