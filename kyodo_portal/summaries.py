"""A few sentences about a thing in やさしい日本語 and in English, beside its Japanese text.

Nobody translates a whole plan; a short summary by those who know it serves a reader better than
a machine's guess at everything (入管庁・文化庁 guideline on やさしい日本語, 2020).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.languages import EASY, ENGLISH, current
from kyodo_portal.readings import without_readings

LONGEST_SUMMARY = 600


class Summarised(models.Model):
    """Something that may carry a summary in the other languages of the pages."""

    summary_easy = models.TextField(
        _("やさしい日本語の説明"), max_length=LONGEST_SUMMARY, blank=True
    )
    summary_en = models.TextField(_("英語の説明"), max_length=LONGEST_SUMMARY, blank=True)

    class Meta:
        abstract = True

    @property
    def summaries(self) -> list[str]:
        """The summaries as the search reads them: without readings."""
        return [without_readings(self.summary_easy), self.summary_en]

    @property
    def summary_in_language(self) -> str:
        """The summary in the language of the page; empty in Japanese and where nobody wrote one."""
        texts = {EASY: self.summary_easy, ENGLISH: self.summary_en}
        return texts.get(current(), "")


SUMMARY_HELP = {
    "summary_easy": _(
        "短い文で、600文字まで。ふりがなは ｜協働《きょうどう》 のように書くと、漢字の上に出ます。"
    ),
    "summary_en": _("英語で600文字まで。英語のページの最初に出ます。"),
}
