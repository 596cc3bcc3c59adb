"""What was found, as the page of results shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.search.finding import Found
from kyodo_portal.search.indexing import searchables
from kyodo_portal.search.lines import Readings
from kyodo_portal.search.marking import marked_text, marked_title, opening, snippet
from kyodo_portal.search.models import Kind, SearchDocument
from kyodo_portal.search.most import Most
from kyodo_portal.search.pages import PagePart
from kyodo_portal.search.queries import Query
from kyodo_portal.search.wordings import stands
from kyodo_portal.words.languages import JAPANESE, Words, current, listed

GUIDE = "guide"
GUIDE_LABEL = _("手引きと案内のページ")
"""The guide and the other pages of the portal itself are a kind of their own beside those of the
records, shown after them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as the page shows it. A record has a `document`, is perhaps one from `elsewhere`,
    and may have a `summary` in the language of the page and a word before its Japanese title; a part
    of the guide stands in a `section`. `by` are the words it was found by where it has not those that
    were typed, `without` the words it has in no way."""

    url: str
    title: SafeString
    snippet: SafeString
    document: SearchDocument | None = None
    elsewhere: str = ""
    before: str = ""
    summary: SafeString = SafeString("")
    section: str = ""
    by: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind: those with the words in their title first, or the newest."""

    kind: str
    label: Words
    date_label: Words
    count: int
    is_exact: bool
    hits: list[Hit]
    titles_first: bool = True
    is_all: bool = True
    """Whether these are what was found, and not only what has most of the words."""

    @property
    def count_label(self) -> str:
        return counted(self.count, is_exact=self.is_exact)

    @property
    def has_more(self) -> bool:
        return self.is_all and (self.count > len(self.hits) or not self.is_exact)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the words of a search stand in a text: `words` is what is there of them, each as it was typed
    or in the first of its ways; `by` what these ways are called, `without` what is not there."""

    words: tuple[str, ...]
    by: str
    without: str


def standing_in(query: Query, is_there: Callable[[str], bool]) -> Standing:
    """How the words stand in a text that says of each whether it is there."""
    words, without = [], []
    by: dict[str, None] = {}
    for word, ways in zip(query.words, query.ways or ((),) * len(query.words), strict=True):
        if is_there(word):
            words.append(word)
        elif way := next((way for way in ways if is_there(way.text)), None):
            words.append(way.text)
            by |= dict.fromkeys(way.by)
        else:
            without.append(word)
    return Standing(tuple(words), quoted(by), quoted(without))


def quoted(words: Iterable[str]) -> str:
    """Words in the quotation marks of the language: 「子ども」、「子供」."""
    return listed(gettext("「{word}」").format(word=word) for word in words)


def group_of(found: Found, query: Query, *, is_all: bool = True) -> Group:
    """The records found of one kind."""
    ids = [document.object_id for document in found.documents]
    model = searchables()[found.kind]
    elsewhere = model.search_elsewhere(ids) if ids else {}
    titles = model.search_titles(ids) if ids else {}
    summaries = model.search_summaries(ids) if ids else {}
    before = model.search_before_title if current() != JAPANESE else ""
    page = _page_of_the_first(found.kind)
    hits = []
    any_way = tuple(way for ways in query.all_ways for way in ways)
    for document in found.documents:
        standing = standing_in(query, partial(stands, text=document.text))
        words = standing.words
        summary = opening(summaries.get(document.object_id, ""), words)
        piece = snippet(document, words)
        if summary and ("<mark>" in summary or "<mark>" not in piece):
            piece = SafeString("")
        hits.append(
            Hit(
                url=page.replace("/0/", f"/{document.object_id}/"),
                title=marked_text(titles[document.object_id], any_way)
                if document.object_id in titles
                else marked_title(document, any_way),
                snippet=piece,
                document=document,
                elsewhere=elsewhere.get(document.object_id, ""),
                before=str(before),
                summary=summary,
                by=standing.by,
                without=standing.without,
            )
        )
    return Group(
        kind=found.kind,
        label=Kind(found.kind).label,
        date_label=str(model.search_date_label),
        count=found.count,
        is_exact=found.is_exact,
        hits=hits,
        titles_first=found.titles_first,
        is_all=is_all,
    )


def guide_group(count: int, parts: list[PagePart], query: Query, *, is_all: bool = True) -> Group:
    """Parts of the guide, of `count` found."""
    hits = []
    for part in parts:
        standing = standing_in(query, part.has)
        hits.append(
            Hit(
                url=part.url,
                title=marked_title(part, standing.words, readings=_readings_of(part)),
                snippet=snippet(part, standing.words, readings=_readings_of(part)),
                section=part.section,
                by=standing.by,
                without=standing.without,
            )
        )
    return Group(
        kind=GUIDE,
        label=str(GUIDE_LABEL),
        date_label="",
        count=count,
        is_exact=True,
        hits=hits,
        is_all=is_all,
    )


def groups_of_most(most: Most, query: Query) -> list[Group]:
    """What has most of the words, as there is nothing with all: the kind first that has most of them."""
    groups = [group_of(found, query, is_all=False) for found in most.found]
    return [*groups, guide_group(len(most.parts), most.parts, query, is_all=False)]


def _readings_of(part: PagePart) -> Readings:
    return Readings.SHOWN if part.shows_readings else Readings.KNOWN


def counted(count: int, *, is_exact: bool) -> str:
    """How many were found, in words."""
    return ngettext("{count:,}件", "{count:,}件", count).format(count=count) + (
        "" if is_exact else gettext("以上")
    )


def _page_of_the_first(kind: str) -> str:
    """The address of the page of number 0 of a kind, for those of all others."""
    thing = searchables()[kind]()
    thing.pk = 0
    return thing.get_absolute_url()
