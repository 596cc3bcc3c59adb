"""One submission makes one record, however often the button is pressed.

The form carries a random key; the record stores it under a unique constraint. A second arrival
of the same key finds the first record and is shown that one (precedent: duplicate applications
by impatient clicks).
"""

import uuid
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django import forms
from django.db import IntegrityError, models, transaction

M = TypeVar("M", bound="SubmittedOnce")


class Sender(Protocol):
    """Whose form it is; without an account it has no number."""

    @property
    def pk(self) -> int | None: ...


class SubmittedOnce(models.Model):
    """A record made by a person's form, recognisable when the same form arrives again."""

    submission_key = models.UUIDField(
        "送信の番号", default=uuid.uuid4, unique=True, editable=False, db_index=False
    )

    class Meta:
        abstract = True


class OnceForm(forms.Form):
    """Mixin for the form of such a record: a hidden key, new for every blank form.

    A missing or damaged key is replaced by a new one instead of refusing the person's text.
    """

    submission_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission_key"].initial = str(uuid.uuid4())

    def clean_submission_key(self) -> uuid.UUID:
        return key_in(self.cleaned_data["submission_key"])


def key_in(typed: str) -> uuid.UUID:
    """The key a form carried; a new one in place of a missing or damaged key."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.uuid4()


def own_key(key: uuid.UUID, by: Sender) -> uuid.UUID:
    """A form's key as it is stored, bound to the person: on a shared computer the next person may
    send the form that the last one left behind."""
    return uuid.uuid5(key, str(by.pk))


def create_once(
    model: type[M],
    key: uuid.UUID,
    create: Callable[[uuid.UUID], M],
    *,
    by: Sender,
) -> tuple[M, bool]:
    """Run `create` in a transaction, or return the record that the same person's form made before,
    or that it is making in this instant.

    `create` gets the key to store (see `own_key`). Returns the record and whether it is new.
    """
    stored = own_key(key, by)
    earlier = model._default_manager.filter(submission_key=stored).first()
    if earlier is not None:
        return earlier, False
    try:
        with transaction.atomic():
            return create(stored), True
    except IntegrityError:
        earlier = model._default_manager.filter(submission_key=stored).first()
        if earlier is None:
            raise
        return earlier, False
