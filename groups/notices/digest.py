"""The letter that tells of several things at once, in the language of its reader."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from groups.models import User
from groups.notices.gathering import Part
from groups.notices.leaving import token_of, way_out
from kyodo_portal.post.letters import link_to, signature, written
from kyodo_portal.post.outbox import Draft, plain_name
from kyodo_portal.publishing.news import Item
from kyodo_portal.words.languages import JAPANESE, of_code, written_in
from kyodo_portal.words.text import japanese_date

MOST = 40
"""Things told in one letter; the page of notices tells the rest."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told in one letter: never nothing."""

    person: User
    parts: Sequence[Part]
    kinds: Sequence[str]
    until: dt.datetime

    @property
    def count(self) -> int:
        return sum(len(part.items) for part in self.parts)

    @property
    def token(self) -> str:
        return token_of(self.person.pk, self.kinds)

    def subject(self) -> str:
        told = ngettext(
            "【協働ポータル】新しいお知らせが{count}件あります（{day}）",
            "【協働ポータル】新しいお知らせが{count}件あります（{day}）",
            self.count,
        )
        return told.format(count=self.count, day=japanese_date(self.until))

    def body(self) -> str:
        left = MOST
        paragraphs = [
            gettext("{name} さま").format(name=plain_name(self.person.display_name)),
            gettext("あなたが受け取ることにしているお知らせを、まとめてお届けします。"),
        ]
        for part in self.parts:
            if shown := part.items[-left:] if left else []:
                paragraphs.append("\n\n".join([_heading(part), *_told(part, shown)]))
                left -= len(shown)
        if self.count > MOST:
            rest = ngettext(
                "ほかに{count}件あります。", "ほかに{count}件あります。", self.count - MOST
            )
            paragraphs.append(rest.format(count=self.count - MOST))
        paragraphs += [
            _asked(gettext("お知らせをすべて見る:"), reverse("notices:list")),
            _asked(gettext("受け取りかたと言語を変える:"), reverse("notices:settings")),
            f"{gettext('このお知らせのメールをやめる（ログインはいりません）:')}\n{way_out(self.token)}",
            signature(),
        ]
        return "\n\n".join(paragraphs)

    def draft(self, key: str) -> Draft:
        """The letter for the outbox."""
        subject, body = written(self, of_code(self.person.language))
        with written_in(JAPANESE):
            out = way_out(self.token)
        return Draft(
            to=self.person.email,
            subject=subject,
            body=body,
            key=f"{key}:{self.person.pk}",
            headers={
                "List-Id": f"notices <{_list_name()}>",
                "List-Unsubscribe": f"<{out}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def _list_name() -> str:
    """The name of the list as mail programs sort by it (RFC 2919): notices.<the sender's host>."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"notices.{host}"


def _heading(part: Part) -> str:
    if not part.name:
        return f"■ {part.kind}"
    return gettext("■ {kind}「{name}」").format(kind=part.kind, name=plain_name(str(part.name)))


def _told(part: Part, items: Sequence[Item]) -> list[str]:
    """Record by record, the newest first: its name, where the heading has not said it, all that is told
    of it, and its address once."""
    of_one: dict[Any, list[Item]] = {}
    for item in reversed(items):
        of_one.setdefault((type(item.record), item.pk), []).append(item)
    return [_record(str(part.name), told) for told in of_one.values()]


def _record(heading: str, told: list[Item]) -> str:
    title = told[0].title.removeprefix(f"{heading}：")
    lines = [
        gettext("{told}（{day}）").format(told=item.told, day=japanese_date(item.at))
        for item in told
    ]
    when = [str(told[0].when)] if told[0].when else []
    first, *rest = lines if title == heading else [plain_name(title), *when, *lines]
    return "\n　".join([f"・{first}", *rest, link_to(told[0].record)])


def _asked(words: str, page: str) -> str:
    return f"{words}\n{link_to(None, page)}"
