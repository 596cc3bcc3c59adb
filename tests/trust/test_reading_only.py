"""Nothing is written by reading: the guard of the suite sees a write, and every address was before it."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from kyodo_portal.search.models import SearchDocument
from tests.reading_only import READS, ReadingWritesNothing, written_by
from tests.trust.addresses import ADDRESSES
from tests.trust.requests import address
from tests.trust.world import World


@pytest.mark.once
def test_head_and_options_of_every_address_write_nothing(world: World) -> None:
    """What `test_access.test_reading` is for GET, with one row of each name and one person: HEAD is
    answered by the same view."""
    browser, answers = world.browser("coordinator"), {}
    for name, row in {row.name: row for row in ADDRESSES}.items():
        cache.clear()  # the door counts how often one comes
        for method in ("HEAD", "OPTIONS"):
            answers[name, method] = browser.generic(method, address(world, row)).status_code

    assert [asked for asked, status in answers.items() if status >= 500] == []


def counted(request: HttpRequest) -> HttpResponse:
    """A view that writes, whatever the method."""
    SearchDocument.objects.filter(pk=0).update(title="読まれた")
    return HttpResponse()


@pytest.mark.django_db
@pytest.mark.parametrize("method", READS)
def test_reading_that_writes_fails_its_test(method: str) -> None:
    guarded: Callable[[HttpRequest], object] = ReadingWritesNothing(counted)

    with pytest.raises(pytest.fail.Exception, match=f"{method} /count/ writes to "):
        guarded(RequestFactory().generic(method, "/count/"))


def sent_in_pieces(request: HttpRequest) -> StreamingHttpResponse:
    """A file whose making writes, while it is sent."""
    return StreamingHttpResponse(counted(request).content or b"1" for _ in range(2))


@pytest.mark.django_db
def test_file_that_writes_while_it_is_sent_fails_its_test() -> None:
    answer = ReadingWritesNothing(sent_in_pieces)(RequestFactory().get("/count/"))

    with pytest.raises(pytest.fail.Exception, match="GET /count/ writes to "):
        list(answer)


@pytest.mark.django_db
def test_sending_may_write() -> None:
    assert ReadingWritesNothing(counted)(RequestFactory().post("/count/")).status_code == 200


STATEMENTS = {
    'INSERT INTO "groups_group" ("name") VALUES (%s)': "groups_group",
    'INSERT OR IGNORE INTO "groups_group" ("name") VALUES (%s)': "groups_group",
    'UPDATE "groups_group" SET "name" = %s': "groups_group",
    'DELETE FROM "groups_group" WHERE "id" IN (%s)': "groups_group",
    '(DELETE FROM "groups_group")': "groups_group",
    'TRUNCATE "groups_group", "groups_user"': "groups_group",
    'INSERT INTO "django_session" ("session_key") VALUES (%s)': "",
    'SELECT "id" FROM "groups_group" FOR UPDATE OF "groups_group"': "",
    'SAVEPOINT "s1"': "",
}


@pytest.mark.once
def test_writes_are_told_by_their_table() -> None:
    assert {sql: written_by(sql) for sql in STATEMENTS} == STATEMENTS
