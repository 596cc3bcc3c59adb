"""The components by which people follow: `{% follow record %}` on the page of a record, and
`{% follow_list "projects" %}` under a list, for its conditions. Built into the templates, as the others."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from groups.models import Follow
from groups.notices.followable import conditions, kind_of
from kyodo_portal.life.people import EVERYBODY, is_signed_in
from kyodo_portal.words.text import shortened

register = template.Library()


@register.inclusion_tag("notices/_follow.html", takes_context=True)
def follow(context: Context, record: Any) -> dict[str, Any]:
    """Follow this record, or no longer; who has not signed in is led there and back with the wish kept."""
    request = context["request"]
    kind, person = kind_of(record), getattr(request, "user", EVERYBODY)
    is_known = is_signed_in(person)
    mine = Follow.objects.visible_to(person).filter(kind=kind, target_id=record.pk)
    asked = urlencode({"kind": kind, "id": record.pk, "next": request.path})
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "is_known": is_known,
        "is_followed": is_known and mine.exists(),
        "kind": kind,
        "number": record.pk,
        "back": request.path,
        "add_url": f"{reverse('follows:add')}?{asked}",
    }


@register.inclusion_tag("notices/_follow_list.html", takes_context=True)
def follow_list(context: Context, slug: str) -> dict[str, Any]:
    """Be told of what comes up in this list under the conditions in force."""
    query = conditions(shortened(context["request"].GET))
    page = reverse("follows:search", args=[slug])
    return {"save_url": f"{page}?{query}" if query else page}
