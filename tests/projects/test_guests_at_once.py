"""A form that is sent twice in the same instant, and one sent too often."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Guest
from projects.models import HelpAnswer, Participation, Question
from tests.factories import make_group, make_project
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.races import at_once

GUEST = {"guest_name": "見本 花子", "guest_phone": "048-000-0000"}


def comes() -> tuple[str, dict[str, str]]:
    return reverse("events:join", args=[make_event().pk]), {"people_count": "1"}


def helps() -> tuple[str, dict[str, str]]:
    return reverse("help_wanted:answer", args=[make_help(make_group()).pk]), {"number": "1"}


def asks() -> tuple[str, dict[str, str]]:
    project = make_project(status="active", groups=(make_group(),))
    return reverse("questions:create", args=[project.pk]), {"text": "だれでも行けますか。"}


WAYS = {comes: Participation, helps: HelpAnswer, asks: Question}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
def test_form_sent_twice_at_once_is_one_guest(way: Callable[[], Any]) -> None:
    address, words = way()
    form = {**GUEST, **words, "submission_key": str(uuid.uuid4())}

    answers = at_once(*[partial(Client().post, address, form) for _ in range(2)])

    guest = Guest.objects.get()
    assert [getattr(each, "url", each) for each in answers] == [guest.get_absolute_url()] * 2
    assert WAYS[way]._default_manager.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_forms_with_one_contact_are_twenty_a_day(way: Callable[[], Any]) -> None:
    address, words = way()
    client = Client()

    codes = [client.post(address, {**GUEST, **words}).status_code for _ in range(21)]

    assert codes == [302] * 20 + [429]
    assert WAYS[way]._default_manager.count() == 20
