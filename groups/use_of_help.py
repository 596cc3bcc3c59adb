"""How much comes of it when people ask for help: figures that others know, shown beside the supporters, so
that their list does not become one that nobody asks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.figures import FEWEST, few_hidden

SHOWN_DAYS = 365
"""Of so many days up to now the page of the supporters tells it."""


@dataclass(frozen=True, slots=True)
class UseOfHelp:
    """Of what was asked for in some time: how much, how much of it somebody answered and was done; in how
    many days half of the first answers came, None without any; how often a supporter was asked, and said
    yes. All are numbers of records, and name nobody."""

    asked: int = 0
    answered: int = 0
    done: int = 0
    median_days: float | None = None
    requested: int = 0
    agreed: int = 0


TOLD_BY: list[Callable[[dt.datetime], UseOfHelp]] = []
"""Who keeps what is asked for adds what counts it, from a moment on."""


def use_of_help() -> UseOfHelp:
    """Of the last year."""
    since = timezone.now() - dt.timedelta(days=SHOWN_DAYS)
    return TOLD_BY[0](since) if TOLD_BY else UseOfHelp()


def facts_of(use: UseOfHelp) -> list[tuple[str, str]]:
    """As (what, how much) for the page being made. How often supporters were asked is private: a small
    number of it is not told."""
    counted = gettext("{n}件")
    return [
        (gettext("手伝いの募集"), counted.format(n=intcomma(use.asked))),
        (gettext("応答があった募集"), counted.format(n=intcomma(use.answered))),
        (gettext("実施した募集"), counted.format(n=intcomma(use.done))),
        (gettext("はじめての応答まで（まんなかの値）"), days_in_words(use.median_days)),
        (gettext("サポーターにたのんだ回数"), _private(use.requested)),
        (gettext("引き受けてもらえた回数"), _private(use.agreed)),
    ]


def days_in_words(days: float | None) -> str:
    """How long it took, in whole days; a dash where nothing has been measured."""
    if days is None:
        return "—"
    if days < 1:
        return gettext("1日以内")
    return gettext("{n}日").format(n=intcomma(round(days)))


def _private(number: int) -> str:
    figure = few_hidden(number)
    if figure is None:
        return gettext("{n}回未満").format(n=FEWEST)
    return gettext("{n}回").format(n=intcomma(figure))
