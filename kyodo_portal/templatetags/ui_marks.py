"""What every form that sends carries unseen: its key against forgery, and for whom it was drawn."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kyodo_portal.writing.kept.marks import FIELD, KEEP_ADDRESS, mark_for

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString | str:
    """Django's tag, and beside its key the mark that says for whom the form was drawn and on which
    page (kyodo_portal/writing/kept): so that no form of ours, and none of the admin's, is without."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":  # noqa: S105 - what Django says where there is none
        return ""
    key = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    return format_html(
        "{}{}", key, _mark(getattr(context, "request", None) or context.get("request"))
    )


def _mark(request: Any) -> SafeString | str:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return ""
    mark = mark_for(person, _page_of(request))
    if not mark:
        return ""
    return format_html(
        '<input type="hidden" name="{}" value="{}" data-person="{}" data-keep-url="{}">',
        FIELD,
        mark,
        salted_hmac("kyodo_portal.person", str(person.pk)).hexdigest()[:16],
        KEEP_ADDRESS,
    )


def _page_of(request: Any) -> str:
    """The page the form stands on: where it was read, also where it is shown again after sending."""
    return str(getattr(request, "form_page", "") or request.get_full_path())
