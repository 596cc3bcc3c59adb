"""A few sentences about a thing in やさしい日本語 and in English, beside its Japanese text.

Nobody translates a whole plan; a short summary by those who know it serves a reader better than
a machine's guess at everything (入管庁・文化庁 guideline on やさしい日本語, 2020).
"""

from collections.abc import Collection

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import EASY, ENGLISH, current
from kyodo_portal.words.readings import AS_TYPED, without_readings

LONGEST_SUMMARY = 600


class Summarised(models.Model):
    """Something that may carry a summary in the other languages of the pages."""

    summary_easy = models.TextField(
        _("やさしい日本語の説明"), max_length=LONGEST_SUMMARY, blank=True, default="", db_default=""
    )
    summary_en = models.TextField(
        _("英語の説明"), max_length=LONGEST_SUMMARY, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    @property
    def summaries(self) -> list[str]:
        """The summaries as the search reads them: without readings."""
        return [without_readings(self.summary_easy), self.summary_en]

    @property
    def summary_in_language(self) -> str:
        """The summary in the language of the page; empty in Japanese and where nobody wrote one."""
        column = summary_column()
        return str(getattr(self, column)) if column else ""


def summary_column() -> str:
    """The field with the summary in the language of the page; empty in Japanese."""
    return {EASY: "summary_easy", ENGLISH: "summary_en"}.get(current(), "")


def summaries_of(
    model: type[models.Model],
    object_ids: Collection[int],
    *,
    of: str = "",
    among: models.Q | None = None,
) -> dict[int, str]:
    """The summaries of these records in the language of the page, or of what the relation `of` leads
    to, as far as they are written and the records are `among` those: at most one query."""
    column = summary_column()
    if not column or not object_ids:
        return {}
    path = f"{of}__{column}" if of else column
    records = model._base_manager.filter(among or models.Q(), pk__in=object_ids)
    return dict(records.exclude(**{path: ""}).values_list("pk", path))


SUMMARY_HELP = {
    "summary_easy": format_lazy(
        _("短い文で、600文字まで。ふりがなは {example} のように書くと、漢字の上に出ます。"),
        example=AS_TYPED,
    ),
    "summary_en": _("英語で600文字まで。英語のページの最初に出ます。"),
}
