"""Kinds of acts that are written down of a record, and how each is told afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


class Reader(IntegerChoices):
    """Who reads the course of a record: each is told what those before it are told, too."""

    PUBLIC = 1, "ページを開ける人"  # everybody who may open the record's page
    PARTIES = 2, "当事者と市"  # those whom the record concerns, on either side
    CITY = 3, "市"  # the city's desk alone


@dataclass(frozen=True, slots=True)
class Milestone:
    """An act as it is told on the page of what came of the record, and in which tone."""

    happened: Words
    tone: str = "neutral"


def _every_entry(_: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One kind of act that is written down.

    name          the verb: what is written of a group's `apply` has the action "group.apply".
    label         the words that are kept with each entry, in Japanese; empty when each brings its own.
    happened      what the course says: a whole sentence in the past, and no person. Empty: it is
                  told to the city alone, by the words that were kept.
    side          whose act it is (団体, 市 …), never a person; or what tells that from the record
                  and the entry. Empty: both sides', or nobody asks.
    read_by       who reads it in the course.
    note_read_by  who reads there what was written with it.
    told_if       which entries are told so; the others are for the city, by the words that were kept.
    event_tone    the tone in which the course shows it.
    milestone     the last act of this kind is told so on the page of what came of the record.
    is_inward     nobody who has not signed in sees anything else because of it (somebody signed in,
                  a draft was saved): the answers that visitors share stay as they are.
    """

    name: str
    label: Words = ""
    happened: Words = ""
    side: Words | Callable[[Any, Any], Words] = ""
    read_by: Reader = Reader.CITY
    note_read_by: Reader = Reader.CITY
    told_if: Callable[[Any], bool] = _every_entry
    event_tone: str = "neutral"
    milestone: Milestone | None = None
    is_inward: bool = False

    def side_in(self, record: Any, entry: Any) -> Words:
        """Whose act this entry of the record's is."""
        return self.side(record, entry) if callable(self.side) else self.side


ENTERED = Recorded(name="create", label="登録した")
REWRITTEN = Recorded(name="edit", label="内容を書き直した")

NAMED = Recorded(
    name="name_stand_in",
    label="代理の職員を決めた",
    happened=_("協働担当の全員に利害関係があるため、代理の職員が手続きすることになりました"),
    side=_("市"),
    read_by=Reader.PUBLIC,
    note_read_by=Reader.PUBLIC,
)
STOOD_DOWN = Recorded(
    name="end_stand_in",
    label="代理の職員の役目を終えた",
    happened=_("代理の職員が役目を終えました"),
    side=_("市"),
    read_by=Reader.PUBLIC,
)

STAND_INS = (NAMED.name, STOOD_DOWN.name)

#: What the city's desk writes of any kind of record.
DESK_ACTS = (ENTERED, REWRITTEN, NAMED, STOOD_DOWN)
