"""The way to a page, as it stands above its title and is told to search engines.

A page says what lies between home and itself; that every way begins with home is said here.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from kyodo_portal.words.languages import Words

Crumbs = list[tuple[Words, str | None]]
"""Steps as (label, address); the last one, the page itself, has no address."""


def from_home(crumbs: Sequence[tuple[Words, str | None]]) -> Crumbs:
    """The whole way to a page: home, then the steps the page says itself."""
    return [(gettext("ホーム"), reverse("home")), *crumbs]
