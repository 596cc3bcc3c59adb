"""People who take part without an account: a name and one way to reach them, for as long as it is needed."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped
from kyodo_portal.writing.once import SubmittedOnce


class ConfirmedHow(models.TextChoices):
    """How it is known that somebody really is there."""

    CODE = "code", "メールのコードで"
    COUNTER = "counter", "窓口で"
    CALL = "call", "電話で"


def new_seed() -> str:
    """What the token of a guest's own page is made of; with a new one the page before is closed."""
    return secrets.token_urlsafe(16)


class Guest(SubmittedOnce, Timestamped):
    """Somebody without an account who joins, answers or asks (アカウントのない方).

    Personal, in a table of its own: shown to those alone whom it was given for, and gone on
    `forget_on`. They prove to be there by a code sent by mail; who gave a telephone number only is called
    by the organiser, and who comes to the counter is confirmed there. `came_for` names what is waiting
    for that (see `groups.guests`), which points to the guest.
    """

    name = models.CharField("氏名", max_length=50)
    name_kana = models.CharField("フリガナ", max_length=100, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    address = models.CharField("住所", max_length=300, blank=True, default="", db_default="")
    """Where a letter reaches somebody who came to the counter; asked nowhere else."""
    language = models.CharField("ことば", max_length=10, blank=True, editable=False)
    """The language of the page on which they wrote; empty for Japanese."""
    came_for = models.CharField("用件", max_length=30, editable=False)
    seed = models.CharField(max_length=30, default=new_seed, editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    """How often a wrong code was typed since it was sent."""
    confirmed_at = models.DateTimeField("確かめた日時", null=True, editable=False)
    confirmed_how = models.CharField(
        "確かめた方法", max_length=10, choices=ConfirmedHow, blank=True, editable=False
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確かめた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    forget_on = models.DateField("消す日", editable=False)

    class Meta:
        verbose_name = "アカウントのない方"
        verbose_name_plural = "アカウントのない方"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | ~Q(address=""),
                name="guest_can_be_reached",
                violation_error_message="メールアドレスか電話番号か住所のどれかを入力してください。",
            ),
            known_values("confirmed_how", ["", *ConfirmedHow.values], name="guest_how_is_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_how="")
                | Q(confirmed_at__isnull=False) & ~Q(confirmed_how=""),
                name="guest_is_confirmed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_how__in=["", ConfirmedHow.CODE], confirmed_by__isnull=True)
                | Q(
                    confirmed_how__in=[ConfirmedHow.COUNTER, ConfirmedHow.CALL],
                    confirmed_by__isnull=False,
                ),
                name="guest_is_confirmed_by_code_or_somebody",
            ),
            models.CheckConstraint(
                condition=Q(code_hash="", code_until__isnull=True)
                | ~Q(code_hash="") & Q(code_until__isnull=False),
                name="guest_code_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["forget_on"], name="guest_to_forget")]

    def __str__(self) -> str:
        """Without the name: this is what the record of acts keeps."""
        return f"アカウントのない方（{self.pk}）"

    @property
    def display_name(self) -> str:
        """What a letter calls them."""
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether letters reach them; who left only a telephone number is called."""
        return bool(self.email)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def token(self) -> str:
        """What opens their own page: made of the portal's secret, and kept nowhere."""
        return salted_hmac("groups.guest", f"{self.pk}:{self.seed}", algorithm="sha256").hexdigest()

    def is_opened_by(self, token: str) -> bool:
        """Whether this token is that of their page."""
        return constant_time_compare(token[:100], self.token)

    def get_absolute_url(self) -> str:
        """Their own page: where the code is typed, and which leads on to what they came for."""
        return reverse("guests:confirm", args=[self.pk, self.token])
