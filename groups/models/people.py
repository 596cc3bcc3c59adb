"""People: their account, and — in a table of its own — how to reach them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.audiences import Audience, audiences_of
from groups.models.leaving import ContactBefore
from groups.models.memberships import SPEAKING, WITH_MONEY
from kyodo_portal.life.constraints import exactly_one, known_values
from kyodo_portal.life.people import Person
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role
from kyodo_portal.words.alike import as_read
from kyodo_portal.words.languages import EASY, ENGLISH, Words
from kyodo_portal.writing.columns import label_of


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def confirmed(self) -> "UserQuerySet":
        """Those whose address has been proved to be their owner's."""
        return self.filter(confirmed_at__isnull=False)

    def with_role(self, role: Role) -> "UserQuerySet":
        """Active holders of a role of the city's side, in the order of their names."""
        return self.active().filter(groups__name=role.value).order_by("display_name", "pk")

    def with_places(self) -> "UserQuerySet":
        """With their roles, and all the places they have and had, in a constant number of queries."""
        return self.prefetch_related("groups", "memberships", "departments", "past_postings")

    def managing(self, groups: Iterable[Any]) -> "UserQuerySet":
        """Those with an open account who speak for any of these groups: representatives and managers."""
        return (
            self.active()
            .filter(
                memberships__group__in=groups,
                memberships__role__in=SPEAKING,
                memberships__ended_at=None,
            )
            .distinct()
        )

    def of_departments(self, departments: Iterable[Any]) -> "UserQuerySet":
        """Active staff of any of these departments."""
        return self.active().filter(departments__in=departments).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # made by a call
    """Makes accounts; the e-mail address is the name to sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account: citizen, member of a group, staff, reviewer or administrator.

    Public is the display name alone. What a person may do follows from their roles, departments
    and memberships, which are asked once per request and kept on the instance.
    """

    email = models.EmailField("メールアドレス", unique=True)
    display_name = models.CharField(
        "表示名",
        max_length=50,
        help_text="ほかの人に見える名前です。本名でなくてもかまいません。",
    )
    name_as_read = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    """The name as readers take it in (see `as_read`), to find another of the same looks."""
    language = models.CharField(
        _("お知らせのメールの言語"),
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(each.code, each.name) for each in (EASY, ENGLISH)],
    )
    """In which language the letters to this person are written; empty for Japanese."""
    is_active = models.BooleanField("有効", default=True)
    joined_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(
        "メールアドレスを確認した日時", null=True, blank=True, editable=False
    )
    """When somebody first proved to read the mail of the address. Before that the account is
    nobody's: it gets no role, no department, no group, and goes after a day."""
    mail_proved_at = models.DateTimeField(
        "市の仕事のためにメールアドレスを確認した日時", null=True, blank=True, editable=False
    )
    """When its owner last proved to read its mail while working for the city; nothing for everybody
    else, and before the first time. The admin opens only after it."""
    factors_ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a second factor of the account was last taken away: who used one before has to use one again."""

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        ordering = ["display_name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_one_account"),
            known_values("language", ["", EASY.code, ENGLISH.code], name="user_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """The name is kept together with how it is read."""
        self.name_as_read = as_read(self.display_name)[:200]
        if update_fields is not None and "display_name" in update_fields:
            update_fields = {*update_fields, "name_as_read"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("my")

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def is_confirmed(self) -> bool:
        """Whether its address has been proved to be its owner's."""
        return self.confirmed_at is not None

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The roles this person holds for the city; empty for a closed account."""
        if not self.is_active:
            return frozenset()
        if self._has_read("groups"):
            return frozenset(role.name for role in self.groups.all())
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def postings(self) -> list[tuple[int, datetime | None]]:
        """Each department this person works or has worked in, with the moment it ended."""
        if not self.is_active:
            return []
        if self._has_read("departments", "past_postings"):
            past_rows = [(row.department_id, row.ended_at) for row in self.past_postings.all()]
            return [*past_rows, *((department.pk, None) for department in self.departments.all())]
        now = Value(None, output_field=models.DateTimeField())
        past = self.past_postings.order_by().values_list("department_id", "ended_at")
        return list(past.union(self.departments.order_by().values_list("pk", now), all=True))

    @cached_property
    def places(self) -> list[tuple[int, str, datetime | None]]:
        """Each place this person has or had in a group: its id, the role, the moment it ended."""
        if not self.is_active:
            return []
        if self._has_read("memberships"):
            return [(row.group_id, row.role, row.ended_at) for row in self.memberships.all()]
        return list(self.memberships.order_by().values_list("group_id", "role", "ended_at"))

    def _has_read(self, *relations: str) -> bool:
        """Whether these have been read with many accounts at once (`with_places`)."""
        return set(relations) <= getattr(self, "_prefetched_objects_cache", {}).keys()

    @cached_property
    def stands_in_for(self) -> frozenset[tuple[str, int]]:
        """The records, as model and number, in which this person stands in for the coordinators;
        only staff of departments are named for that."""
        if not self.department_ids:
            return frozenset()
        running = self.stand_ins.running()
        return frozenset(running.values_list("target_model", "target_id"))

    @property
    def department_ids(self) -> frozenset[int]:
        """The departments this person works in."""
        return frozenset(pk for pk, ended_at in self.postings if ended_at is None)

    @property
    def left_departments(self) -> dict[int, datetime]:
        """When this person last left each department they have worked in, by its id."""
        return last_ends(self.postings)

    @property
    def role_by_group(self) -> dict[int, str]:
        """This person's role in each group they belong to, by the group's id."""
        return {pk: role for pk, role, ended_at in self.places if ended_at is None}

    @property
    def left_groups(self) -> dict[int, datetime]:
        """When this person last left each group they have belonged to, by its id."""
        return last_ends((pk, ended_at) for pk, _, ended_at in self.places)

    @property
    def managed_group_ids(self) -> frozenset[int]:
        """The groups for which this person speaks, as representative or manager."""
        return frozenset(pk for pk, role in self.role_by_group.items() if role in SPEAKING)

    @property
    def treasury_group_ids(self) -> frozenset[int]:
        """The groups whose money this person handles: theirs, and those whose treasurer they are."""
        return frozenset(pk for pk, role in self.role_by_group.items() if role in WITH_MONEY)

    @property
    def is_staff(self) -> bool:
        """Works in the admin: for a department, in a role of the city's side, or on the system."""
        return self.is_active and bool(
            self.is_superuser or self.department_ids or self.role_names & set(Role.values)
        )


