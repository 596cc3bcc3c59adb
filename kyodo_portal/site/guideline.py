"""What the city's guideline says, as the home page and the guide show it: each thing with what belongs to it.

The words are the profile's, in Japanese; a page says them with `said`.
"""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kyodo_portal.cities import City
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.cities.rows import (
    Actor,
    Definition,
    Issue,
    Measure,
    Precept,
    PreceptSet,
)
from kyodo_portal.words.languages import Words

VALUES, TASKS = "values", "tasks"
"""The pages of the guide that tell the sets, and what there is to do, by their keys."""

STATES: dict[str, tuple[Words, str]] = {
    "planned": (_("これから"), "neutral"),
    "running": (_("進めています"), "info"),
    "done": (_("行いました"), "success"),
    "stopped": (_("取りやめました"), "muted"),
}
"""How a page calls the state of a measure, and in which tone."""

PAGE_NAMES: dict[str, Words] = {
    "home": _("ホーム"),
    "guide": pgettext_lazy("メニュー", "協働とは"),
    "which_form": _("どの形が合うか"),
    "projects": pgettext_lazy("メニュー", "協働事業"),
    "project_map": _("地図"),
    "updates": _("活動の報告"),
    "events": _("参加できる日"),
    "help_wanted": _("手伝いの募集"),
    "supporters": _("サポーター"),
    "offers": _("団体からの提供"),
    "places": pgettext_lazy("一覧", "場所"),
    "lectures": _("出前講座"),
    "concerns": _("地域の困りごと"),
    "groups": pgettext_lazy("一覧", "団体"),
    "group_apply": _("団体を登録する"),
    "calls": pgettext_lazy("メニュー", "募集"),
    "opinions": _("意見募集"),
    "consultations": pgettext_lazy("メニュー", "相談する"),
    "consult": _("相談を書く"),
    "evaluations": pgettext_lazy("メニュー", "評価と報告"),
    "evaluate": _("評価を始める"),
    "statistics": _("統計"),
    "open_data": _("オープンデータ"),
    "search": _("検索"),
    "accessibility": _("アクセシビリティ方針"),
    "my": _("マイページ"),
    "sign_up": _("アカウントをつくる"),
    "sign_in": _("ログイン"),
    "new_password": _("パスワードの再設定"),
    "my_account": _("アカウントの設定"),
    "notices": _("お知らせ"),
    "messages": _("メッセージ"),
}
"""What the pages are called to which an issue or a measure leads: every page a profile may name."""


@dataclass(frozen=True, slots=True)
class Led:
    """A word that leads somewhere: `name` is the profile's, or else `label` the portal's own."""

    url: str
    name: str = ""
    label: Words = ""


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure with its state and the stage it belongs to, and where it lives in the portal."""

    measure: Measure
    state: Words
    tone: str
    stage: str
    lives: Led | None


@dataclass(frozen=True, slots=True)
class PreceptShown:
    """A precept, the measures that serve it, and those that belong to it as to a stage."""

    precept: Precept
    measures: tuple[MeasureShown, ...]
    at_stage: tuple[Led, ...]


@dataclass(frozen=True, slots=True)
class SetShown:
    """A set of precepts under the name the guideline has for it. What is read beside the rest is folded:
    sets without an order that the home page does not name."""

    of: PreceptSet
    precepts: tuple[PreceptShown, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class IssueShown:
    """An issue and what answers it."""

    issue: Issue
    answers: tuple[Led, ...]


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The issues under one heading."""

    name: str
    issues: tuple[IssueShown, ...]


@dataclass(frozen=True, slots=True)
class ActorShown:
    """An actor and what can be done here."""

    actor: Actor
    links: tuple[Led, ...]


def meaning_of(city: City) -> Definition | None:
    """What the guideline says 協働 is, where it says so."""
    return next((word for word in city.definitions if word.term == "協働"), None)


def sets_of(city: City) -> list[SetShown]:
    """The sets the guide shows, in the profile's order."""
    shown = [_measure(city, measure) for measure in city.measures]
    return [
        SetShown(
            one,
            tuple(
                PreceptShown(
                    item,
                    tuple(each for each in shown if _names(each.measure.policy, one, item)),
                    tuple(
                        Led(measure_url(city, each), each.name)
                        for each in city.measures
                        if _names(each.stage, one, item)
                    ),
                )
                for item in one.items
            ),
            is_folded=not one.ordered and one.key not in city.home.precepts,
        )
        for one in city.precepts
        if one.on_guide
    ]


def measures_apart(city: City) -> list[MeasureShown]:
    """The measures that serve no policy the guide shows: they stand in a list of their own."""
    below = [
        each.measure for one in sets_of(city) for item in one.precepts for each in item.measures
    ]
    return [_measure(city, measure) for measure in city.measures if measure not in below]


def issues_of(city: City) -> list[IssueGroup]:
    """The issues by their headings, each with the measures and pages that answer it."""
    measures = {measure.key: measure for measure in city.measures}
    return [
        IssueGroup(
            name,
            tuple(
                IssueShown(
                    issue,
                    tuple(_answer(city, key, measures.get(key)) for key in issue.answered_by),
                )
                for issue in issues
            ),
        )
        for name, issues in groupby(city.issues, key=lambda issue: issue.group)
    ]


def actors_of(city: City) -> list[ActorShown]:
    """The actors, each with what they can do here."""
    return [
        ActorShown(actor, tuple(Led(reverse(PAGES[link.page]), link.label) for link in actor.links))
        for actor in city.actors
    ]


def on_home(city: City) -> list[PreceptSet]:
    """The sets the home page names."""
    return [one for key in city.home.precepts if (one := city.precept_set(key))]


def _measure(city: City, measure: Measure) -> MeasureShown:
    stages = ((one, item) for one in city.precepts for item in one.items)
    stage = next((item.name for one, item in stages if _names(measure.stage, one, item)), "")
    return MeasureShown(
        measure, *STATES[measure.state], stage, _page(measure.page) if measure.page else None
    )


def measure_url(city: City, measure: Measure) -> str:
    """Where the guide tells of a measure: with the policy that it serves, or with what there is to do."""
    policies = ((one, item) for one in city.precepts if one.on_guide for item in one.items)
    is_below = any(_names(measure.policy, one, item) for one, item in policies)
    page = reverse("guide_part", args=[VALUES if is_below else TASKS])
    return f"{page}#measure-{measure.key}"


def _answer(city: City, key: str, measure: Measure | None) -> Led:
    return Led(measure_url(city, measure), measure.name) if measure else _page(key)


def _page(name: str) -> Led:
    return Led(reverse(PAGES[name]), label=PAGE_NAMES[name])


def _names(key: str, one: PreceptSet, item: Precept) -> bool:
    """Whether a key of the profile is that of this item: with its set, or alone."""
    return key in (f"{one.key}.{item.key}", item.key)
