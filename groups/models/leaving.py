"""Columns that only the code of the last release still reads and writes, while an upgrade goes on.

They are taken away by the release after this one, when no running code knows them any more.
"""

from django.db import models


def _leaving() -> "models.BooleanField[bool, bool]":
    return models.BooleanField(default=False, db_default=False, editable=False)


class ContactBefore(models.Model):
    """What `ContactDetails` said of each line until 0.1.0: open or closed."""

    name_is_public = _leaving()
    address_is_public = _leaving()
    phone_is_public = _leaving()
    fax_is_public = _leaving()
    email_is_public = _leaving()

    class Meta:
        abstract = True
