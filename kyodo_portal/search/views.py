"""The page of results and the titles suggested while typing."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo_portal.languages import JAPANESE, current, listed
from kyodo_portal.page_numbers import page_asked, page_missed
from kyodo_portal.readings import without_readings
from kyodo_portal.search.finding import CAP, Found, find
from kyodo_portal.search.indexing import searchables
from kyodo_portal.search.lines import Readings
from kyodo_portal.search.marking import marked_title, opening, snippet
from kyodo_portal.search.models import Kind, SearchDocument
from kyodo_portal.search.pages import Part, is_called, look_through
from kyodo_portal.search.queries import Query, parse_for_page
from kyodo_portal.search.spellings import other_spellings
from kyodo_portal.search.suggesting import titles_called

PER_GROUP = 5
PER_PAGE = 20
LAST_PAGE = CAP // PER_PAGE
SUGGESTIONS = 8
LOOKED_THROUGH = 50
"""Things among whose titles suggestions are chosen."""

LITTLE = 3
"""Results so few that another spelling may well have more."""

GUIDE = "guide"
GUIDE_LABEL = _("手引きと案内のページ")
GUIDE_SUGGESTIONS = 3
"""The guide and the other pages of the portal itself are a kind of their own beside those of the
records, shown after them."""

Guide = Callable[[], list[Part]]
"""The parts of these pages in the language of the page."""

DATE_LABELS = {
    Kind.PROJECT: pgettext_lazy("日付", "公開"),
    Kind.GROUP: _("登録"),
    Kind.CALL: _("受付の始まり"),
    Kind.REPORT: _("公表"),
}
"""What the date beside a result is of."""

BEFORE_TITLE = {Kind.REPORT: _("報告：")}
"""On a page in another language, what the thing is whose Japanese title follows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as the page shows it. A record has a `document`, is perhaps one from `elsewhere`,
    and may have a `summary` in the language of the page and a word before its Japanese title; a part
    of the guide stands in a `section`."""

    url: str
    title: SafeString
    snippet: SafeString
    document: SearchDocument | None = None
    elsewhere: str = ""
    before: str = ""
    summary: SafeString = SafeString("")
    section: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind."""

    kind: str
    label: str
    date_label: str
    count: int
    is_exact: bool
    hits: list[Hit]

    @property
    def count_label(self) -> str:
        return _counted(self.count, is_exact=self.is_exact)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits) or not self.is_exact


@require_safe
def search(request: HttpRequest, guide: Guide) -> HttpResponse:
    """Everything public that contains the words, by kind; or one kind, page by page."""
    typed = request.GET.get("q", "")
    query = parse_for_page(typed)
    kinds = searchables()
    labels = {kind: Kind(kind).label for kind in kinds} | {GUIDE: GUIDE_LABEL}
    asked = request.GET.get("kind", "")
    kind = asked if asked in labels else ""
    context: dict[str, Any] = {
        "crumbs": [(gettext("ホーム"), reverse("home")), (gettext("さがす"), None)],
        "typed": typed.strip()[:200],
        "query": query,
        "unusable_kind": asked[:50] if asked and not kind else "",
        "kind": kind,
        "kind_label": labels.get(kind, ""),
        "asked": bool(typed.strip()),
    }
    if kind == GUIDE:
        parts = look_through(query, guide())
        page = Paginator(parts, PER_PAGE).get_page(page_asked(request))
        groups = [_guide_group(len(parts), list(page), query)]
        context["page_obj"] = page
        context["page_missed"] = page_missed(request, page)
    elif kind:
        group, page = _page_of(query, kind, page_asked(request))
        groups = [group]
        context["page_obj"] = page
        context["page_missed"] = page_missed(request, page)
    else:
        parts = look_through(query, guide()) if query else []
        groups = [_group(one, query) for one in find(query, kinds, last=PER_GROUP)]
        groups.append(_guide_group(len(parts), parts[:PER_GROUP], query))
    context["groups"] = [group for group in groups if group.hits]
    count, is_exact = sum(each.count for each in groups), all(each.is_exact for each in groups)
    context["total_label"] = _counted(count, is_exact=is_exact)
    context["by_date"] = any(each.hits and each.kind != GUIDE for each in groups)
    context["is_little"] = is_exact and count <= LITTLE
    context["spellings"] = other_spellings(typed)
    context["left_out"] = listed(query.left_out)
    return TemplateResponse(request, "search.html", context, headers={"X-Robots-Tag": "noindex"})


