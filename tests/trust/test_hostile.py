"""Whatever is sent, no page breaks, nothing typed is lost, and nothing changes that was not asked."""

import io
from html import escape
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from kyodo_portal.web.handler import PortalHandler
from tests.trust.addresses import ADDRESSES
from tests.trust.errors import (
    BARE,
    BIG,
    BODIES,
    DAYS,
    HEADERS,
    MANY,
    MIXED,
    asked,
    errors_at,
    errors_of,
)
from tests.trust.hostile_values import BRIEF, COLUMNS, IN_ADDRESSES, IN_FORMS
from tests.trust.outcomes import OUTSIDER, Row
from tests.trust.reading import PostForm, forms_in, settled, text_of
from tests.trust.requests import address, fingerprint
from tests.trust.test_csrf import TAKERS
from tests.trust.world import World

#: Parameters that some page or other reads, besides those of its own filters.
ALWAYS = ("q", "page", "sort", "version", "project", "check", "next", "p", "o", "e", "all", "queue")


def readers() -> dict[str, tuple[Row, str]]:
    """For each page: a row and somebody who reads it, the person with the most to see first."""
    found: dict[str, tuple[Row, str]] = {}
    for row in ADDRESSES:
        seen_by = [kind for kind, outcome in row.get.items() if outcome == "ok"]
        if seen_by and row.name not in found and not row.query:
            best = [k for k in ("coordinator", "superuser", "manager") if k in seen_by]
            found[row.name] = (row, (best or seen_by)[0])
    return found


READERS = readers()


@pytest.mark.shared
@pytest.mark.parametrize("name", READERS)
def test_page_bears_any_query(world: World, name: str) -> None:
    """All parameters of the page at once, with each value: answered, or 400; never an error."""
    row, kind = READERS[name]
    path, browser = address(world, row), world.browser(kind)
    filters = getattr((browser.get(path).context or {}).get("filter"), "form", None)
    names = [*ALWAYS, *(filters.fields if filters else ())]
    own = not name.startswith(("admin:", "account", "mfa"))
    got = {}
    for what, value in IN_ADDRESSES.items():
        if not own and what not in BRIEF:
            continue
        query = "&".join(f"{n}={value.replace('{name}', n)}" for n in dict.fromkeys(names))
        status = browser.get(path, QUERY_STRING=query).status_code
        if status not in (200, 302, 400):
            got[what] = status

    assert got == {}


LISTS = (
    "groups:list",
    "projects:list",
    "calls:list",
    "events:list",
    "evaluations:list",
    "consultations:list",
)


@pytest.mark.shared
@pytest.mark.parametrize("name", LISTS)
def test_list_takes_no_column_from_the_address(world: World, name: str) -> None:
    """A parameter that reaches for a column says no more than one that means nothing."""
    browser, path = world.browser("manager"), reverse(name)
    filters = getattr(browser.get(path).context.get("filter"), "form", None)
    unknown = [column for column in COLUMNS if not filters or column not in filters.fields]

    def said(parameter: str, value: str) -> str:
        return settled(browser.get(path, {parameter: value})).replace(f"{parameter}=", "?=")

    assert len(unknown) > len(COLUMNS) - 3
    for value in ("pbkdf2", "1"):
        nothing = said("nothing_at_all", value)
        assert [column for column in unknown if said(column, value) != nothing] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("number", ["0", "-1", "3", "1000000000", "３", "abc", "last", "1.5"])
def test_page_number_leads_to_a_page(world: World, name: str, number: str) -> None:
    assert world.browser("citizen").get(reverse(name), {"page": number}).status_code == 200


WITH_NUMBER = {row.name: row for row in ADDRESSES if row.of and row.of[0][0] != "="}


@pytest.mark.shared
@pytest.mark.parametrize("name", WITH_NUMBER)
def test_number_of_nothing_is_not_found(world: World, name: str) -> None:
    row = WITH_NUMBER[name]
    path = reverse(name, args=[77_777_777] * len(row.of))
    method = "post" if row.get["coordinator"] == "method" else "get"
    got = {}
    for number in ("0", "10000000000000000000000", "-1", "９９９９９９９９"):
        for kind in ("coordinator", "superuser"):
            answer = getattr(world.browser(kind), method)(path.replace("77777777", number))
            if answer.status_code not in (403, 404) and row.get[kind] != "login":
                got[number, kind] = answer.status_code

    assert got == {}


OWN = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")
LOOKUPS = ("exact", "startswith", "regex", "gt", "isnull", "in", "contains")


