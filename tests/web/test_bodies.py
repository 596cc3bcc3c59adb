"""More than an address takes is refused before it is read, with a page that says so."""

import io
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from kyodo_portal.web.bodies import MEGABYTE, TEXTS, TEXTS_AND_FILES, most_taken_by
from kyodo_portal.web.handler import PortalHandler
from tests.trust.named import views_in

pytestmark = pytest.mark.once

TAKE_FILES = {
    *(
        "groups:create",
        "groups:enter",
        "groups:edit",
        "groups:pictures",
        "groups:journal_create",
        "groups:documents",
        "opinions:documents",
        "calls:blanks",
    ),
    "projects:update_create",
    *("concerns:create", "concerns:enter", "concerns:edit", "concerns:guest_edit"),
    "admin:proposals_concern_change",
    "events:photo_edit",
    *("proposals:edit", "proposals:whole"),
    *("proposals:attachment_add", "proposals:attachment_delete"),
    *("calls:enter", "proposals:received"),
    "admin:kyodo_portal_job_import",
    "admin:groups_meeting_papers",
    *("admin:groups_place_add", "admin:groups_place_change"),
}
"""The addresses to which a page with a field for files is sent."""


class Unread(io.RawIOBase):
    """A body that is not to be read."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def answered(path: str, *, size: int, body: Any = None, **headers: str) -> tuple[int, str]:
    """The status and the page with which the portal answers a body of so many bytes."""
    environ = RequestFactory().post(path).environ
    environ |= {"wsgi.input": body or Unread(), "CONTENT_LENGTH": str(size), **headers}
    portal = PortalHandler()
    answer = portal.get_response(portal.request_class(environ))
    return answer.status_code, answer.content.decode()


def test_only_addresses_that_take_files_are_sent_much() -> None:
    marked = {
        name for name, view in views_in(get_resolver()) if getattr(view, "takes_files", False)
    }

    assert marked == TAKE_FILES
    assert [most_taken_by(path) for path in ("/groups/apply/", "/en/groups/apply/")] == [
        TEXTS_AND_FILES,
        TEXTS_AND_FILES,
    ]
    assert [most_taken_by(path) for path in ("/", "/consult/new/", "/nowhere/")] == [TEXTS] * 3


@pytest.mark.parametrize(
    ("path", "size", "most"),
    [
        ("/consult/new/", TEXTS + 1, 3),
        ("/nowhere/", 100 * MEGABYTE, 3),
        ("/groups/apply/", TEXTS_AND_FILES + 1, 64),
    ],
)
def test_larger_body_is_refused_unread(path: str, size: int, most: int) -> None:
    status, page = answered(path, size=size)

    assert status == 413
    assert f"約{round(size / MEGABYTE)}MB" in page
    assert f"ファイルを合わせて{most}MBまで" in page


def test_page_of_a_body_too_large_speaks_the_language_of_the_address() -> None:
    status, page = answered("/en/consult/new/", size=TEXTS + 1)

    assert (status, '<html lang="en">' in page) == (413, True)


@pytest.mark.django_db
def test_more_text_than_a_form_has_is_refused_too() -> None:
    """Within what the address takes, but more than Django reads of the fields of a form."""
    body = b"concern=" + b"a" * int(2.6 * MEGABYTE)
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}

    status, _ = answered("/consult/new/", size=len(body), body=io.BytesIO(body), **form)

    assert status == 413
