"""Drawing what is always the same only once.

Badges, charts and comparisons are made of a few words and numbers and of nothing else: the same
values give the same markup, whoever looks. A list has a hundred badges of a few kinds, and a
published report never changes.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kyodo_portal.words.languages import current

Draw = Callable[..., SafeString]


def once_per_language(*, most: int) -> Callable[[Draw], Draw]:
    """Keeps what a function draws from its arguments and the language of the page alone, up to so
    many drawings."""

    def keeping(draw: Draw) -> Draw:
        # Typed, because a text that is safe already equals the same text that is not. Words inside
        # of tuples and records are never safe already.
        @lru_cache(maxsize=most, typed=True)
        def kept(language: str, *args: Hashable, **values: Hashable) -> SafeString:
            return draw(*args, **values)

        @wraps(draw)
        def drawn(*args: Hashable, **values: Hashable) -> SafeString:
            return kept(current().code, *args, **values)

        return drawn

    return keeping


@once_per_language(most=2_000)
def drawn_once(template: str, **values: Hashable) -> SafeString:
    """The template with these values and nothing besides."""
    return render_to_string(template, values)
