"""The agreement (協定): the same version of the terms, signed by every party."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kyodo_portal.life.constraints import known_values
from projects.models.parties import Partner, ResponsibleDepartment


class Scheme(models.IntegerChoices):
    """What the digest of a version is taken of (`projects.agreement.terms`)."""

    ROLES = 1, "目的・目標・役割分担"
    WHOLE = 2, "目的・目標・役割分担・期間・費用・条件・当事者"
    CLAUSES = 3, "同上と、条項・決定額"


class Agreement(models.Model):
    """One version of what the parties sign. `terms` is the text as signed, `digest` its SHA-256:
    when the project's terms have another digest, this version no longer holds.

    A version of the first scheme was signed over purpose, goals and roles alone. `baseline` are the
    whole terms as they stood beside it when the second scheme came; it holds as long as they do.
    """

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="agreements",
    )
    version = models.PositiveSmallIntegerField("版")
    terms = models.JSONField("合意する内容")
    digest = models.CharField("内容の指紋", max_length=64)
    scheme = models.PositiveSmallIntegerField(
        "署名の範囲", choices=Scheme, default=Scheme.CLAUSES, editable=False
    )
    baseline = models.JSONField("移行のときの内容", null=True, editable=False)
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "協定"
        verbose_name_plural = "協定"
        ordering = ["project", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="agreement_version_once"),
            known_values("scheme", Scheme, name="agreement_scheme_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.project} 協定 第{self.version}版"

    @property
    def whole_terms(self) -> dict[str, Any]:
        """All that stood in the project while this version held."""
        whole: dict[str, Any] = self.baseline or self.terms
        return whole


class Signature(models.Model):
    """One party's consent to one version. On paper where the partner has no account here: then
    `signer_name` says who signed and `signed_by` which member of staff recorded it. `party_name` is
    what the party was called; it stays when the party has left the project."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="協定", on_delete=models.CASCADE, related_name="signatures"
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name="団体",
        on_delete=models.SET_NULL,
        null=True,
        related_name="signatures",
    )
    department = models.ForeignKey(
        ResponsibleDepartment,
        verbose_name="所管課",
        on_delete=models.SET_NULL,
        null=True,
        related_name="signatures",
    )
    party_name = models.CharField("署名した当事者", max_length=200, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="署名した人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    signer_name = models.CharField("紙に署名した人", max_length=100, blank=True)
    on_paper = models.BooleanField("紙での署名", default=False)
    signed_at = models.DateTimeField("署名日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "署名"
        verbose_name_plural = "署名"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(department__isnull=True),
                name="signature_is_of_one_side",
                violation_error_message="どちらか一方だけを選んでください。",
            ),
            models.UniqueConstraint(fields=["agreement", "partner"], name="signature_partner_once"),
            models.UniqueConstraint(
                fields=["agreement", "department"], name="signature_department_once"
            ),
        ]

    def __str__(self) -> str:
        return self.party_label

    @property
    def party_label(self) -> str:
        """The party that signed, as the public sees it: a group or a department, never a person."""
        party = self.partner or self.department
        return party.label if party is not None else self.party_name

    @property
    def party_label_in_language(self) -> str:
        party = self.partner or self.department
        return party.label_in_language if party is not None else self.party_name
