"""What a group tells of its days in a few words."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group
from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person
from kyodo_portal.life.records import Timestamped
from kyodo_portal.writing.once import SubmittedOnce


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, user: Person) -> "JournalEntryQuerySet":
        """Those that are shown, with their group."""
        groups = Group.objects.visible_to(user).filter(pk=OuterRef("group"))
        return self.filter(Exists(groups)).filter(SHOWN)

    def shown(self) -> "JournalEntryQuerySet":
        return self.filter(SHOWN)


class JournalEntry(Hideable, SubmittedOnce, Timestamped):
    """One day of a group (活動の記録): when, what, and perhaps a photo. Told by the group, not by a
    person."""

    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="journal"
    )
    happened_on = models.DateField(_("行った日"))
    text = models.CharField(_("したこと"), max_length=300)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "活動の記録"
        verbose_name_plural = "活動の記録"
        ordering = ["-happened_on", "-pk"]
        constraints = [hidden_with_reason(name="journal_entry_is_hidden_with_reason")]

    def __str__(self) -> str:
        return self.text

    @property
    def picture(self) -> "JournalPhoto | None":
        """Its photo, where it has one."""
        return getattr(self, "photo", None)

    def get_absolute_url(self) -> str:
        return f"{reverse('groups:journal', args=[self.group_id])}#entry-{self.pk}"


class JournalPhoto(StoredFile):
    """The photo of an entry; `alt` are the words for those who do not see it."""

    entry = models.OneToOneField(
        JournalEntry, verbose_name="記録", on_delete=models.CASCADE, related_name="photo"
    )
    alt = models.CharField(_("写っているもの"), max_length=150)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = "記録の写真"
        verbose_name_plural = "記録の写真"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.alt

    @property
    def caption(self) -> str:
        return ""

    @property
    def url(self) -> str:
        return reverse("groups:journal_photo", args=[self.entry.group_id, self.pk])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""