@require_safe
def suggest(request: HttpRequest, guide: Guide) -> JsonResponse:
    """Titles that have the words or are read so, those of records first, then those of the guide:
    `{"titles": […]}`."""
    query = parse_for_page(request.GET.get("q", ""))
    found = find(query, searchables(), last=LOOKED_THROUGH)
    of_records = titles_called((one for each in found for one in each.documents), query)
    parts = look_through(query, guide()) if query else []
    called_so = [part for part in parts if is_called(part, query)][:GUIDE_SUGGESTIONS]
    of_guide = [without_readings(part.title) for part in called_so]
    titles = of_records[: SUGGESTIONS - len(of_guide)] + of_guide
    return JsonResponse({"titles": list(dict.fromkeys(titles))})


def _page_of(query: Query, kind: str, asked: int) -> tuple[Group, Page]:
    """One page of one kind; a page that does not exist leads to the nearest that does."""
    number = Paginator(range(CAP), PER_PAGE).get_page(asked).number
    while True:
        last = number * PER_PAGE
        (found,) = find(query, [kind], first=last - PER_PAGE + 1, last=last)
        nearest = max(1, min(number, ceil(found.count / PER_PAGE)))
        if found.documents or nearest == number:
            break
        number = nearest
    # Of what has not been counted to its end, one page more can be asked for.
    shown = found.count if found.is_exact else found.count + 1
    paginator = Paginator(range(min(shown, CAP)), PER_PAGE)
    return _group(found, query), paginator.get_page(number)


def _group(found: Found, query: Query) -> Group:
    ids = [document.object_id for document in found.documents]
    model = searchables()[found.kind]
    elsewhere = model.search_elsewhere(ids) if ids else {}
    summaries = model.search_summaries(ids) if ids else {}
    before = BEFORE_TITLE.get(Kind(found.kind), "") if current() != JAPANESE else ""
    hits = []
    for document in found.documents:
        summary = opening(summaries.get(document.object_id, ""), query.words)
        piece = snippet(document, query.words)
        if summary and ("<mark>" in summary or "<mark>" not in piece):
            piece = SafeString("")
        hits.append(
            Hit(
                url=_url_of(document),
                title=marked_title(document, query.words),
                snippet=piece,
                document=document,
                elsewhere=elsewhere.get(document.object_id, ""),
                before=str(before),
                summary=summary,
            )
        )
    return Group(
        kind=found.kind,
        label=Kind(found.kind).label,
        date_label=DATE_LABELS[Kind(found.kind)],
        count=found.count,
        is_exact=found.is_exact,
        hits=hits,
    )


def _guide_group(count: int, parts: list[Part], query: Query) -> Group:
    hits = [
        Hit(
            url=part.url,
            title=marked_title(part, query.words, readings=_readings_of(part)),
            snippet=snippet(part, query.words, readings=_readings_of(part)),
            section=part.section,
        )
        for part in parts
    ]
    return Group(
        kind=GUIDE,
        label=str(GUIDE_LABEL),
        date_label="",
        count=count,
        is_exact=True,
        hits=hits,
    )


def _readings_of(part: Part) -> Readings:
    return Readings.SHOWN if part.shows_readings else Readings.KNOWN


def _counted(count: int, *, is_exact: bool) -> str:
    return gettext("{count:,}件").format(count=count) + ("" if is_exact else gettext("以上"))


def _url_of(document: SearchDocument) -> str:
    thing = searchables()[document.kind]()
    thing.pk = document.object_id
    return thing.get_absolute_url()
