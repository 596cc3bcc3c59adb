"""A page whose form is filled again with what was typed into it before.

The page is made as ever and filled when it is finished, whatever view made it: what its form would send
is then what arrived the first time, down to the hidden fields that say what the writer had read. So
whatever was saved meanwhile meets the form as it would have met it then.
"""

import html as escaping
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import escape

from kyodo_portal.words.languages import without_prefix
from kyodo_portal.writing.kept.marks import FIELD, KEPT

_PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
FAR = 400
"""Characters to read from the head of a page down to a form that is not seen at once."""

_PLACE = re.compile(r'<main\b[^>]*>|<div id="content"[^>]*>')

NOT_FILLED = {"file", "submit", "button", "image", "reset", "password"}
OWN = {"csrfmiddlewaretoken", FIELD, KEPT, "kept_file"}
"""Fields of the page that is made now, which stay its own."""

TELLS_APART = ("part", "move", "review")
"""Hidden fields by which several forms of one page differ."""

Fields = dict[str, list[str]]


@dataclass(slots=True)
class _Form:
    """A form of the page: the places of its tag and its end among the pieces, and what is in it."""

    begin: int
    action: str
    end: int = 0
    names: set[str] = field(default_factory=set)
    hidden: dict[str, str] = field(default_factory=dict)

    def fits(self, address: str, fields: Fields) -> bool:
        told = {name: value for name, value in self.hidden.items() if name in TELLS_APART}
        if any(fields.get(name, [""])[-1] != value for name, value in told.items()):
            return False
        return FIELD in self.names and self.action == address


def _attributes(tag: str) -> dict[str, str]:
    named = _NAME.match(tag)
    found = _ATTRIBUTE.findall(tag, named.end() if named else 0)
    return {
        name.lower(): escaping.unescape(double or single or bare)
        for name, double, single, bare in found
    }


def _forms(pieces: list[str], page: str) -> list[_Form]:
    """The forms of a page that send, each with where it sends and what it holds."""
    forms: list[_Form] = []
    open_form: _Form | None = None
    for place, piece in enumerate(pieces):
        named = _NAME.match(piece)
        if named is None:
            continue
        tag = named[1] + named[2].lower()
        if tag == "form":
            given = _attributes(piece)
            if given.get("method", "").lower() == "post":
                open_form = _Form(place, _address(given.get("action") or page))
                open_form.hidden["@autosave"] = _address(given.get("data-autosave-url", ""))
        elif tag == "/form" and open_form is not None:
            open_form.end = place
            forms.append(open_form)
            open_form = None
        elif tag in ("input", "textarea", "select", "button") and open_form is not None:
            given = _attributes(piece)
            if name := given.get("name", ""):
                open_form.names.add(name)
                if given.get("type") == "hidden":
                    open_form.hidden[name] = given.get("value", "")
    return forms


def _address(path: str) -> str:
    return without_prefix(path.partition("#")[0].partition("?")[0]) if path else ""


def form_for(forms: Iterable[_Form], address: str, page: str, fields: Fields) -> _Form | None:
    """The form that sent these fields: one that sends there, or saves itself there; of several the
    one that holds most of them."""
    sent_to = _address(address)
    fitting = [form for form in forms if form.fits(sent_to, fields)]
    if not fitting:
        saving = [form for form in forms if form.hidden["@autosave"] == sent_to]
        fitting = saving or [form for form in forms if form.fits(_address(page), fields)]
    fitting = [form for form in fitting if form.names & (fields.keys() - OWN)]
    return max(fitting, key=lambda form: len(form.names & fields.keys()), default=None)


