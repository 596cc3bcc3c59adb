"""A proposal as its reviewers read it where the call is judged without names: everything that says who proposes
is struck out, wherever it stands.

Found whatever its width, its case, and the spaces or line breaks between its letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from groups.models import Group, User
from proposals.content.reading import Reading, label_of, reading_of
from proposals.content.snapshot import snapshot_of
from proposals.models import Blinding, Proposal, ProposalAttachment

STRUCK = "■■■"
HIDDEN = "（審査が終わるまで伏せています）"

KINDS = (
    "特定非営利活動法人",
    "NPO法人",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "株式会社",
)
"""What stands before or after the name of a group, which is said without it too."""


def names_known(proposal: Proposal) -> list[str]:
    """What the portal itself knows to name the proposing side: the groups, with and without their kind, and
    everybody who belongs to them."""
    groups = [group for group in (proposal.group, proposal.implementing_group) if group]
    found = [name for group in groups for name in _names_of(group)]
    people = User.objects.filter(memberships__group__in=groups).distinct()
    found += [person.display_name for person in people]
    if proposal.group is None:
        found.append(proposal.proposer_name)
    return list(dict.fromkeys(name for name in found if len(name.strip()) > 1))


def _names_of(group: Group) -> Iterable[str]:
    yield group.name
    yield group.name_kana
    for kind in KINDS:
        if kind in group.name:
            yield group.name.replace(kind, "").strip()


def words_of(proposal: Proposal, more: str = "") -> list[str]:
    """What is struck out: what the portal knows, and the lines of `more`."""
    lines = [line.strip() for line in more.splitlines()]
    return [*names_known(proposal), *(line for line in lines if line)]


def struck(text: str, words: Iterable[str]) -> str:
    """The text without these words."""
    # One letter of the text for one of the form in which they are compared: a place in one is a place in the other.
    plain = "".join(_plain(letter) for letter in text)
    spans = []
    for word in words:
        letters = [re.escape(_plain(letter)) for letter in word if not letter.isspace()]
        if letters:
            spans += [found.span() for found in re.finditer(r"\s*".join(letters), plain)]
    result, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            result += [text[end:start], STRUCK]
        end = max(end, stop)
    return "".join([*result, text[end:]])


def _plain(letter: str) -> str:
    """A letter as it is compared. One that would become several (㈱) stays itself."""
    folded = unicodedata.normalize("NFKC", letter).casefold()
    return folded if len(folded) == 1 else letter


def without_names(value: Any, words: list[str]) -> Any:
    """The same for whatever plain data holds."""
    if isinstance(value, str):
        return struck(value, words)
    if isinstance(value, list):
        return [without_names(each, words) for each in value]
    if isinstance(value, dict):
        return {name: without_names(each, words) for name, each in value.items()}
    return value


def blinded_readings(proposal: Proposal, more: str = "") -> list[Reading]:
    """The sections of a proposal without what names the proposing side."""
    data = without_names(snapshot_of(proposal), words_of(proposal, more))
    group = label_of("group")
    return [
        replace(
            section,
            rows=[(label, HIDDEN if label == group else value) for label, value in section.rows],
        )
        for section in reading_of({**data, "group": None}, of=proposal.call)
    ]


def shown_documents(proposal: Proposal) -> list[ProposalAttachment]:
    """The documents of which somebody has seen that they name nobody, in their order."""
    blinding = getattr(proposal, "blinding", None)
    return [] if blinding is None else list(blinding.attachments.order_by("pk"))


def marked_words(proposal: Proposal) -> str:
    """What staff have marked to be struck out."""
    blinding: Blinding | None = getattr(proposal, "blinding", None)
    return "" if blinding is None else blinding.words
