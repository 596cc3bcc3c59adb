"""Who takes part."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from kyodo_portal.life.roles import Role


def make_roles(sender: AppConfig, using: str, **_: Any) -> None:
    """The roles of the city's side exist in every database, from its first migration on."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    for role in Role:
        groups.get_or_create(name=role.value)


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = "団体と人"

    def ready(self) -> None:
        from groups.accounts.listening import listen  # noqa: PLC0415 - knows the models

        post_migrate.connect(make_roles, sender=self)
        listen()
