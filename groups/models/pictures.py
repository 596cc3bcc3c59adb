"""What a group looks like: its photo, and its sign."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group
from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values


class PictureRole(models.TextChoices):
    PHOTO = "photo", _("写真")
    LOGO = "logo", _("ロゴ")


class GroupPicture(StoredFile):
    """A photo of a group at work, shown on its page and in lists; or its logo, beside its name. Everybody
    who may see the group sees them. `alt` are the words for those who do not see it."""

    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="pictures"
    )
    role = models.CharField("使いかた", max_length=5, choices=PictureRole)
    alt = models.CharField(_("写っているもの"), max_length=150)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = "団体の写真"
        verbose_name_plural = "団体の写真"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "role"], name="group_picture_once"),
            known_values("role", PictureRole, name="group_picture_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def url(self) -> str:
        return reverse("groups:picture", args=[self.group_id, self.pk])

    @property
    def small_url(self) -> str:
        """The address of the picture in its size for phones and cards."""
        return f"{self.url}?size=small"

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.small_url} {small[0]}w, {self.url} {self.width}w" if small else ""
