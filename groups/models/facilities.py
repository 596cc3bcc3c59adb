"""What can be used at a place: its rooms and its equipment; and its picture."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.places import Place
from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values


class PlaceRoom(models.Model):
    """A room that can be used, for how much and in which parts of the day, as the place says it."""

    place = models.ForeignKey(
        Place, verbose_name="場所", on_delete=models.CASCADE, related_name="rooms"
    )
    name = models.CharField("部屋の名称", max_length=100)
    people = models.PositiveSmallIntegerField("定員（人）", null=True, blank=True)
    square_metres = models.DecimalField(
        "面積（㎡）", max_digits=6, decimal_places=1, null=True, blank=True
    )
    fee = models.CharField("料金", max_length=200, blank=True)
    units = models.CharField("貸し出しの区分", max_length=200, blank=True)

    class Meta:
        verbose_name = "部屋"
        verbose_name_plural = "部屋"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="place_room_once")]

    def __str__(self) -> str:
        return self.name


class Equipment(models.TextChoices):
    PRINTER = "printer", _("印刷機")
    COPIER = "copier", _("コピー機")
    FOLDER = "folder", _("紙折り機")
    COMPUTER = "computer", _("パソコン")
    PROJECTOR = "projector", _("プロジェクター")
    MICROPHONE = "microphone", _("マイク・音響設備")
    WIFI = "wifi", _("Wi-Fi")
    LOCKER = "locker", _("ロッカー")
    LETTER_CASE = "letter_case", _("レターケース")
    NURSERY = "nursery", _("託児室・キッズコーナー")
    KITCHEN = "kitchen", _("調理室")
    OTHER = "other", _("そのほか")


class PlaceEquipment(models.Model):
    """Something that can be used at a place; `note` says how many, for how much, under what condition."""

    place = models.ForeignKey(
        Place, verbose_name="場所", on_delete=models.CASCADE, related_name="equipment"
    )
    kind = models.CharField("設備", max_length=12, choices=Equipment)
    note = models.CharField("数や料金など", max_length=200, blank=True)

    class Meta:
        verbose_name = "設備"
        verbose_name_plural = "設備"
        ordering = ["pk"]
        constraints = [
            known_values("kind", Equipment, name="place_equipment_is_known"),
            models.UniqueConstraint(
                fields=["place", "kind"],
                condition=~Q(kind=Equipment.OTHER),
                name="place_equipment_once",
                violation_error_message="同じ設備が二度書かれています。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class PlacePhoto(StoredFile):
    """The picture of a place, rebuilt from its pixels; `caption` says what it shows."""

    place = models.OneToOneField(
        Place, verbose_name="場所", on_delete=models.CASCADE, related_name="photo"
    )
    caption = models.CharField("写真の説明", max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = "場所の写真"
        verbose_name_plural = "場所の写真"

    def __str__(self) -> str:
        return self.caption

    @property
    def url(self) -> str:
        return reverse("places:photo", args=[self.place_id])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""
