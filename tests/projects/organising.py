"""What an organiser does in the browser: the form of a day filled in, and changed."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from groups.models import User
from projects.models import Event
from tests.signing_in import sign_in
from tests.trust.reading import forms_in


def browser(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def written(**fields: str) -> dict[str, str]:
    day = timezone.localdate() + dt.timedelta(days=7)
    return {
        "title": "朝の水やり",
        "kind": "activity",
        "text": "土にさわります。",
        "day": day.isoformat(),
        "begins": "９時３０分",
        "ends": "11:00",
        "place_text": "駅前広場",
        "accepts": "first_come",
        "photography": "none",
        "capacity": "20人",
        **fields,
    }


def change(client: Client, event: Event, **fields: str) -> Any:
    """Send the form of the event as it is shown, with these answers."""
    page = f"{event.get_absolute_url()}edit/"
    shown = forms_in(client.get(page), page)
    form = next(form for form in shown if "title" in form.fields)
    return client.post(page, {**form.fields, **fields}, follow=True)
