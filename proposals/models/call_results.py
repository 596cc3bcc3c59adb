"""What a call says of its results: when they come out, whether the council votes on them, and what is published."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class TellsResults(models.Model):
    """The part of a call about how its decisions become public and final."""

    needs_vote = models.BooleanField(
        "採択に議会の議決が要る",
        default=False,
        db_default=False,
        help_text="採択は、議会の議決を受けて確定します。それまでは「議決待ち」と公表します。",
    )
    vote_on = models.DateField("議決の予定日", null=True, blank=True)
    publishes_conclusion = models.BooleanField(
        "委員会の結論と理由を公表する", default=True, db_default=True
    )
    publishes_comment = models.BooleanField("委員会の講評を公表する", default=True, db_default=True)
    publishes_points = models.BooleanField("得点を公表する", default=True, db_default=True)
    publishes_ranks = models.BooleanField(
        "順位を公表する",
        default=True,
        db_default=True,
        help_text="公表しないときは、受付番号の順に並びます。",
    )
    decided_at = models.DateTimeField("結果を公表した日時", null=True, editable=False)
    release_at = models.DateTimeField("決定を公表する日時", null=True, editable=False)
    release_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="公表の日時を決めた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    release_read = models.TextField(
        "公表の日時を決めたときに読んだ内容", blank=True, default="", db_default="", editable=False
    )
    """The mark of what is to come out then (`judging.release.Outlook.digest`): nothing else does."""

    class Meta:
        abstract = True


VOTE_DAY = models.CheckConstraint(
    condition=Q(needs_vote=True) | Q(vote_on__isnull=True),
    name="call_vote_day_where_there_is_a_vote",
    violation_error_message="議決の予定日は、「採択に議会の議決が要る」募集にだけ書きます。",
)
"""A day of the vote is known only where there is one."""
