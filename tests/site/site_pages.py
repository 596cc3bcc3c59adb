"""What the tests of the site's own pages share: asking as a person, and a city full of things."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import User
from projects.models import Update
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project, make_user
from tests.people import Cast
from tests.projects.helping import make_help
from tests.proposals.factories import make_call, make_consultation, make_proposal


def as_person(person: Any) -> Client:
    """A browser in which this person is signed in, or nobody."""
    client = Client()
    if person.is_authenticated:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(person: Any, name: str) -> str:
    response = as_person(person).get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def make_update(project: Any, title: str = "花を植えました", by: User | None = None) -> Update:
    return Update.objects.create(
        project=project,
        title=title,
        body="みんなで植えました。",
        side="group",
        side_label="花と道の会",
        posted_by=by or make_user(),
    )


def fill_city(number: int, *, cast: Cast) -> None:
    """So many of every kind of thing the pages show, for the people of the cast."""
    manager = User.objects.get(pk=cast.people["manager"].pk)
    for _ in range(number):
        call = make_call()
        make_proposal(call=call, group=cast.group, by=manager)
        make_proposal(call=call, group=cast.group, by=manager, status="under_review")
        make_consultation(by=manager)
        mine = {"groups": (cast.group,), "departments": (cast.department,)}
        make_help(make_project(how_to_join="毎月第一土曜に来てください。", **mine))
        running = make_project(status="active", started_at=timezone.now(), **mine)
        make_update(running)
        make_evaluation(make_project(status="evaluated", **mine), status="published")
        make_help(make_group(managers=(manager,)))
        make_evaluation(make_project(status="completed", **mine))
        make_evaluation(make_project(status="completed", **mine), status="revealed")
        make_project(status="completed", **mine)
