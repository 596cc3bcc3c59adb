"""Kinds from a fixed list, by number: what a record that belongs to several of them keeps of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values


class ActivityField(models.IntegerChoices):
    """The twenty fields of the annex to the NPO Act (特定非営利活動促進法 別表), in its order."""

    HEALTH_WELFARE = 1, _("保健・医療・福祉")
    SOCIAL_EDUCATION = 2, _("社会教育")
    TOWN = 3, _("まちづくり")
    TOURISM = 4, _("観光")
    RURAL = 5, _("農山漁村・中山間地域")
    CULTURE_SPORT = 6, _("学術・文化・芸術・スポーツ")
    ENVIRONMENT = 7, _("環境の保全")
    DISASTER = 8, _("災害救援")
    SAFETY = 9, _("地域安全")
    RIGHTS_PEACE = 10, _("人権・平和")
    INTERNATIONAL = 11, _("国際協力")
    GENDER = 12, _("男女共同参画")
    CHILDREN = 13, _("子どもの健全育成")
    INFORMATION = 14, _("情報化社会")
    SCIENCE = 15, _("科学技術")
    ECONOMY = 16, _("経済活動の活性化")
    EMPLOYMENT = 17, _("職業能力・雇用")
    CONSUMER = 18, _("消費者の保護")
    SUPPORT = 19, _("団体への助言・支援")
    ORDINANCE = 20, _("条例で定める活動")


class NumberedKind(models.Model):
    """One of the kinds a record belongs to. A model of it names the record by a foreign key, and its
    constraints by `once_and_known`."""

    kinds: ClassVar[type[models.IntegerChoices]]
    number: models.PositiveSmallIntegerField

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return str(dict(self.kinds.choices).get(self.number, self.number))


class OfField(NumberedKind):
    """One field of the NPO Act a record belongs to."""

    kinds = ActivityField
    number = models.PositiveSmallIntegerField("分野", choices=ActivityField)

    class Meta(NumberedKind.Meta):
        abstract = True
        verbose_name = "分野"
        verbose_name_plural = "分野"


def once_and_known(
    owner: str, kinds: type[models.IntegerChoices], *, name: str
) -> list[models.BaseConstraint]:
    """Each kind is named once by the record in the column `owner`, and is one of the list."""
    return [
        models.UniqueConstraint(fields=[owner, "number"], name=f"{name}_once"),
        known_values("number", kinds, name=f"{name}_is_known"),
    ]
