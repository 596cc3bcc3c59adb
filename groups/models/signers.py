"""Who signs agreements for a party: for a department as its city decides (決裁), for a group as its rules say."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from groups.models.departments import Department
from groups.models.groups import Group
from kyodo_portal.life.constraints import in_order
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role


class SignerQuerySet(models.QuerySet["Signer"]):
    def visible_to(self, user: Person) -> "SignerQuerySet":
        """For the coordinators: the list names persons."""
        if is_signed_in(user) and (user.is_superuser or Role.COORDINATOR in user.role_names):
            return self
        return self.none()

    def on(self, day: dt.date) -> "SignerQuerySet":
        """Those that sign on this day."""
        return self.filter(Q(until_day=None) | Q(until_day__gte=day), from_day__lte=day)


class Signer(Timestamped):
    """One person who signs agreements for a department or a group, from a day on, until another where that
    is known. As long as a party names somebody, nobody else signs for it; where it names nobody, everybody
    who speaks for it does.

    Who signs is no term of an agreement: another officer asks nobody to sign again.
    """

    department = models.ForeignKey(
        Department,
        verbose_name="課",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="signers",
    )
    group = models.ForeignKey(
        Group,
        verbose_name="団体",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="signers",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="署名する人",
        on_delete=models.CASCADE,
        related_name="+",
    )
    position = models.CharField(
        "役職", max_length=60, help_text="例：課長、部長、代表。公開はされません。"
    )
    from_day = models.DateField("この日から")
    until_day = models.DateField("この日まで", null=True, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="決めた職員",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = SignerQuerySet.as_manager()

    class Meta:
        verbose_name = "協定に署名する人"
        verbose_name_plural = "協定に署名する人"
        ordering = ["-from_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, group__isnull=True)
                | Q(department__isnull=True, group__isnull=False),
                name="signer_is_for_one_party",
                violation_error_message="課か団体の、どちらか一つを選んでください。",
            ),
            in_order(
                "from_day",
                "until_day",
                name="signer_days_in_order",
                message="終わりの日は、始まりの日より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_name}：{self.position}"

    @property
    def party_name(self) -> str:
        party = self.department or self.group
        return party.name if party is not None else ""
