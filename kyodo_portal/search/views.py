"""The page of results and the titles suggested while typing."""

from dataclasses import dataclass
from math import ceil

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo_portal.search.finding import CAP, Found, find
from kyodo_portal.search.indexing import searchables
from kyodo_portal.search.marking import marked_title, snippet
from kyodo_portal.search.models import Kind, SearchDocument
from kyodo_portal.search.queries import Query, parse

PER_GROUP = 5
PER_PAGE = 20
LAST_PAGE = CAP // PER_PAGE
SUGGESTIONS = 8
LOOKED_THROUGH = 50
"""Things among whose titles suggestions are chosen."""

DATE_LABELS = {
    Kind.PROJECT: _("公開"),
    Kind.GROUP: _("登録"),
    Kind.CALL: _("受付の始まり"),
    Kind.REPORT: _("公表"),
}
"""What the date beside a result is of."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as the page shows it."""

    url: str
    title: SafeString
    snippet: SafeString
    document: SearchDocument


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind."""

    kind: str
    label: str
    date_label: str
    count_label: str
    hits: list[Hit]
    has_more: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything public that contains the words, by kind; or one kind, page by page."""
    typed = request.GET.get("q", "")
    query = parse(typed)
    kinds = searchables()
    asked = request.GET.get("kind", "")
    kind = asked if asked in kinds else ""
    context = {
        "crumbs": [(gettext("ホーム"), reverse("home")), (gettext("さがす"), None)],
        "typed": typed.strip()[:200],
        "query": query,
        "unusable_kind": asked[:50] if asked and not kind else "",
        "kind": kind,
        "kind_label": Kind(kind).label if kind else "",
        "asked": bool(typed.strip()),
    }
    if kind:
        group, page = _page_of(query, kind, request.GET.get("page", "1"))
        context |= {"groups": [group] if group.hits else [], "page_obj": page}
    else:
        found = find(query, kinds, last=PER_GROUP)
        context["groups"] = [_group(one, query) for one in found if one.documents]
    return TemplateResponse(request, "search.html", context, headers={"X-Robots-Tag": "noindex"})


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that contain the words, newest first: `{"titles": [...]}`."""
    query = parse(request.GET.get("q", ""))
    documents = [
        document
        for found in find(query, searchables(), last=LOOKED_THROUGH)
        for document in found.documents
        if all(word in document.text.partition("\n")[0] for word in query.words)
    ]
    documents.sort(key=lambda document: document.dated_at, reverse=True)
    titles = list(dict.fromkeys(document.title for document in documents))
    return JsonResponse({"titles": titles[:SUGGESTIONS]})


def _page_of(query: Query, kind: str, asked: str) -> tuple[Group, object]:
    """One page of one kind; a page that does not exist leads to the nearest that does."""
    number = Paginator(range(CAP), PER_PAGE).get_page(asked).number
    while True:
        last = number * PER_PAGE
        (found,) = find(query, [kind], first=last - PER_PAGE + 1, last=last)
        nearest = max(1, min(number, ceil(found.count / PER_PAGE)))
        if found.documents or nearest == number:
            break
        number = nearest
    paginator = Paginator(range(min(found.count, CAP)), PER_PAGE)
    return _group(found, query), paginator.get_page(number)


def _group(found: Found, query: Query) -> Group:
    hits = [
        Hit(
            url=_url_of(document),
            title=marked_title(document, query.words),
            snippet=snippet(document, query.words),
            document=document,
        )
        for document in found.documents
    ]
    return Group(
        kind=found.kind,
        label=Kind(found.kind).label,
        date_label=DATE_LABELS[Kind(found.kind)],
        count_label=gettext("{count:,}件").format(count=found.count)
        + ("" if found.is_exact else gettext("以上")),
        hits=hits,
        has_more=found.count > len(hits),
    )


def _url_of(document: SearchDocument) -> str:
    thing = searchables()[document.kind]()
    thing.pk = document.object_id
    return thing.get_absolute_url()
