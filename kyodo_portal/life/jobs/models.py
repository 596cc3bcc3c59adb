"""One piece of long work of one person, from being asked for to its result being forgotten."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kyodo_portal.files.uploads import stored_path
from kyodo_portal.life.constraints import set_together
from kyodo_portal.life.people import Person, is_signed_in

KEPT = dt.timedelta(days=7)
"""How long a job stays with its files, from the moment it was asked for."""

_RUNNING = Q(ending="")


class Ending(models.TextChoices):
    """How a job ended. One that goes on has none."""

    DONE = "done", "できました"
    FAILED = "failed", "できませんでした"
    CANCELLED = "cancelled", "取りやめました"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Person) -> "JobQuerySet":
        """Whoever asked for it, and the administrators."""
        if not is_signed_in(user):
            return self.none()
        return self if user.is_superuser else self.filter(owner=user.pk)

    def running(self) -> "JobQuerySet":
        """Neither done nor given up: they wait for a worker, or one has them."""
        return self.filter(_RUNNING)

    def free(self, now: dt.datetime) -> "JobQuerySet":
        """Held by no worker, or by one whose lease is over."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def held(self, job: "Job") -> "JobQuerySet":
        """This job, while it goes on and is held by the worker that took it as it is here."""
        return self.running().filter(pk=job.pk, claim=job.claim)

    def past(self, now: dt.datetime) -> "JobQuerySet":
        """Those whose time is over, with their files."""
        return self.filter(expires_at__lte=now)


class Job(models.Model):
    """A piece of long work. What it does its kind says (`kyodo_portal.life.jobs.kinds`).

    `given` is what it was asked with; `source` the file that was handed in with it. `done` of `total`
    is its progress, in whatever pieces its kind counts. `report` is what it came to: titles with
    their lines. A worker holds it by `claim` until `lease_until`; what a worker that lost it still
    writes counts for nothing. `expires_at` is the end of the job, its report and its files.
    """

    kind = models.CharField("仕事の種類", max_length=60, editable=False)
    label = models.CharField("仕事", max_length=200, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="頼んだ人",
        on_delete=models.CASCADE,
        editable=False,
        related_name="+",
    )
    given = models.JSONField("頼んだ内容", default=dict, editable=False)
    source = models.FileField(
        "渡されたファイル", upload_to=stored_path, max_length=100, blank=True, editable=False
    )
    source_name = models.CharField(
        "渡されたファイルの名前", max_length=200, blank=True, editable=False
    )
    follows = models.ForeignKey(
        "self",
        verbose_name="もとの仕事",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="followers",
    )
    done = models.PositiveIntegerField("済んだ数", default=0, editable=False)
    total = models.PositiveIntegerField("全体の数", default=0, editable=False)
    attempts = models.PositiveSmallIntegerField("始めた回数", default=0, editable=False)
    claim = models.UUIDField("いま行う係", null=True, editable=False)
    lease_until = models.DateTimeField("係の期限", null=True, editable=False)
    created_at = models.DateTimeField("頼んだ日時", default=timezone.now, editable=False)
    ending = models.CharField(
        "結果", max_length=10, choices=Ending, default="", blank=True, editable=False
    )
    ended_at = models.DateTimeField("終わった日時", null=True, editable=False)
    error = models.TextField("できなかった理由", blank=True, editable=False)
    report = models.JSONField("わかったこと", default=list, editable=False)
    result = models.FileField(
        "できたファイル", upload_to=stored_path, max_length=100, blank=True, editable=False
    )
    result_name = models.CharField(
        "できたファイルの名前", max_length=200, blank=True, editable=False
    )
    expires_at = models.DateTimeField("消える日時", editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "時間のかかる仕事"
        verbose_name_plural = "時間のかかる仕事"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["id"], condition=_RUNNING, name="job_running"),
            models.Index(fields=["expires_at"], name="job_with_its_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True)
                | Q(ending__in=Ending.values, ended_at__isnull=False),
                name="job_ends_at_a_moment",
            ),
            set_together("claim", "lease_until", name="job_is_held_for_a_time"),
            models.CheckConstraint(
                condition=~Q(ending=Ending.FAILED) | ~Q(error=""), name="job_fails_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=Q(ending__in=["", Ending.DONE]),
                name="job_is_followed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The end is counted from the beginning."""
        self.expires_at = self.expires_at or self.created_at + KEPT
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("admin:kyodo_portal_job_change", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.ending == ""

    @property
    def is_done(self) -> bool:
        return self.ending == Ending.DONE

    @property
    def state_label(self) -> str:
        """How it stands, in the words of the screen."""
        if not self.is_running:
            return str(Ending(self.ending).label)
        return "行っています" if self.claim else "順番を待っています"

    @property
    def state_tone(self) -> str:
        """The tone in which that is shown."""
        tones = {Ending.DONE: "success", Ending.FAILED: "danger", Ending.CANCELLED: "muted"}
        return tones[Ending(self.ending)] if self.ending else "info"

    @property
    def percent(self) -> int | None:
        """How far it is, from 0 to 100; None while nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None
