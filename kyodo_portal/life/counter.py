"""What came to the city on paper or by voice and was entered by its staff, for people who have nothing to
do with screens: who entered it, how it came, and on which day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from kyodo_portal.words.text import japanese_date


class Source(models.TextChoices):
    """On which way something came to the city's desk: the one list of it, in columns, forms and the
    record of acts."""

    COUNTER = "counter", _("窓口")
    POST = "post", _("郵送")
    FAX = "fax", _("FAX")
    PHONE = "phone", _("電話")


class EnteredAtCounter(models.Model):
    """A record that staff may have entered for somebody. All three are set together, or none is."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="入力した職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    came_by = models.CharField("受け付けた方法", max_length=10, choices=Source, blank=True)
    came_on = models.DateField("受け付けた日", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_from_counter(self) -> bool:
        return self.entered_by_id is not None


def came_in_words(record: EnteredAtCounter) -> str:
    """How and when it came to the counter, and who entered it; a dash for what its author typed. Staff read
    it alone."""
    if record.came_on is None or record.entered_by is None:
        return "—"
    day, name = japanese_date(record.came_on), record.entered_by.display_name
    return f"{Source(record.came_by).label}（{day}、入力：{name}）"


def entered_whole(name: str) -> list[models.CheckConstraint]:
    """Who entered it, how it came and when stand together; `name` begins the constraints' names."""
    nothing = Q(entered_by__isnull=True, came_by="", came_on__isnull=True)
    everything = Q(entered_by__isnull=False, came_on__isnull=False) & ~Q(came_by="")
    return [
        models.CheckConstraint(condition=nothing | everything, name=f"{name}_entered_whole"),
        known_values("came_by", ("", *Source.values), name=f"{name}_came_by_is_known"),
    ]
