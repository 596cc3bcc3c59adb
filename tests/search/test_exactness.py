"""The index neither misses nor invents: over made-up texts, it finds what a plain scan finds, with
the table of wordings and in the order of typed before reworded."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyodo_portal.search import Document, Kind, SearchDocument, finding
from kyodo_portal.search.finding import find, is_rare
from kyodo_portal.search.indexing import columns
from kyodo_portal.search.queries import Query, parse
from kyodo_portal.words.text import normalise

pytestmark = pytest.mark.django_db

LETTERS = st.sampled_from("花だんﾀﾞンづ吉𠮷崎﨑aAＢ19%_\\'&-ー 　。「」\"゛ゞ々①㈱é゙👪")
WORDS = st.sampled_from(("花壇", "花だん", "かだん", "こども", "子供"))
LINES = st.lists(st.one_of(LETTERS, WORDS), max_size=6).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=3)


@pytest.mark.parametrize("window", [2_000, 1], ids=["newest", "index"])
def test_found_is_what_a_scan_finds(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", window)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(things=st.lists(TEXTS, min_size=2, max_size=6), typed=LINES)
    def search(things: list[list[str]], typed: str) -> None:
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(
            SearchDocument(
                kind=Kind.PROJECT,
                object_id=number,
                **columns(
                    Kind.PROJECT, Document(texts[0], texts[1:], timezone.now(), is_public=True)
                ),
            )
            for number, texts in enumerate(things)
        )
        query = parse(typed)
        (found,) = find(query, [Kind.PROJECT], last=10)

        def scanned(words: tuple[tuple[str, ...], ...]) -> list[int]:
            return [
                number
                for number, texts in enumerate(things)
                if words and all(any(_stands(way, texts) for way in ways) for ways in words)
            ]

        numbers = [document.object_id for document in found.documents]
        exact = scanned(query.as_typed.all_ways)
        assert sorted(numbers) == scanned(query.all_ways)
        assert sorted(numbers[: len(exact)]) == exact

    search()


def _stands(word: str, texts: list[str]) -> bool:
    return any(word in normalise(text) for text in texts)


def test_pages_follow_each_other_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than can be counted the newest are still shown in order."""
    now = timezone.now()
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=Kind.PROJECT,
            object_id=number,
            **columns(
                Kind.PROJECT, Document(f"花だん{number}", [], now, is_public=number % 3 != 0)
            ),
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
            **columns(Kind.GROUP, Document("緑の会", [], timezone.now(), is_public=True)),
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


@pytest.mark.parametrize(
    ("few", "window", "order"),
    [(500, 1, [5, 4, 1, 3, 2]), (0, 6, [5, 4, 1, 3, 2]), (0, 5, [5, 4, 3, 2, 1])],
    ids=["rare", "all looked through", "newest"],
)
def test_what_is_called_so_comes_first_where_all_is_looked_through(
    few: int, window: int, order: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same order page by page."""
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "WINDOW", window)
    texts = {
        1: ("月の花だん", []),
        2: ("水辺", ["月の花だん"]),
        3: ("月見", ["花だんの会と歩く"]),
        4: ("花だんと月", ["苗"]),
        5: ("月の夜の花だん", ["月の花だん"]),
    }
    now = timezone.now()
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=Kind.PROJECT,
            object_id=number,
            **columns(
                Kind.PROJECT,
                Document(
                    title, lines, now + dt.timedelta(days=number * (number > 1)), is_public=True
                ),
            ),
        )
        for number, (title, lines) in texts.items()
    )

    def places(typed: str) -> list[int]:
        return [
            document.object_id
            for first in (1, 3, 5)
            for document in find(parse(typed), [Kind.PROJECT], first=first, last=first + 1)[
                0
            ].documents
        ]

    assert places("月 花だん") == order
    assert places("苗") == [4]


def test_index_is_asked_for_the_kinds_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that every project has is rare among the groups."""
    monkeypatch.setattr(finding, "FEW", 2)
    kinds = [Kind.GROUP, *[Kind.PROJECT] * 5, Kind.CALL, Kind.CALL, Kind.CALL]
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=kind,
            object_id=number,
            **columns(kind, Document("緑の道", [], timezone.now(), is_public=True)),
        )
        for number, kind in enumerate(kinds)
    )
    query = parse("緑の道")

    frequent = {kind for kind in Kind.values if not is_rare(query, [kind])}
    assert frequent == {Kind.PROJECT, Kind.CALL}
    assert not is_rare(query, Kind.values)
    assert is_rare(query, [Kind.GROUP, Kind.REPORT])
    assert not is_rare(parse("緑"), [Kind.REPORT])  # a single letter is never asked about


def test_pages_of_typed_and_reworded_follow_each_other_without_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However the documents are looked for: first those with the word that was typed."""
    now = timezone.now()
    titles = [f"{'こども' if number % 3 else '子供'}{number}" for number in range(30)]
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=Kind.PROJECT,
            object_id=number,
            **columns(
                Kind.PROJECT,
                Document(title, [], now + dt.timedelta(days=number), is_public=number % 7 != 0),
            ),
        )
        for number, title in enumerate(titles)
    )
    public = [number for number in range(29, -1, -1) if number % 7]
    typed_first = sorted(public, key=lambda number: "こども" not in titles[number])
    for few, window, cap in ((500, 1, 20_000), (0, 2_000, 20_000), (0, 4, 20_000)):
        monkeypatch.setattr(finding, "FEW", few)
        monkeypatch.setattr(finding, "WINDOW", window)
        monkeypatch.setattr(finding, "CAP", cap)
        shown = [
            document.object_id
            for first in range(1, 30, 4)
            for document in find(parse("こども"), [Kind.PROJECT], first=first, last=first + 3)[
                0
            ].documents
        ]

        assert shown == typed_first, (few, window, cap)
