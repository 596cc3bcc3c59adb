"""What an answer says, whatever it is made of; and the links and forms of a page."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

#: What differs between two answers that say the same.
CHANGING = re.compile(
    r'name="mark" value="[^"]*"|value="[A-Za-z0-9]{64}"|'
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def text_of(answer: Any) -> str:
    """Everything an answer says: page, file, sheets of a spreadsheet, and where it leads."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace") + unquote(answer.headers.get("Location", ""))


def settled(answer: Any) -> str:
    """The text of a page without its one-time marks."""
    return CHANGING.sub("", text_of(answer))


@dataclass
class PostForm:
    """One form of a page: where it goes, and what it would send untouched."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)  # names of the fields one types into


class _Page(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.links, self.forms = base, [], []
        self.open: PostForm | None = None
        self.area, self.select, self.first = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.base, given["href"]).partition("#")[0])
        if tag == "form":
            self.open = PostForm(urljoin(self.base, given.get("action", "")).partition("#")[0])
            if given.get("method", "").lower() == "post":
                self.forms.append(self.open)
        name = given.get("name", "")
        if self.open is None or not name:
            if tag == "option" and self.select and self.open is not None:
                self._option(given)
            return
        if tag == "textarea":
            self.area, self.open.fields[name] = name, ""
            self.open.typed.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "input":
            self._input(name, given)

    def _option(self, given: dict[str, str]) -> None:
        fields = self.open.fields if self.open else {}
        if "selected" in given or (given.get("value") and self.select not in fields):
            fields[self.select] = given.get("value", "")

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if self.open is None or kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        self.open.fields[name] = given.get("value", "on" if kind == "checkbox" else "")
        if kind not in ("hidden", "checkbox", "radio"):
            self.open.typed.append(name)

    def handle_data(self, data: str) -> None:
        if self.area and self.open is not None:
            self.open.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.open = None


def links_in(answer: Any, path: str) -> list[str]:
    """The addresses on this site that a page links to, with their query."""
    page = _Page(f"http://testserver{path}")
    page.feed(text_of(answer))
    parts = [urlsplit(link) for link in page.links]
    own = [part for part in parts if part.netloc == "testserver"]
    return [part.path + (f"?{part.query}" if part.query else "") for part in own]


def forms_in(answer: Any, path: str) -> list[PostForm]:
    """The forms of a page that send with POST."""
    page = _Page(f"http://testserver{path}")
    page.feed(text_of(answer))
    return page.forms
