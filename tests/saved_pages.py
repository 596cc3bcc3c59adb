"""Every kind of page as the server sends it, kept as a file for the HTML checker."""

import http.cookies
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.browser.page_acts import send_nonsense, send_untouched
from tests.demonstration_city import DemonstrationCity
from tests.trust.reading import forms_in

SESSION, TOKEN = "__Host-sessionid", "__Host-csrftoken"


def save_pages(city: DemonstrationCity, kinds: Iterable[Any], folder: Path) -> dict[str, Path]:
    """Each kind's file by its name; left out is what the demonstration has nothing of."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = {}
    for number, kind in enumerate(kinds):
        path = city.address(kind)
        if path is None:
            continue
        cookies = {SESSION: city.sessions[kind.who]} if kind.who != "anonymous" else {}
        page = ask(city, path, cookies)
        if kind.act in (send_untouched, send_nonsense):
            page = _answer_to_form(city, path, cookies, page, nonsense=kind.act is send_nonsense)
        saved[str(kind)] = folder / f"{number:02}.html"
        saved[str(kind)].write_text(page)
    return saved


def _answer_to_form(
    city: DemonstrationCity, path: str, cookies: dict[str, str], page: str, *, nonsense: bool
) -> str:
    """The page that comes back when its own form is sent as it stands, or with words that cannot
    be read as numbers or days."""
    answer = SimpleNamespace(streaming=False, content=page.encode(), headers={})
    forms = [form for form in forms_in(answer, path) if "logout" not in form.action]
    fields = dict(forms[0].fields)
    if nonsense:
        fields |= {name: "読めない値" for name in forms[0].typed if name not in ("seen",)}
    return ask(city, urllib.parse.urlsplit(forms[0].action).path, cookies, fields)


def ask(
    city: DemonstrationCity,
    path: str,
    cookies: dict[str, str],
    fields: dict[str, str] | None = None,
) -> str:
    """The text of a page; an answer that refuses has one too. Cookies that come are kept."""
    data = urllib.parse.urlencode(fields).encode() if fields is not None else None
    there = city.base + urllib.parse.quote(path, safe="/?=&%")
    request = urllib.request.Request(there, data=data)  # noqa: S310 - this machine's own server
    request.add_header("Referer", there.replace("http:", "https:"))
    request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    try:
        answer = urllib.request.urlopen(request)  # noqa: S310
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        for header in answer.headers.get_all("Set-Cookie", []):
            morsels = http.cookies.SimpleCookie(header)
            cookies |= {name: morsel.value for name, morsel in morsels.items()}
        if answer.status >= 400 and answer.status not in (400, 422):
            raise SystemExit(f"{path}: {answer.status}")
        return str(answer.read().decode())
