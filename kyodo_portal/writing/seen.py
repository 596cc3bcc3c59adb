"""Two people have the same form open: who saves later does not silently overwrite the earlier one.

A form carries, in one hidden field, a fingerprint of every entry as it was when the page was made.
When it comes back, the record is locked and each entry is looked at three ways: shown, stored now,
sent. Where one of the two people changed an entry, that change counts; where both did, nothing is
written, and the form is shown again beside what is stored now (docs/decisions/0014).
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from kyodo_portal.words.languages import listed
from kyodo_portal.writing.sent import AnyForm, entries_of

FIELD = "seen"
TOLD = "told"
"""The hidden field of a page that says what both changed: what it tells of the stored state."""

CONFLICT = 409

_OTHERS = "@"
"""Under this key stands the newest act of somebody else, for forms that tell people apart."""


def _figure(value: Any) -> str:
    """A short fingerprint of what an entry says; nothing for an empty one."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:12] if value else ""


def _read(token: str) -> dict[str, str]:
    """The fingerprints a form carried, in one field or in several; none where the field is missing or
    made up."""
    pairs = (pair.rpartition(":") for pair in token.split(","))
    return {key: figure for key, colon, figure in pairs if colon}


def _written(figures: dict[str, str]) -> str:
    return ",".join(f"{key}:{figure}" for key, figure in figures.items())


class Overtaken(NamedTuple):
    """An entry that both changed: its key in the form, its label, its stored words, and the id of
    the place on the page where it is written."""

    key: str
    label: str
    words: str
    place: str


class Seen:
    """What a page shows of a record, and what became of it until the form came back.

    `parts` are the unbound forms and formsets, made from what is stored now; `posted` is what was
    sent, if anything was. `others` is the number of the newest writing by anybody else (0: nobody
    else has written), where one's own second page is not to stand in one's way. `settles` says
    whether what was pressed saves and no more: only that lets one's own words stand against the
    stored ones that the page has told of, and neither a page that saves itself nor a button that
    saves in passing.

    After a POST: `data` is what the forms are to be bound to (entries that only somebody else
    changed stand as stored), `kept` names those, and `overtaken` lists every entry that both
    changed. With `overtaken`, nothing is to be written.
    """

    def __init__(
        self,
        parts: Sequence[AnyForm],
        posted: QueryDict | None = None,
        *,
        others: int | None = None,
        settles: bool = True,
    ) -> None:
        self._entries = {entry.key: entry for part in parts for entry in entries_of(part)}
        stored = QueryDict(mutable=True)
        for entry in self._entries.values():
            entry.write(stored)
        self._now = {key: _figure(entry.read(stored)) for key, entry in self._entries.items()}
        if others is not None:
            self._now[_OTHERS] = str(others)
        self._shown: dict[str, str] = {}
        self._left: list[str] = []
        self.data: Any = None
        self.overtaken: list[Overtaken] = []
        if posted is not None:
            self._shown = _read(",".join(posted.getlist(FIELD)))
            if settles:
                self._shown |= _read(",".join(posted.getlist(TOLD)))
            self._compare(posted)

    def _compare(self, posted: QueryDict) -> None:
        shown = self._shown
        self.data = data = posted.copy()
        others = self._now.get(_OTHERS)
        if others is not None and others in ("0", shown.get(_OTHERS)):
            return
        for key, entry in self._entries.items():
            now, typed = self._now[key], _figure(entry.read(data))
            if now in (shown.get(key), typed):
                continue
            if typed == shown.get(key):
                entry.write(data)
                self._left.append(key)
            elif now or key in shown:  # an empty place of which nothing is known may be filled
                entry.fit(data)
                told = Overtaken(key, entry.label, entry.words(), entry.place)
                self.overtaken.append(told)

    @property
    def kept(self) -> str:
        """The names of the entries that somebody else changed and this person did not."""
        return listed(self._entries[key].label for key in self._left)

    @property
    def reason(self) -> str:
        """What happened and why nothing was saved."""
        if self._shown:
            return gettext(
                "この画面を開いている間に、ほかの人が（またはあなたが別の画面で）、同じ欄を書きかえて先に保存しました。"
                "上書きしないように、いったん止めています。"
            )
        return gettext(
            "この画面をいつ開いたのかを確かめられませんでした。"
            "ほかの人の書いた内容を上書きしないように、いったん止めています。"
        )

    def is_overtaken(self, key: str) -> bool:
        """Whether both changed this entry."""
        return any(entry.key == key for entry in self.overtaken)

    @property
    def _open(self) -> list[str]:
        """What is not settled until this person has saved knowingly."""
        return [*(entry.key for entry in self.overtaken), _OTHERS] if self.overtaken else []

    @property
    def token(self) -> str:
        """For the hidden field `seen` of the page that is made now. What both changed stands in it
        as this person had seen it before, so that only saving knowingly goes past it."""
        settled = {key: figure for key, figure in self._now.items() if key not in self._open}
        before = {key: self._shown[key] for key in self._open if key in self._shown}
        return _written(settled | before)

    @property
    def told(self) -> str:
        """For the hidden field `told`: the stored state of what both changed, as the page tells it."""
        return _written({key: self._now[key] for key in self._open if key in self._now})

    def token_after(self, saved: Sequence[AnyForm]) -> str:
        """For a page that stays open after its form was saved. What only somebody else changed is
        not on it yet, and is compared again the next time. `saved` is as `parts`, made anew."""
        after = Seen(saved)
        after._now |= {key: self._now[key] for key in (_OTHERS,) if key in self._now}
        for key in [*self._left, _OTHERS] if self._left else []:
            if key in self._shown:
                after._now[key] = self._shown[key]
        return after.token

    def tell_kept(self, request: HttpRequest) -> None:
        """After saving: say what stands on the record that this person did not write."""
        if self._left:
            told = gettext(
                "この画面を開いている間に、ほかの人が「{labels}」を書きかえていました。"
                "あなたが変えていない欄なので、その人の内容を残しました。"
            )
            messages.info(request, told.format(labels=self.kept))