class Filling:
    """One form of a page being filled. `with_head` gives the page with a piece of HTML at the head of
    that form and one before it; where there is no such form (any more), the first alone, at the head of
    the page."""

    def __init__(
        self, html: str, *, page: str, address: str, fields: Fields, fills: bool = True
    ) -> None:
        self.pieces = _PIECE.split(html)
        self.form = form_for(_forms(self.pieces, page), address, page, fields)
        known = self.form.names if self.form else set()
        self.homeless = {name: values for name, values in fields.items() if name not in known}
        if self.form is not None and fills:
            self._fill(self.form, {name: list(values) for name, values in fields.items()})

    @property
    def stands_far(self) -> bool:
        """Whether the form stands so far down that whoever comes back needs the way to it."""
        place = self._main() if self.form else None
        if place is None or self.form is None:
            return False
        read = (piece.strip() for piece in self.pieces[place : self.form.begin] if piece[:1] != "<")
        return sum(map(len, read)) > FAR

    def _main(self) -> int | None:
        found = (place for place, piece in enumerate(self.pieces) if _PLACE.fullmatch(piece))
        return next(found, None)

    def with_head(self, head: str, before: str, way: str = "") -> str:
        """`way`: what stands at the head of the page and leads to the form."""
        pieces = list(self.pieces)
        if self.form is not None:
            pieces[self.form.begin] = f"{before}{pieces[self.form.begin]}{head}"
            if way and (place := self._main()) is not None:
                pieces[place] += way
            return "".join(pieces)
        return _PLACE.sub(lambda found: found[0] + head, "".join(pieces), count=1)

    def _fill(self, form: _Form, left: Fields) -> None:
        sent = {name: set(values) for name, values in left.items()}
        place = form.begin + 1
        select = ""
        while place < form.end:
            named = _NAME.match(self.pieces[place])
            tag = named[1] + named[2].lower() if named else ""
            if tag == "input":
                self.pieces[place] = _input(self.pieces[place], sent, left)
            elif tag == "textarea":
                place = self._textarea(place, left)
            elif tag == "select":
                select = _attributes(self.pieces[place]).get("name", "")
            elif tag == "/select":
                select = ""
            elif tag == "option" and select and select in sent:
                self.pieces[place] = self._option(place, sent[select])
            elif tag == "option" and select and "multiple" in self._select_of(place):
                self.pieces[place] = _without(self.pieces[place], "selected")
            place += 1

    def _select_of(self, place: int) -> dict[str, str]:
        while not self.pieces[place].startswith("<select"):
            place -= 1
        return _attributes(self.pieces[place])

    def _textarea(self, place: int, left: Fields) -> int:
        """Fill what stands between the tags; the place of the closing one."""
        end = place
        while not self.pieces[end].lower().startswith("</textarea"):
            end += 1
        name = _attributes(self.pieces[place]).get("name", "")
        if values := left.get(name):
            self.pieces[place + 1 : end] = ["\n" + escape(values.pop(0))] + [""] * (end - place - 2)
        return end

    def _option(self, place: int, chosen: set[str]) -> str:
        tag = self.pieces[place]
        given = _attributes(tag)
        value = given.get("value", escaping.unescape(self.pieces[place + 1]).strip())
        tag = _without(tag, "selected")
        return _with(tag, "selected") if value in chosen else tag


def _input(tag: str, sent: dict[str, set[str]], left: Fields) -> str:
    given = _attributes(tag)
    name, kind = given.get("name", ""), given.get("type", "text").lower()
    if not name or name in OWN or kind in NOT_FILLED or "disabled" in given:
        return tag
    if kind in ("checkbox", "radio"):
        tag = _without(tag, "checked")
        return _with(tag, "checked") if given.get("value", "on") in sent.get(name, set()) else tag
    values = left.get(name)
    if not values:
        return tag
    return _with(_without(tag, "value"), f'value="{escape(values.pop(0))}"')


def _without(tag: str, name: str) -> str:
    """The tag without this attribute."""
    named = _NAME.match(tag)
    for found in _ATTRIBUTE.finditer(tag, named.end() if named else 0):
        if found[1].lower() == name:
            return tag[: found.start()].rstrip() + tag[found.end() :]
    return tag


def _with(tag: str, attribute: str) -> str:
    end = "/>" if tag.endswith("/>") else ">"
    return f"{tag.removesuffix(end).rstrip()} {attribute}{end}"
