"""The letters the portal writes when something moves: plain text, one event, one next step.

Queued in the transaction of the act (see `kyodo_portal.post.outbox`), so that a letter exists exactly
when the thing it tells of has happened.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.post import outbox
from kyodo_portal.words.languages import Words, in_japanese
from kyodo_portal.words.text import japanese_datetime


class Acting(Protocol):
    """Whoever acts: nobody is told what they did themselves."""

    @property
    def pk(self) -> int | None: ...


class Addressee(Protocol):
    """Somebody whom a letter may go to."""

    @property
    def pk(self) -> int: ...

    @property
    def is_active(self) -> bool: ...

    @property
    def display_name(self) -> str: ...

    @property
    def email(self) -> str: ...


def queue_letter(
    person: Addressee,
    *,
    about: Any,
    told: Words,
    when: str = "",
    note: str = "",
    next_step: Words = "",
    page: str = "",
    key: str,
    expires_at: dt.datetime | None = None,
) -> None:
    """Queue one letter to one person about one thing.

    The subject says what happened to what (people otherwise take the second letter for a copy of
    the first). `when` stands beside it, in place of this moment; `page` is an address in place of
    that of the thing. `key` names the event; the same event never writes twice to the same address.
    A letter that opens a door says until when (`expires_at`), and is forgotten once it is delivered.
    """
    if person.is_active:
        with in_japanese():
            _queue(person, about, told, when, note, next_step, page, key, expires_at)


def tell_others(
    people: Iterable[Addressee],
    *,
    by: Acting | None,
    about: Any,
    told: Words,
    note: str = "",
    next_step: Words = "",
    page: str = "",
    key: str,
) -> None:
    """Queue the letter to each of these people once, except to whoever acted (`by`): they know."""
    others = {person.pk: person for person in people if by is None or person.pk != by.pk}
    for person in others.values():
        queue_letter(
            person, about=about, told=told, note=note, next_step=next_step, page=page, key=key
        )


def _queue(
    person: Addressee,
    about: Any,
    told: Words,
    when: str,
    note: str,
    next_step: Words,
    page: str,
    key: str,
    expires_at: dt.datetime | None,
) -> None:
    title = outbox.plain_name(str(about))
    paragraphs = [
        f"{outbox.plain_name(person.display_name)} さま",
        f"{told}（{when or japanese_datetime(timezone.now())}）。\n\n　{title}",
    ]
    if note:
        paragraphs.append(f"添えられた言葉:\n{note}")
    if next_step:
        paragraphs.append(f"次にすること:\n{next_step}")
    paragraphs.append(f"くわしくは、こちらのページをご覧ください。\n{link_to(about, page)}")
    desk = city().desk
    paragraphs.append(f"{city().name} {desk.name}\n電話 {desk.phone}　メール {desk.email}")
    outbox.queue(
        to=person.email,
        subject=f"【協働ポータル】{told}「{title}」",
        body="\n\n".join(paragraphs) + "\n",
        key=f"{key}:{person.pk}",
        expires_at=expires_at,
    )


def link_to(about: Any, page: str = "") -> str:
    """The absolute address of a thing's page, or of this one, on the city's own host whatever the
    request said."""
    return settings.BASE_URL.rstrip("/") + (page or about.get_absolute_url())
