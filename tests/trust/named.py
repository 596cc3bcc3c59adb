"""The addresses the portal has, by the names they are reversed by."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

#: Only there while somebody develops, and not in the suite.
ELSEWHERE = {"ui"}


def views_in(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The full name and the view of every address under a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or ''}", entry.callback
        else:
            yield from views_in(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
