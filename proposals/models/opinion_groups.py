"""What a round came to: opinions of one kind together, in the city's summary, with its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import opinion_answer_choices
from kyodo_portal.cities.rows.kinds import OPINION_ANSWER_CODES
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped
from proposals.models.opinion_rounds import OpinionRound, OpinionSection
from proposals.models.opinions import Opinion, OpinionSubmission


class OpinionGroupQuerySet(models.QuerySet["OpinionGroup"]):
    def counted(self) -> "OpinionGroupQuerySet":
        """Annotates `people` and `texts`: how many wrote so, and in how many different texts."""
        standing = Q(members__opinion__submission__status="received")
        return self.annotate(
            people=Count("members__opinion__submission", filter=standing, distinct=True),
            texts=Count("members__opinion__text_key", filter=standing, distinct=True),
        )

    def unfinished(self) -> "OpinionGroupQuerySet":
        """Those that lack the summary, the answer or its kind."""
        return self.filter(Q(summary="") | Q(answer="") | Q(kind=""))


class OpinionGroup(Timestamped):
    """Opinions that say the same (意見の概要), and what the city thinks of them (市の考え方). Public with the
    answer of the whole round and not before; until then the writers alone see the summary of theirs."""

    round = models.ForeignKey(
        OpinionRound, verbose_name="意見募集", on_delete=models.CASCADE, related_name="groups"
    )
    section = models.ForeignKey(
        OpinionSection,
        verbose_name="該当箇所",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
    )
    order = models.PositiveSmallIntegerField("順番", default=0)
    heading = models.CharField("見出し", max_length=150)
    summary = models.TextField("意見の概要", max_length=3000, blank=True)
    answer = models.TextField("市の考え方", max_length=5000, blank=True)
    kind = models.CharField("区分", max_length=20, choices=opinion_answer_choices, blank=True)
    changed = models.TextField("案をどう直したか", max_length=2000, blank=True)
    opinions: "models.ManyToManyField[Opinion, OpinionInGroup]" = models.ManyToManyField(
        Opinion, through="OpinionInGroup", related_name="groups"
    )

    objects = OpinionGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "意見のまとまり"
        verbose_name_plural = "意見のまとまり"
        ordering = ["order", "pk"]
        constraints = [
            known_values("kind", ("", *OPINION_ANSWER_CODES), name="opinion_group_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.heading


class OpinionInGroup(models.Model):
    """An opinion stands in a group. It may stand in two, and counts once in each and once in the whole."""

    group = models.ForeignKey(OpinionGroup, on_delete=models.CASCADE, related_name="members")
    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="places")

    class Meta:
        verbose_name = "まとまりの中の意見"
        verbose_name_plural = "まとまりの中の意見"
        constraints = [
            models.UniqueConstraint(fields=["group", "opinion"], name="opinion_in_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.opinion_id}"


class OpinionCorrection(models.Model):
    """A writer says, once, that the summary misses what they wrote; staff answer before it is published."""

    submission = models.OneToOneField(
        OpinionSubmission, on_delete=models.CASCADE, related_name="correction"
    )
    text = models.TextField(_("直してほしいところ"), max_length=2000)
    created_at = models.DateTimeField("日時", auto_now_add=True)
    answer = models.TextField("どうしたか", max_length=2000, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="答えた職員",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "概要の直しの求め"
        verbose_name_plural = "概要の直しの求め"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="opinion_correction_answer_is_dated",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}（{self.submission_id}）"
