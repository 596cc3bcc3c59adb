"""The index neither misses nor invents: over made-up texts, it finds what a plain scan finds."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyodo_portal.search import Document, Kind, SearchDocument, finding
from kyodo_portal.search.finding import find
from kyodo_portal.search.indexing import columns
from kyodo_portal.search.queries import Query, parse
from kyodo_portal.text import normalise

pytestmark = pytest.mark.django_db

LETTERS = st.sampled_from("花だんﾀﾞンづ吉𠮷崎﨑aAＢ19%_\\'&-ー 　。「」\"゛ゞ々①㈱é゙👪")
TEXTS = st.lists(st.text(LETTERS, max_size=8), min_size=1, max_size=3)


@pytest.mark.parametrize("window", [2_000, 1], ids=["newest", "index"])
def test_found_is_what_a_scan_finds(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", window)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(things=st.lists(TEXTS, min_size=2, max_size=6), typed=st.text(LETTERS, max_size=6))
    def search(things: list[list[str]], typed: str) -> None:
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(
            SearchDocument(
                kind=Kind.PROJECT,
                object_id=number,
                **columns(Document(texts[0], texts[1:], timezone.now(), is_public=True)),
            )
            for number, texts in enumerate(things)
        )
        query = parse(typed)
        (found,) = find(query, [Kind.PROJECT], last=10)

        assert sorted(document.object_id for document in found.documents) == [
            number
            for number, texts in enumerate(things)
            if query.words
            and all(any(word in normalise(text) for text in texts) for word in query.words)
        ]

    search()


def test_pages_follow_each_other_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than can be counted the newest are still shown in order."""
    now = timezone.now()
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=Kind.PROJECT,
            object_id=number,
            **columns(Document(f"花だん{number}", [], now, is_public=number % 3 != 0)),
        )
        for number in range(60)
    )
    public = sorted((n for n in range(60) if n % 3), reverse=True)
    for window, cap in ((2_000, 20_000), (15, 20_000), (15, 10)):
        monkeypatch.setattr(finding, "FEW", 0)
        monkeypatch.setattr(finding, "WINDOW", window)
        monkeypatch.setattr(finding, "CAP", cap)
        shown = [
            document.object_id
            for first in range(1, 42, 10)
            for document in find(
                Query(("花だん",), was_cut=False), [Kind.PROJECT], first=first, last=first + 9
            )[0].documents
        ]

        assert shown == public, (window, cap)


def test_count_says_when_it_is_not_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=Kind.GROUP,
            object_id=number,
            **columns(Document("緑の会", [], timezone.now(), is_public=True)),
        )
        for number in range(30)
    )
    query = Query(("緑",), was_cut=False)

    def count(window: int, cap: int) -> tuple[int, bool]:
        monkeypatch.setattr(finding, "FEW", 0)
        monkeypatch.setattr(finding, "WINDOW", window)
        monkeypatch.setattr(finding, "CAP", cap)
        (found,) = find(query, [Kind.GROUP], last=5)
        return found.count, found.is_exact

    assert count(2_000, 20_000) == (30, True)
    assert count(10, 20_000) == (10, False)
    assert count(4, 20_000) == (30, True)
    assert count(4, 20) == (20, False)
