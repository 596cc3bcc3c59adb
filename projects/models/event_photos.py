"""The photo of a day: what it looks like there."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person
from projects.models.events import Event


class EventPhotoQuerySet(models.QuerySet["EventPhoto"]):
    def visible_to(self, user: Person) -> "EventPhotoQuerySet":
        """With their day."""
        events = Event.objects.visible_to(user).filter(pk=OuterRef("event"))
        return self.filter(Exists(events))

    def shown(self) -> "EventPhotoQuerySet":
        """Those that the city has not hidden."""
        return self.filter(SHOWN)


class EventPhoto(Hideable, StoredFile):
    """The photo at the head of a day, rebuilt from its pixels; `caption` are the words for those who do not
    see it. Whoever shows it has asked those who are to be seen. Taken away, it is gone; hidden by the city,
    it stays out of sight."""

    event = models.OneToOneField(
        Event, verbose_name="催し", on_delete=models.CASCADE, related_name="own_photo"
    )
    caption = models.CharField(_("写っているもの"), max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    objects = EventPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "催しの写真"
        verbose_name_plural = "催しの写真"
        ordering = ["pk"]
        constraints = [hidden_with_reason(name="event_photo_is_hidden_with_its_reason")]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.event_id])

    @property
    def url(self) -> str:
        return reverse("events:photo", args=[self.event_id, self.pk])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""
