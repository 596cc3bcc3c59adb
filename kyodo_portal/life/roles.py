"""The roles of the city's side that reach across departments (design: the people).

A role is a Django group of the same name. Departments are not roles: who works in one is
kept in `groups.Department.staff`.
"""

from django.db import models


class Role(models.TextChoices):
    """Stored names of the Django groups, with the words the screen uses."""

    COORDINATOR = "coordinator", "協働担当"
    REVIEWER = "reviewer", "審査委員"
    COMMITTEE = "committee", "推進委員会"
