"""Where in the city a record belongs: one of its 地区, or none."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.districts import district_choices, district_name, district_reading


class DistrictField(models.CharField):
    """The code of a 地区. It may be one that the city's profile no longer names: forms offer what there
    is to choose (`writing.districts`), and a record keeps what it has."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Any code will do here: the form has checked what may be chosen."""

    def deconstruct(self) -> Any:
        """A text for the database; what the profile names today is no concern of a migration."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


class InDistrict(models.Model):
    """A record that may belong to one of the city's 地区."""

    district = DistrictField(
        _("地区"), max_length=20, choices=district_choices, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    @property
    def district_name(self) -> str:
        """As the page calls it; the code of one that the profile no longer names, nothing for none."""
        return district_name(self.district)

    @property
    def district_words(self) -> str:
        """By what it is found: its name and how that is read."""
        return " ".join(filter(None, (self.district_name, district_reading(self.district))))
