"""What an answer says, line by line, without what differs between two answers that say the same."""

import hashlib
import re
from html.parser import HTMLParser
from typing import Any

#: Tokens and marks of forms, keys of a submission, fingerprints of a form, and the hash in the name of a static file.
MARKS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "{key}"),
    (re.compile(r"\b[A-Za-z0-9]{64}\b"), "{token}"),
    (re.compile(r"[\w-]+:[\w-]{6}:[\w-]{43}\b"), "{mark}"),
    (re.compile(r"(/static/[^\s\"']+)\.[0-9a-f]{12}(\.\w+)"), r"\1\2"),
)
SAID_BY_HEADERS_THAT_CHANGE = {"Content-Length", "Date", "ETag", "Set-Cookie"}
LONGEST_HIDDEN = 40

#: The attributes that decide where something leads or what a form sends.
TOLD = {
    "a": ("href",),
    "form": ("action", "method"),
    "img": ("src", "alt"),
    "link": ("href", "rel"),
    "script": ("src", "type"),
    "html": ("lang",),
    "label": ("for",),
    "meta": ("name", "content"),
    "input": ("type", "name", "value", "checked", "required"),
    "button": ("type", "name", "value", "formaction"),
    "select": ("name", "required"),
    "option": ("value", "selected"),
    "textarea": ("name", "required"),
    "time": ("datetime",),
}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_style = tag == "style"
        if tag in TOLD:
            given = dict(attrs)
            said = [f"{name}={_value(given, name)}" for name in TOLD[tag] if name in given]
            self.lines.append(f"<{tag} {' '.join(said)}>")

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if (text := " ".join(data.split())) and not self.is_style:
            self.lines.append(text)


def _value(given: dict[str, str | None], name: str) -> str:
    value = given[name] or ""
    is_fingerprint = given.get("type") == "hidden" and len(value) > LONGEST_HIDDEN
    return "{hidden}" if is_fingerprint and name == "value" else value


def told(answer: Any) -> list[str]:
    """The answer as lines: its status, its headers, and what the page says or what the file is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = [
        f"{name}: {_in_order(value)}"
        for name, value in sorted(answer.headers.items())
        if name not in SAID_BY_HEADERS_THAT_CHANGE
    ]
    lines = [str(answer.status_code), *headers, *(f"cookie {name}" for name in answer.cookies)]
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        page = _Page()
        page.feed(content.decode())
        lines += page.lines
    elif content:
        lines.append(f"{len(content)} bytes {hashlib.sha256(content).hexdigest()}")
    return [_marked(line) for line in lines]


def _in_order(value: str) -> str:
    """A policy names its directives in no order of its own."""
    return "; ".join(sorted(value.split("; ")))


def _marked(line: str) -> str:
    for pattern, mark in MARKS:
        line = pattern.sub(mark, line)
    return line
