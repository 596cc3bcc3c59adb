"""Where in the city a record belongs: one of its 地区, or none."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.districts import district_name, district_reading


class InDistrict(models.Model):
    """A record that may belong to one of the city's 地区. What it keeps is the code: forms offer those that
    the city's profile names (`writing.districts`), and one that it no longer names stays what it is."""

    district = models.CharField(_("地区"), max_length=20, blank=True, default="", db_default="")

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