def test_admin_lists_cannot_be_probed_by_column(world: World) -> None:
    """Only what a list offers as a filter narrows it: no column of people, contact or sheets."""
    request = RequestFactory().get("/")
    request.user = world.cast["superuser"]
    allowed = set()
    for model, part in admin.site._registry.items():
        for field in model._meta.get_fields():
            under = field.related_model._meta.concrete_fields if field.related_model else ()
            paths = [field.name, *(f"{field.name}__{column.name}" for column in under)]
            for path in paths:
                for lookup in LOOKUPS:
                    if part.lookup_allowed(f"{path}__{lookup}", "x", request):
                        allowed.add((model.__name__, path, lookup))
    offered = {
        (model.__name__, str(name[0] if isinstance(name, tuple) else name))
        for model, part in admin.site._registry.items()
        for name in part.get_list_filter(request)
        if isinstance(name, str | tuple)
    }
    probes = [entry for entry in allowed if (entry[0], entry[1].split("__")[0]) not in offered]

    assert probes == []
    assert not {path for _, path, _ in allowed if "password" in path or "contact" in path}


def form_of(world: World, name: str) -> tuple[Any, str, PostForm | None]:
    """The browser of somebody who may send this form, its address, and the form as its own page or
    the page above has it; none where neither has one to type into."""
    row, kind = TAKERS[name]
    browser, path = world.browser(kind), address(world, row)
    for page in (path, f"{path.rstrip('/').rpartition('/')[0]}/"):
        answer = browser.get(page)
        forms = forms_in(answer, page) if answer.status_code == 200 else []
        for form in forms:
            if form.typed and form.action.endswith(path):
                return browser, path, form
    return browser, path, None


FORMS = [name for name in TAKERS if not name.startswith(("admin:", "mfa", "usersessions"))]
KEEPING = [name for name in FORMS if ":" in name]
MOVING = ("evaluations:consent", "projects:sign", "help_wanted:answer", "lectures:settle")
"""What they are for is to move things along."""


WITH_A_PAGE = (
    *("groups:create", "groups:edit", "projects:edit", "projects:update_create"),
    *("projects:results", "proposals:whole", "consultations:create", "consultations:reply"),
    *("evaluations:sheet", "evaluations:reflection", "account_login", "account_signup"),
)


