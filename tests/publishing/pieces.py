"""What every kind of public record has, or says why it has not: one question for each piece, answered
with what is wrong or with nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kyodo_portal.life.flows import REGISTRY
from kyodo_portal.publishing.kinds import PublicKind, all_kinds
from tests.browser.page_kinds import PUBLIC
from tests.trust.addresses import ADDRESSES

STATES = Path(__file__).parents[2] / "docs" / "states.md"

Kind = PublicKind[Any]


def said(kind: Kind, piece: str, *, has: bool) -> str:
    """Whether it has the piece, or a reason why not, and not both."""
    if has and piece in kind.without:
        return f"{kind.slug} has its {piece} and gives a reason why not"
    return "" if has or kind.without.get(piece) else f"{kind.slug} lacks its {piece} and the reason"


def dictionary(kind: Kind) -> str:
    """Its dataset explains itself: what it is about, and what each column means."""
    wrong = said(kind, "dataset", has=kind.dataset is not None)
    if wrong or kind.dataset is None:
        return wrong
    about, columns = kind.dataset.about, kind.dataset.columns
    if about and columns and all(column.meaning for column in columns):
        return ""
    return f"{kind.slug} does not explain its dataset"


def states(kind: Kind) -> str:
    """Its life stands in docs/states.md."""
    wrong = said(kind, "states", has=kind.model._meta.label_lower in REGISTRY)
    chapter = f"\n## {kind.model._meta.verbose_name}\n"
    if wrong or "states" in kind.without or chapter in STATES.read_text():
        return wrong
    return f"{kind.slug} has no chapter in docs/states.md"


def pages(kind: Kind) -> Iterator[str]:
    """The names of the addresses of its pages."""
    yield from (name for name in (kind.list_page, kind.page) if name)


def page_kinds(kind: Kind) -> str:
    """Its list and its page are among those that are judged for everybody to use."""
    judged = {one.name for one in PUBLIC}
    missing = [name for name in pages(kind) if name not in judged]
    return f"{kind.slug} lacks {', '.join(missing)}" if missing else ""


def trust(kind: Kind) -> str:
    """The table of who gets what says of each of its addresses that a visitor reads it."""
    told = {(row.name, *row.of) for row in ADDRESSES if row.get["anonymous"] == "ok"}
    told |= {(name,) for name, *_ in told}
    own = f"={kind.slug}"
    wanted: list[tuple[str, ...]] = [(name,) for name in pages(kind)]
    wanted += [(str(address.name),) for address in kind.addresses()]
    if kind.page:
        wanted.append(("sitemap_records", own, "=1"))
    if kind.dataset:
        wanted += [(f"open_data_{form}", own) for form in ("csv", "json", "dictionary")]
    missing = [" ".join(row) for row in wanted if row not in told]
    return f"{kind.slug} lacks {', '.join(missing)}" if missing else ""


PIECES: dict[str, Callable[[Kind], str]] = {
    "list": lambda kind: said(kind, "list", has=bool(kind.list_page)),
    "filters": lambda kind: said(kind, "filters", has=kind.filters is not None),
    "feed": lambda kind: said(kind, "feed", has=kind.feed is not None),
    "calendar": lambda kind: said(kind, "calendar", has=kind.calendar is not None),
    "dictionary": dictionary,
    "sitemap": lambda kind: said(kind, "page", has=bool(kind.page)),
    "linked data": lambda kind: said(kind, "linked_data", has=kind.linked_data is not None),
    "search": lambda kind: said(kind, "search", has=kind.search_kind is not None),
    "states": states,
    "page kind": page_kinds,
    "trust address": trust,
}


def complaints(piece: str) -> list[str]:
    """What is wrong with this piece, of every kind."""
    return [wrong for kind in all_kinds() if (wrong := PIECES[piece](kind))]


def unfilled() -> list[str]:
    """The kinds of which a made-up city holds no public record."""
    return [kind.slug for kind in all_kinds() if not kind.records().exists()]


def unmentioned(page: str) -> list[str]:
    """The feeds and calendars to which the page of the open data does not lead."""
    ways = [way for kind in all_kinds() for way in kind.addresses()]
    return [str(way.name) for way in ways if f'href="/{way.pattern}"' not in page]
