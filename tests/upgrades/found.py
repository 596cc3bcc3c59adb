"""Documents of the search written by an earlier version are found as if this one had written them."""

from collections.abc import Generator
from typing import Any

from kyodo_portal.search import Kind, SearchDocument
from kyodo_portal.search.finding import find
from kyodo_portal.search.queries import parse
from tests.factories import make_group, make_project


def terms_learn_of_what_kind_they_are() -> Generator[None, Any, None]:
    titles = (make_project("堤の桜").title, make_group("桜の会").name)
    documents = SearchDocument.objects.filter(title__in=titles).order_by("pk")
    new = list(documents.values_list("terms", flat=True))

    yield
    former = list(documents.values_list("terms", flat=True))
    yield

    kinds = ("project", "group")
    assert [kind in terms for kind, terms in zip(kinds, former, strict=True)] == [False, False]
    assert list(documents.values_list("terms", flat=True)) == new
    (among,) = find(parse("桜の"), [Kind.GROUP])
    assert [document.title for document in among.documents] == ["桜の会"]
