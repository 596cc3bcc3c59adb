"""The page of results and the titles suggested while typing."""

from collections.abc import Callable
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo_portal.search.finding import CAP, find
from kyodo_portal.search.indexing import searchables
from kyodo_portal.search.leads import leads_of
from kyodo_portal.search.models import Kind
from kyodo_portal.search.most import find_most
from kyodo_portal.search.pages import PagePart, is_called, look_through
from kyodo_portal.search.queries import Query, parse_for_page
from kyodo_portal.search.results import (
    GUIDE,
    GUIDE_LABEL,
    Group,
    counted,
    group_of,
    groups_of_most,
    guide_group,
    quoted,
)
from kyodo_portal.search.suggesting import titles_called
from kyodo_portal.web.page_numbers import page_asked, page_missed
from kyodo_portal.words.languages import listed
from kyodo_portal.words.readings import without_readings

PER_GROUP = 3
"""Results of each kind on the page of all kinds, of which there are a dozen."""

PER_PAGE = 20
SUGGESTIONS = 8
LOOKED_THROUGH = 50
"""Things among whose titles suggestions are chosen."""

LITTLE = 3
"""Results so few that another spelling may well have more."""

GUIDE_SHOWN = 5
"""Parts of the guide on the page of all kinds: they are at hand, and nothing is asked for them."""

GUIDE_SUGGESTIONS = 3
"""Parts of the guide among the titles suggested."""

QUOTED_WITHIN = str.maketrans("「」", "『』")
"""Quotation marks of a phrase where it stands within such marks."""

ORDERS = {True: _("名前にことばがあるものから並べています。"), False: _("新しい順に並べています。")}
"""What is told of the order, by whether titles come first, where that is so of every kind."""

Guide = Callable[[], list[PagePart]]
"""The parts of these pages in the language of the page."""


@login_not_required
@require_safe
def search(request: HttpRequest, guide: Guide) -> HttpResponse:
    """Everything public that contains the words, by kind; or one kind, page by page. Where nothing has all
    of them, what has most."""
    typed = request.GET.get("q", "")
    query = parse_for_page(typed)
    kinds = searchables()
    labels = {kind: Kind(kind).label for kind in kinds} | {GUIDE: GUIDE_LABEL}
    asked = request.GET.get("kind", "")
    kind = asked if asked in labels else ""
    context: dict[str, Any] = {
        "crumbs": [(gettext("さがす"), None)],
        "typed": typed.strip()[:200],
        "query": query,
        "unusable_kind": asked[:50] if asked and not kind else "",
        "kind": kind,
        "kind_label": labels.get(kind, ""),
        "named": typed.strip()[:200].translate(QUOTED_WITHIN),
        "asked": bool(query),
        "page_obj": None,
        "page_missed": "",
        "leads": leads_of(typed) if query else [],
        "otherwise": quoted(query.otherwise),
        "is_most": False,
        "nowhere": "",
    }
    if kind == GUIDE:
        parts = look_through(query, guide())
        page = Paginator(parts, PER_PAGE).get_page(page_asked(request))
        groups = [guide_group(len(parts), list(page), query)]
        context["page_obj"] = page
        context["page_missed"] = page_missed(request, page)
    elif kind:
        group, page = _page_of(query, kind, page_asked(request))
        groups = [group]
        context["page_obj"] = page
        context["page_missed"] = page_missed(request, page)
    else:
        parts = look_through(query, guide()) if query else []
        groups = [group_of(one, query) for one in find(query, kinds, last=PER_GROUP)]
        groups.append(guide_group(len(parts), parts[:GUIDE_SHOWN], query))
    if len(query.words) > 1 and not any(group.hits for group in groups):
        of_kinds = [each for each in kinds if kind in ("", each)]
        pages = guide() if kind in ("", GUIDE) else []
        most = find_most(query, of_kinds, pages, last=PER_PAGE if kind else PER_GROUP)
        groups = groups_of_most(most, query)
        context["page_obj"] = None
        context["is_most"] = any(group.hits for group in groups)
        # Of one kind alone nothing is known of the others.
        context["nowhere"] = "" if kind else quoted(most.nowhere)
    context["groups"] = [group for group in groups if group.hits]
    count, is_exact = sum(each.count for each in groups), all(each.is_exact for each in groups)
    context["total_label"] = counted(count, is_exact=is_exact)
    orders = {each.titles_first for each in context["groups"]}
    context["order"] = ORDERS[orders.pop()] if len(orders) == 1 else ""
    context["is_little"] = is_exact and count <= LITTLE
    context["left_out"] = listed(query.left_out)
    return TemplateResponse(request, "search.html", context, headers={"X-Robots-Tag": "noindex"})


@login_not_required
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
    return group_of(found, query), paginator.get_page(number)
