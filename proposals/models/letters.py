"""The formal words of a city to the proposers of a call, one text per outcome."""

from django.db import models

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped
from proposals.models.calls import Call
from proposals.models.drafts import DecisionOutcome


class LetterTemplate(Timestamped):
    """What is written to the proposers of a call with this outcome, with names in braces for what
    differs (`proposals.content.letters`). Where a call has none, the portal's own text stands."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="letter_templates"
    )
    outcome = models.CharField("市の判断", max_length=20, choices=DecisionOutcome)
    body = models.TextField("通知の文", max_length=3000)

    class Meta:
        verbose_name = "結果の通知の文"
        verbose_name_plural = "結果の通知の文"
        constraints = [
            models.UniqueConstraint(fields=["call", "outcome"], name="letter_template_once"),
            known_values("outcome", DecisionOutcome, name="letter_template_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.call}（{self.get_outcome_display()}の通知）"