@pytest.mark.shared
@pytest.mark.parametrize("name", WITH_A_PAGE)
def test_form_is_found_on_its_page(world: World, name: str) -> None:
    form = form_of(world, name)[2]

    assert form is not None
    assert form.typed


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMS)
def test_form_bears_any_text(world: World, name: str) -> None:
    """Every field with the same impossible text: refused or kept, never an error, and what was
    typed stands in the answer that refuses it."""
    browser, path, form = form_of(world, name)
    typed = form.typed if form else ["move", "note", "due", "body", "seen", "digest"]
    base = form.fields if form else {}
    got, lost = {}, {}
    for what, text in IN_FORMS.items():
        answer = browser.post(path, base | dict.fromkeys(typed, text))
        if answer.status_code >= 500:
            got[what] = answer.status_code
        shown = text_of(answer)
        refused = answer.status_code == 200 and form is not None and name in KEEPING
        kept = escape(text[:50]).strip()
        if refused and what not in ("line ends", "blanks") and kept not in shown:
            lost[what] = shown[:0] or "not in the answer"

    assert (got, lost) == ({}, {})


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMS)
def test_broken_text_is_a_400_and_changes_nothing(world: World, name: str) -> None:
    browser, path, form = form_of(world, name)
    field = form.typed[0] if form else "note"
    before = fingerprint()
    part = f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'.encode()
    multipart = "multipart/form-data; boundary=x"

    nul = browser.post(path, {field: "見本\0"})
    half = browser.post(
        path, f"{field}=%ed%a0%80", content_type="application/x-www-form-urlencoded"
    )
    raw = browser.generic("POST", path, part + b"\xed\xa0\x80\xff\r\n--x--\r\n", multipart)

    assert (nul.status_code, half.status_code) == (400, 400)
    assert raw.status_code < 500
    assert fingerprint() == before or raw.status_code != 400


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMS)
def test_missing_fields_are_no_error(world: World, name: str) -> None:
    browser, path, form = form_of(world, name)
    names = list(form.fields) if form else ["move"]
    statuses = [browser.post(path, {}).status_code]
    for left_out in names[:: max(1, len(names) // 12)]:
        fields = {
            key: text for key, text in (form.fields if form else {}).items() if key != left_out
        }
        statuses.append(browser.post(path, fields).status_code)

    assert [status for status in statuses if status >= 500] == []


#: Columns that no form of the public pages sets; with a value that would matter.
GUARDED = {
    "status": "registered",
    "published_at": "2020-01-01",
    "registered_at": "2020-01-01",
    "submitted_at": "2020-01-01",
    "decided_at": "2020-01-01",
    "revealed_at": "2020-01-01",
    "created_by": "1",
    "created_by_id": "1",
    "posted_by": "1",
    "number": "9-9-999",
    "responsible_department": "1",
    "project": "1",
    "call": "1",
    "origin": "record",
    "side": "city",
    "is_superuser": "on",
    "is_active": "",
    "groups": "1",
    "department": "1",
    "consultation": "1",
}


@pytest.mark.shared
@pytest.mark.parametrize("name", [name for name in KEEPING if name not in MOVING])
def test_form_sets_only_its_own_fields(world: World, name: str) -> None:
    """Sent along with a form, the names of other columns set nothing."""
    browser, path, form = form_of(world, name)
    fields = form.fields if form else {}
    extra = {key: value for key, value in GUARDED.items() if key not in fields}
    row, kind = TAKERS[name]
    before = guarded_columns(world, row, fields)

    answer = browser.post(path, {**extra, **fields})

    person = world.cast[kind]
    assert answer.status_code < 500
    assert guarded_columns(world, row, fields) == before
    assert (person.is_superuser, person.is_active) == (kind == "superuser", kind != OUTSIDER)


def guarded_columns(world: World, row: Row, of_the_form: dict[str, str]) -> dict[str, Any]:
    """The guarded columns of the things of an address that the form itself does not hold."""
    values = {}
    for name in (word for word in row.of if not word.startswith("=")):
        thing = world[name]
        now = apps.get_model(thing._meta.label)._base_manager.filter(pk=thing.pk).values().first()
        columns = {key.removesuffix("_id"): value for key, value in (now or {}).items()}
        values |= {
            f"{name}.{key}": value
            for key, value in columns.items()
            if key in GUARDED and key not in of_the_form
        }
    return values


@pytest.fixture(scope="module")
def portal() -> PortalHandler:
    """The portal as a web server asks it."""
    return PortalHandler()


def test_no_query_is_an_error(world: World, portal: PortalHandler) -> None:
    assert errors_of(world, portal, MIXED.format(n=BIG[0], d=DAYS[0]), BARE) == {}


@pytest.mark.parametrize("query", [MANY, f"{MANY}&page=2"])
def test_too_many_parameters_are_refused_to_everybody(world: World, query: str) -> None:
    statuses = {
        (kind, path): world.browser(kind).get(path, QUERY_STRING=query).status_code
        for kind in ("anonymous", "coordinator")
        for path in ("/", "/my/", "/admin/", "/en/projects/", "/nowhere/")
    }

    assert set(statuses.values()) == {400}


def test_number_too_large_for_a_map_is_not_found(world: World, portal: PortalHandler) -> None:
    paths = [
        reverse("sitemap_records", args=["projects", number]) for number in (2, 10**17, 10**40)
    ]

    assert [asked(portal, path) for path in paths] == [404] * 3


def test_number_of_nothing_is_no_error(world: World) -> None:
    assert errors_at(world, "get", numbers=(2**63,)) == {}


@pytest.mark.once
def test_no_header_is_an_error(world: World, portal: PortalHandler) -> None:
    paths = ["/", "/projects/", "/opendata/projects.csv", "/feeds/projects.xml", "/robots.txt"]
    paths += [
        "/static/css/site.css",
        "/accounts/login/",
        "/my/",
        "/admin/",
        "/nowhere/",
        "/sitemap.xml",
    ]
    errors = {}
    for path in paths:
        for what, headers in HEADERS.items():
            status = asked(portal, path, **headers)
            if status >= 500:
                errors[path, what] = status

    assert errors == {}


@pytest.mark.once
def test_no_body_is_an_error(world: World, portal: PortalHandler) -> None:
    paths = ["/accounts/login/", "/furigana/", "/groups/apply/", "/admin/login/", "/nowhere/", "/"]
    errors = {}
    for path in paths:
        for what, (kind, body) in BODIES.items():
            length = len(body) + 10 if what == "cut off" else len(body)
            post = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(length)}
            status = asked(portal, path, **post, **{"wsgi.input": io.BytesIO(body)})
            if status >= 500:
                errors[path, what] = status

    assert errors == {}
