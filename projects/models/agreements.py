"""The agreement (協定): the same version of purpose, goals and roles, signed by every party."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from kyodo_portal.life.constraints import exactly_one
from projects.models.parties import Partner, ResponsibleDepartment


class Agreement(models.Model):
    """One version of what the parties sign. `terms` is the text as signed, `digest` its SHA-256:
    when the project's terms have another digest, this version no longer holds."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="agreements",
    )
    version = models.PositiveSmallIntegerField("版")
    terms = models.JSONField("合意する内容")
    digest = models.CharField("内容の指紋", max_length=64)
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "協定"
        verbose_name_plural = "協定"
        ordering = ["project", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="agreement_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.project} 協定 第{self.version}版"


class Signature(models.Model):
    """One party's consent to one version. On paper where the partner has no account here: then
    `signer_name` says who signed and `signed_by` which member of staff recorded it."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="協定", on_delete=models.CASCADE, related_name="signatures"
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name="団体",
        on_delete=models.PROTECT,
        null=True,
        related_name="signatures",
    )
    department = models.ForeignKey(
        ResponsibleDepartment,
        verbose_name="所管課",
        on_delete=models.PROTECT,
        null=True,
        related_name="signatures",
    )
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
            exactly_one("partner", "department", name="signature_is_of_one_side"),
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
        return party.label if party is not None else ""

    @property
    def party_label_in_language(self) -> str:
        party = self.partner or self.department
        return party.label_in_language if party is not None else ""
