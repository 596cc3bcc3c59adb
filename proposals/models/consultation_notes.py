"""What was said of a consultation away from the portal: at a meeting, by telephone, at the counter."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.once import SubmittedOnce
from proposals.models.consultations import Consultation


class NoteWay(models.TextChoices):
    """How people spoke with each other: the ways on which something comes to the counter, and talks."""

    MEETING = "meeting", _("面談・打合せ")
    VISIT = "visit", _("現地での話")
    COUNTER = Source.COUNTER.value, Source.COUNTER.label
    PHONE = Source.PHONE.value, Source.PHONE.label
    POST = Source.POST.value, Source.POST.label
    FAX = Source.FAX.value, Source.FAX.label


class ConsultationNote(SubmittedOnce):
    """One such talk, as the city's side wrote it down: how, on which day, what was said. `is_shared`
    says whether who asked reads it too; otherwise it is the city's alone."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="notes")
    way = models.CharField("方法", max_length=10, choices=NoteWay)
    day = models.DateField("話した日")
    body = models.TextField("内容", max_length=5000)
    is_shared = models.BooleanField("相談した方にも見せる")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた職員",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    author_label = models.CharField("書いた課", max_length=150, editable=False)
    created_at = models.DateTimeField("書いた日時", auto_now_add=True)

    class Meta:
        verbose_name = "相談の記録"
        verbose_name_plural = "相談の記録"
        ordering = ["day", "pk"]
        constraints = [known_values("way", NoteWay, name="consultation_note_way_is_known")]

    def __str__(self) -> str:
        return f"{NoteWay(self.way).label} {self.day:%Y-%m-%d}"