def last_ends(ends: Iterable[tuple[int, datetime | None]]) -> dict[int, datetime]:
    """The last end of each number among these; what has not ended is left out."""
    last: dict[int, datetime] = {}
    for pk, ended_at in ends:
        if ended_at is not None:
            last[pk] = max(ended_at, last.get(pk, ended_at))
    return last


def account_of(person: Person) -> User:
    """The account of whoever acts, to be kept with what they do. Raises `PermissionDenied` for a
    visitor, whom the rules have refused before this."""
    if not isinstance(person, User):
        raise PermissionDenied
    return person


CHOOSABLE = ("name", "address", "phone", "fax", "email")


def _shown_to(label: Words) -> Any:
    return models.CharField(
        label,
        max_length=9,
        choices=Audience,
        default=Audience.CLOSED,
        db_default=Audience.CLOSED,
    )


class ContactDetails(ContactBefore, Timestamped):
    """How to reach a person or a group. Kept apart from the public record, so that no list,
    filter, export or search can come upon it by accident (Act on the Protection of Personal
    Information, art. 66).

    A group chooses for each line to whom its page shows it (practice §6); a person's details are shown
    to nobody.
    """

    user = models.OneToOneField(
        "groups.User",
        verbose_name="利用者",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact",
    )
    group = models.OneToOneField(
        "groups.Group",
        verbose_name="団体",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact",
    )
    name = models.CharField(_("代表者の氏名"), max_length=100, blank=True)
    name_kana = models.CharField(_("代表者の氏名（フリガナ）"), max_length=100, blank=True)
    position = models.CharField(_("役職"), max_length=50, blank=True)
    postal_code = models.CharField(_("郵便番号"), max_length=8, blank=True)
    address = models.CharField(_("所在地"), max_length=200, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    fax = models.CharField(_("ファクス番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    person_in_charge = models.CharField(_("連絡責任者の氏名"), max_length=100, blank=True)
    person_in_charge_phone = models.CharField(_("連絡責任者の電話番号"), max_length=20, blank=True)

    name_shown_to = _shown_to(_("代表者の氏名を見せる相手"))
    address_shown_to = _shown_to(_("所在地を見せる相手"))
    phone_shown_to = _shown_to(_("電話番号を見せる相手"))
    fax_shown_to = _shown_to(_("ファクス番号を見せる相手"))
    email_shown_to = _shown_to(_("メールアドレスを見せる相手"))

    class Meta:
        verbose_name = "連絡先"
        verbose_name_plural = "連絡先"
        constraints = [
            exactly_one("user", "group", name="contact_details_have_one_owner"),
            *(
                known_values(f"{line}_shown_to", Audience, name=f"contact_{line}_audience_is_known")
                for line in CHOOSABLE
            ),
        ]

    #: Lines a group may open; each has a column `<name>_shown_to`.
    CHOOSABLE = CHOOSABLE

    def __str__(self) -> str:
        return "連絡先"

    def rows_for(self, person: Person) -> list[tuple[str, str]]:
        """The lines the group opened to this person, as (label, value), empty ones left out."""
        if self.group_id is None:
            return []
        audiences = audiences_of(person)
        return [
            (label_of(self, name), getattr(self, name))
            for name in self.CHOOSABLE
            if getattr(self, f"{name}_shown_to") in audiences and getattr(self, name)
        ]

    def is_opened_to_accounts(self) -> bool:
        """Whether somebody who signs in reads more of it than a visitor."""
        return any(
            getattr(self, f"{name}_shown_to") == Audience.ACCOUNTS and getattr(self, name)
            for name in self.CHOOSABLE
        )
