"""The pages of the guide, and where on them each part of it stands.

The first page says what 協働 is and leads to the others. What a city does not have, has no page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kyodo_portal.cities import City, said
from kyodo_portal.site import guideline
from kyodo_portal.words.languages import Words

Section = tuple[str, Words]
"""A part of a page: its anchor, and what it is called."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guide. `key` is its address below that of the guide, empty for the first;
    `templates` draw its parts, in `templates/site`; `sections` are those parts that a city has."""

    key: str
    label: Words
    templates: tuple[str, ...]
    sections: Callable[[City], list[Section]]

    @property
    def url(self) -> str:
        return reverse("guide_part", args=[self.key]) if self.key else reverse("guide")


def _meaning(city: City) -> list[Section]:
    why = [] if city.precept_set("reasons") else [("why", _("なぜ一緒に行うのか"))]
    return [("what", _("協働ってどんなこと")), *why, ("more", _("もっと知りたいとき"))]


def _values(city: City) -> list[Section]:
    return [(each.of.key, said(each.of.name)) for each in guideline.sets_of(city)]


def _tasks(city: City) -> list[Section]:
    issues = [("issues", _("協働の課題"))] if city.issues else []
    measures = [("measures", _("これからの取り組み"))] if guideline.measures_apart(city) else []
    return [*issues, *measures]


def _forms(city: City) -> list[Section]:
    patterns = [("patterns", _("四つの始まり方"))] if city.patterns_on else []
    return [*patterns, ("forms", _("協働の形"))]


def _way(city: City) -> list[Section]:
    return [("way", _("相談から報告まで")), ("open", _("公開するもの、しないもの"))]


def _people(city: City) -> list[Section]:
    committees = [("committees", _("見守る人たち"))] if city.committees else []
    words = [("words", _("言葉の意味"))] if city.definitions else []
    return [("actors", _("それぞれにできること")), *committees, *words]


FIRST = GuidePage(
    "", pgettext_lazy("メニュー", "協働とは"), ("_guide_what", "_guide_more"), _meaning
)
PAGES = (
    FIRST,
    GuidePage(guideline.VALUES, _("大切にすること"), ("_guide_precepts",), _values),
    GuidePage(guideline.TASKS, _("課題と取り組み"), ("_guide_issues",), _tasks),
    GuidePage("forms", _("協働の形"), ("_guide_patterns", "_guide_forms"), _forms),
    GuidePage("way", _("進み方と公開"), ("_guide_way", "_guide_open"), _way),
    GuidePage(
        "people",
        _("担い手と言葉"),
        ("_guide_actors", "_guide_committees", "_guide_words"),
        _people,
    ),
)


def pages_of(city: City) -> list[GuidePage]:
    """The pages that have anything to say in this city, in the order in which they are read."""
    return [page for page in PAGES if page.sections(city)]
