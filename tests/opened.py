"""Sending a form the way a person does: from a page that was opened before."""

from typing import Any

from django.test import Client


def shown_on(client: Client, address: str) -> str:
    """What the page carries of the state it shows (see `kyodo_portal.writing.seen`)."""
    return str(client.get(address).context["seen"].token)


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Open the page and send what was typed, nobody having written in between."""
    return client.post(address, {"seen": shown_on(client, address), **typed})
