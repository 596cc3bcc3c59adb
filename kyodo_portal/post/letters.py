"""The letters the portal writes when something moves: plain text, one event, one next step.

Queued in the transaction of the act (see `kyodo_portal.post.outbox`), so that a letter exists exactly
when the thing it tells of has happened. Whoever reads another language gets the letter in it, with the
Japanese below: so others can help with it, and the record of the city's words is the Japanese.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from kyodo_portal.cities import city, said
from kyodo_portal.post import outbox
from kyodo_portal.words.languages import (
    JAPANESE,
    Language,
    Words,
    current,
    in_language,
    of_code,
    written_in,
)
from kyodo_portal.words.readings import in_brackets
from kyodo_portal.words.text import japanese_datetime

BETWEEN_LANGUAGES = "\n\n" + "-" * 40 + "\n\n"


class Acting(Protocol):
    """Whoever acts: nobody is told what they did themselves."""

    @property
    def pk(self) -> int | None: ...


class Addressee(Protocol):
    """Somebody whom a letter may go to, and the code of the language they read."""

    @property
    def pk(self) -> int: ...

    @property
    def is_active(self) -> bool: ...

    @property
    def display_name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked, and is answered in the language they asked in, whatever they choose later."""

    person: Addressee
    asked_in: str

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def is_active(self) -> bool:
        return self.person.is_active

    @property
    def display_name(self) -> str:
        return self.person.display_name

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def language(self) -> str:
        return self.asked_in or self.person.language


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says, in whatever language it is then written."""

    name: str
    about: Any
    told: Words
    when: Words = ""
    note: Words = ""
    next_step: Words = ""
    page: str = ""
    facts: Words = ""

    @property
    def title(self) -> str:
        return outbox.plain_name(str(self.about))

    def subject(self) -> str:
        return gettext("【協働ポータル】{told}「{title}」").format(told=self.told, title=self.title)

    def body(self) -> str:
        when = self.when or japanese_datetime(timezone.now())
        told = gettext("{told}（{when}）。").format(told=self.told, when=when)
        paragraphs = [
            gettext("{name} さま").format(name=outbox.plain_name(self.name)),
            "\n　".join([f"{told}\n", self.title, *str(self.facts).splitlines()]),
        ]
        if self.note:
            paragraphs.append(gettext("添えられた言葉:") + f"\n{self.note}")
        if self.next_step:
            paragraphs.append(gettext("次にすること:") + f"\n{self.next_step}")
        details = gettext("くわしくは、こちらのページをご覧ください。")
        paragraphs.append(f"{details}\n{link_to(self.about, self.page)}")
        return "\n\n".join([*paragraphs, signature()])


def queue_letter(
    person: Addressee,
    *,
    about: Any,
    told: Words,
    when: Words = "",
    note: Words = "",
    next_step: Words = "",
    page: str = "",
    facts: Words = "",
    key: str,
    expires_at: dt.datetime | None = None,
) -> None:
    """Queue one letter to one person about one thing.

    The subject says what happened to what (people otherwise take the second letter for a copy of
    the first). `when` stands beside it, in place of this moment; `facts` are lines below the thing's
    title: when and where it is; `page` is an address in place of that of the thing. `key` names the event; the same event never writes twice to the same address.
    A letter that opens a door says until when (`expires_at`), and is forgotten once it is delivered.

    What is marked for translation (`told` above all) is said in the reader's language. What was said
    already, as everything to staff alone is, makes a letter in Japanese.
    """
    if person.is_active:
        letter = Letter(person.display_name, about, told, when, note, next_step, page, facts)
        language = of_code(person.language) if isinstance(told, Promise) else JAPANESE
        subject, body = written(letter, language)
        outbox.queue(
            to=person.email,
            subject=subject,
            body=body,
            key=f"{key}:{person.pk}",
            expires_at=expires_at,
        )


def tell_others(
    people: Iterable[Addressee],
    *,
    by: Acting | None,
    about: Any,
    told: Words,
    note: Words = "",
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


class Writable(Protocol):
    """Something that can be written in any language."""

    def subject(self) -> str: ...

    def body(self) -> str: ...


def written(letter: Writable, language: Language) -> tuple[str, str]:
    """Subject and body for a reader of this language: the letter in it, and below it in Japanese.
    Readings stand in brackets, as on paper."""
    with written_in(language):
        subject, body = in_brackets(letter.subject()), in_brackets(letter.body())
        below = gettext("同じことを、日本語で書いたものです。")
    if language != JAPANESE:
        with written_in(JAPANESE):
            body = f"{body}{BETWEEN_LANGUAGES}{in_brackets(below)}\n\n{letter.body()}"
    return subject, f"{body}\n"


def signature() -> str:
    """Whose letter it is: the city's desk and how to reach it, in the language that is written."""
    desk = city().desk
    reached = gettext("電話 {phone}　メール {email}").format(phone=desk.phone, email=desk.email)
    return f"{said(city().name)} {said(desk.name)}\n{reached}"


def link_to(about: Any, page: str = "") -> str:
    """The absolute address of a thing's page, or of this one, on the city's own host whatever the
    request said; in the language that is written, where the page has it."""
    path = page or about.get_absolute_url()
    elsewhere = in_language(path, current())
    return settings.BASE_URL.rstrip("/") + (elsewhere if _is_page(elsewhere) else path)


def _is_page(path: str) -> bool:
    try:
        resolve(path.partition("#")[0].partition("?")[0])
    except Resolver404:
        return False
    return True
