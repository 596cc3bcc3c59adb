"""Reading every address as every person, and keeping what was said."""

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.crawl.answers import told
from tests.crawl.made import asked_in


def read_city(folder: Path, kept: Path, people: list[str]) -> None:
    """Write what each of these people is told at each address. Each page is kept once, however many
    are told the same; `kept` then holds one line for every page and one for every answer."""
    django.setup()
    call_command("migrate", verbosity=0)
    logging.disable(logging.CRITICAL)
    pages: dict[str, list[str]] = {}
    with kept.open("w") as file:
        for who, path, lines in _answers(folder, people):
            page = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
            if page not in pages:
                pages[page] = lines
                file.write(json.dumps({"page": page, "lines": lines}, ensure_ascii=False) + "\n")
            file.write(json.dumps({"who": who, "path": path, "page": page}) + "\n")


def _answers(folder: Path, people: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    asked = asked_in(folder)
    for who in people:
        for path in asked.paths[who]:
            client = Client(raise_request_exception=False)
            if who in asked.sessions:
                client.cookies[settings.SESSION_COOKIE_NAME] = asked.sessions[who]
            cache.clear()  # the door counts how often one comes
            with transaction.atomic():
                lines = told(client.get(path))
                transaction.set_rollback(True)
            yield who, path, lines
