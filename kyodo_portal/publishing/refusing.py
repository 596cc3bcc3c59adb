"""Files whose address holds a condition that cannot be used: a department that is gone, a letter too
many, a misspelt name.

A list says on its page that the condition was left out. A file cannot be asked back: rows that look
narrowed and are not would be counted as what they are not. So a file is refused, with the names of
the conditions and the address of the same file without them; feeds and calendars, which can carry a
word beside their entries, say it there (`kyodo_portal.publishing.feeds`, `kyodo_portal.publishing.calendars`).
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.templatetags.ui_sharing import handed_on
from kyodo_portal.web.linked_data import absolute


def left_out(filterset: PortalFilterSet) -> list[str]:
    """The names of an address that a file cannot be asked under."""
    return [*(one.name for one in filterset.unusable), *filterset.unknown]


def refusal_as_page(
    request: HttpRequest, filterset: PortalFilterSet, list_url: str
) -> HttpResponse | None:
    """For a file that people open: a page (400) that names the conditions, and leads to the file and
    to its list without them. None where every condition can be used."""
    unusable = filterset.unusable_conditions
    if not unusable:
        return None
    query = handed_on(request, without=left_out(filterset))
    context = {
        "unusable": unusable,
        "file_url": f"{request.path}{query}",
        "list_url": f"{list_url}{query}",
    }
    return render(request, "opendata/refused.html", context, status=400)


def refusal_as_json(
    request: HttpRequest, filterset: PortalFilterSet, list_url: str
) -> HttpResponse | None:
    """The same for a program (400), as problem details (RFC 9457): the conditions by their names in
    the address, and both addresses without them."""
    unusable = filterset.unusable_conditions
    if not unusable:
        return None
    query = handed_on(request, without=left_out(filterset))
    problem = {
        "title": gettext("使えない条件があります"),
        "status": 400,
        "detail": " ".join(
            gettext("「{label}」の「{value}」という条件は使えません。").format(
                label=one.label, value=one.value
            )
            for one in unusable
        ),
        "unusable": [
            {"name": one.name, "label": one.label, "value": one.value} for one in unusable
        ],
        "without_them": absolute(f"{request.path}{query}"),
        "list": absolute(f"{list_url}{query}"),
    }
    return JsonResponse(
        problem,
        status=400,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
