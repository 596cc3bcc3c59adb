"""Moves over HTTP: what is asked with them, and that nothing written is lost on a refusal."""

import datetime as dt

import pytest
from django.test import Client, RequestFactory

from groups.models import Group
from kyodo_portal.writing.typed import words_typed
from tests.factories import make_coordinator, make_group, make_user, today

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.parametrize(
    ("days", "status", "after"), [(-1, 400, "applied"), (0, 302, "returned"), (14, 302, "returned")]
)
def test_due_day_is_still_to_come(client: Client, days: int, status: int, after: str) -> None:
    group = make_group(status="applied")
    client.force_login(make_coordinator(), backend=BACKEND)
    due = (today() + dt.timedelta(days=days)).isoformat()

    answer = client.post(
        f"{group.get_absolute_url()}move/",
        {"move": "return", "note": "会則を添えてください。", "due": due},
    )

    assert (answer.status_code, Group.objects.get(pk=group.pk).status) == (status, after)
    if status == 400:
        assert "会則を添えてください。</textarea>" in answer.content.decode()


def test_form_refused_by_a_rule_gives_the_words_back_and_no_password(client: Client) -> None:
    group = make_group()
    client.force_login(make_user(), backend=BACKEND)
    sent = {"purpose": "花で町を明るくする。", "kind": "npo", "password": "ひみつのことば"}

    answer = client.post(f"{group.get_absolute_url()}edit/", sent)

    body = answer.content.decode()
    assert answer.status_code == 403
    assert ">花で町を明るくする。\n\nnpo</textarea>" in body
    assert "ひみつのことば" not in body


def test_words_that_are_shown_again_are_the_persons_own() -> None:
    token = ",".join(f"field{number}:0123456789ab" for number in range(9))
    sent = {"seen": token, "read": "f" * 64, "csrfmiddlewaretoken": "x" * 64, "purpose": "川の掃除"}

    assert words_typed(RequestFactory().post("/", sent)) == "川の掃除"
