"""What search engines ask for at the root: the map of every public page, and where it lies.

The map is written from numbers and dates alone and sent as it is read: a page of fifty thousand
addresses, the most that the protocol allows, costs a single query and no record in memory.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kyodo_portal.publishing.kinds import PublicKind, all_kinds
from kyodo_portal.web.linked_data import absolute

KIND = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PER_FILE = 50_000
MOST_FILES = 50_000
"""Maps that the list of maps may name; a database cannot count as far as any number in an address."""
LINES_AT_ONCE = 500

BEFORE = ("home", "guide", "near")
AFTER = ("statistics", "open_data", "accessibility", "accessibility_results")
"""Public pages that show no single record; the lists of the kinds stand between them."""


def _shown() -> dict[str, PublicKind[Any]]:
    """The kinds of which every record has a page of its own, by name."""
    return {kind.slug: kind for kind in all_kinds() if kind.page}


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of maps: one of the pages, and of each kind of record as many as it needs."""
    maps = [_place(reverse("sitemap_pages"), None, "sitemap")]
    for name, kind in _shown().items():
        standing = kind.records().order_by().aggregate(count=Count("pk"), at=Max("updated_at"))
        files = -(-standing["count"] // PER_FILE)
        maps += [
            _place(reverse("sitemap_records", args=[name, number]), standing["at"], "sitemap")
            for number in range(1, files + 1)
        ]
    return HttpResponse(_document("sitemapindex", "".join(maps)), content_type=KIND)


@login_not_required
@require_safe
def pages(request: HttpRequest, guide: Callable[[], Iterable[str]]) -> HttpResponse:
    """The pages that show no single record; `guide` gives the addresses of the guide's further pages."""
    lists = [kind.list_page for kind in all_kinds() if kind.list_page]
    named = [reverse(name) for name in (*lists, *AFTER)]
    places = "".join(_place(path, None) for path in (*map(reverse, BEFORE), *guide(), *named))
    return HttpResponse(_document("urlset", places), content_type=KIND)


@login_not_required
@require_safe
def records(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """One map of records."""
    kind, first = _shown().get(name), (number - 1) * PER_FILE
    if kind is None or not 1 <= number <= MOST_FILES:
        raise Http404
    if not kind.records().order_by("pk")[first : first + 1].exists():
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(content_type=KIND)
    chosen = kind.records().order_by("pk").values_list("pk", "updated_at")
    found = chosen[first : first + PER_FILE]
    return StreamingHttpResponse(_written(kind, found), content_type=KIND)


def _written(kind: PublicKind[Any], found: QuerySet[Any, Any]) -> Iterator[str]:
    head, end = _document("urlset", "\0").split("\0")
    before, _, after = reverse(kind.page, args=[0]).rpartition("/0/")
    lines = [head]
    for pk, updated_at in found.iterator():
        lines.append(_place(f"{before}/{pk}/{after}", updated_at))
        if len(lines) >= LINES_AT_ONCE:
            yield "".join(lines)
            lines = []
    yield "".join([*lines, end])


def _place(path: str, updated_at: Any, element: str = "url") -> str:
    when = ""
    if updated_at is not None:
        when = f"<lastmod>{localtime(updated_at).isoformat(timespec='seconds')}</lastmod>"
    return f"<{element}><loc>{escape(absolute(path))}</loc>{when}</{element}>\n"


def _document(root: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{inside}</{root}>\n'
    )


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing is forbidden: what is not public answers 404 to robots as to everybody, and pages
    that are nobody's business to find say so themselves (`X-Robots-Tag`)."""
    lines = ["User-agent: *", "Disallow:", "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers and readers look for the mark before they have read any page."""
    return redirect(static("favicon.ico"))
