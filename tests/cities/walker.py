"""A person before the portal without a browser: reads a page, fills in its forms, presses what is written on it."""

from collections.abc import Iterator
from typing import Any, Self
from xml.etree.ElementTree import Element

import tinyhtml5
from django.test import Client

from groups.models import User

PRESSED = ("button", "submit")


class Walker:
    """One person with a session of their own. Scripts are off: a question before a button is not asked."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        self.path = "/"
        self.main: Element = Element("main")
        self.parents: dict[Element, Element] = {}
        if user is not None:
            self.client.force_login(user)

    def goes_to(self, path: str) -> Self:
        self._read(self.client.get(path, follow=True), path)
        return self

    def sees(self, words: str) -> None:
        assert words in self.text, f"{words} is not on {self.path}: {self.text[:600]}"

    def does_not_see(self, words: str) -> None:
        assert words not in self.text

    @property
    def text(self) -> str:
        return " ".join("".join(self.main.itertext()).split())

    def writes(self, **fields: str) -> None:
        for name, words in fields.items():
            field = next(self._named(name))
            if field.tag == "textarea":
                field.text = words
            else:
                field.set("value", words)

    def chooses(self, **fields: str) -> None:
        for name, value in fields.items():
            options = list(next(self._named(name)).iter("option"))
            assert value in [option.get("value") for option in options], f"{name} has no {value}"
            for option in options:
                option.attrib.pop("selected", None)
                if option.get("value") == value:
                    option.set("selected", "")

    def ticks(self, name: str, value: str | None = None, *, place: int = 0) -> None:
        """A box or a radio button: by its value, or by its place among those of the name."""
        fields = [each for each in self._named(name) if value in (None, each.get("value"))]
        for each in self._named(name):
            if each.get("type") == "radio":
                each.attrib.pop("checked", None)
        fields[place].set("checked", "")

    def has(self, name: str) -> bool:
        return next(self._named(name), None) is not None

    def names(self, start: str) -> list[str]:
        """The names of the fields that begin so."""
        return [
            name for each in self.main.iter() if (name := each.get("name", "")).startswith(start)
        ]

    def presses(self, label: str) -> None:
        """The first button, or else the first link, with this label."""
        for button in self.main.iter("button"):
            if button.get("type", "submit") == "submit" and _text(button) == label:
                self._send(button)
                return
        for link in self.main.iter("a"):
            if _text(link) == label and link.get("href"):
                self.goes_to(link.get("href", ""))
                return
        raise AssertionError(f"{label} is not on {self.path}: {self.text[:600]}")

    def _named(self, name: str) -> Iterator[Element]:
        return (each for each in self.main.iter() if each.get("name") == name)

    def _send(self, button: Element) -> None:
        form = self._form_of(button)
        assert form is not None
        sent = [
            pair
            for field in self.main.iter()
            if self._form_of(field) is form
            for pair in _sent(field)
        ]
        if button.get("name"):
            sent.append((button.get("name", ""), button.get("value", "")))
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        address = button.get("formaction") or form.get("action") or self.path
        send = self.client.post if form.get("method", "").lower() == "post" else self.client.get
        self._read(send(address.partition("#")[0], data, follow=True), address)

    def _form_of(self, field: Element) -> Element | None:
        if field.get("form"):
            return next(
                each for each in self.main.iter("form") if each.get("id") == field.get("form")
            )
        at: Element | None = field
        while at is not None and at.tag != "form":
            at = self.parents.get(at)
        return at

    def _read(self, answer: Any, path: str) -> None:
        assert answer.status_code == 200, (
            f"{path}: {answer.status_code} {answer.content.decode()[:400]}"
        )
        query = answer.request["QUERY_STRING"]
        self.path = answer.request["PATH_INFO"] + (f"?{query}" if query else "")
        page = tinyhtml5.parse(answer.content.decode(), namespace_html_elements=False)
        mains = (each for each in page.iter() if each.tag == "main" or each.get("id") == "content")
        self.main = next(mains)
        self.parents = {child: parent for parent in self.main.iter() for child in parent}


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _sent(field: Element) -> Iterator[tuple[str, str]]:
    """What a field sends as it stands."""
    name, kind = field.get("name", ""), field.get("type", "text")
    if not name or "disabled" in field.attrib or field.tag == "button":
        return
    if field.tag == "textarea":
        yield name, (field.text or "").removeprefix("\n")
    elif field.tag == "select":
        options = list(field.iter("option"))
        chosen = [each for each in options if "selected" in each.attrib]
        for each in chosen or ([] if "multiple" in field.attrib else options[:1]):
            yield name, each.get("value", _text(each))
    elif field.tag == "input" and _counts(field, kind):
        yield name, field.get("value", "on" if kind == "checkbox" else "")


def _counts(field: Element, kind: str) -> bool:
    """Whether an input is sent: no button, no file, and of those one ticks only the ticked."""
    if kind in ("checkbox", "radio"):
        return "checked" in field.attrib
    return kind not in (*PRESSED, "file", "image", "reset")
