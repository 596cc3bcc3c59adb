"""What search engines and feed readers are told of a page, in the vocabulary of schema.org.

A description is data inside the page (`application/ld+json`): browsers do not run it, and the
policy against inline scripts does not concern it. It says nothing that the page does not say.
"""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from kyodo_portal.cities import city
from kyodo_portal.web.crumbs import Crumbs

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.ja"

_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


def absolute(path: str) -> str:
    """The full address of one of the portal's own paths."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"


def city_body() -> dict[str, Any]:
    """The city, as the one who speaks on this site."""
    return {"@type": "GovernmentOrganization", "name": f"{city().prefecture}{city().name}"}


def breadcrumb_list(crumbs: Crumbs, here: str) -> dict[str, Any]:
    """The way to a page, as (label, path); the last one is the page itself, at `here`."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(label),
                "item": absolute(str(path or here)),
            }
            for position, (label, path) in enumerate(crumbs, start=1)
        ],
    }


def described(kind: str, **facts: Any) -> dict[str, Any]:
    """A thing of this kind with the facts that are known of it."""
    known = {name: value for name, value in facts.items() if value not in (None, "", [])}
    return {"@context": CONTEXT, "@type": kind, **known}


def data_block(data: dict[str, Any]) -> SafeString:
    """The description as an element of the page. No text in it can end the element or begin
    another one: the letters of which tags are made are written as JSON escapes."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
