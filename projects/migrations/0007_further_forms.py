"""A further form of collaboration of a project is no form to fill in, and is named accordingly. Its
table stays, and so do the rows of its content type and of its permissions, under the new name."""

from typing import Any

from django.db import migrations

OLD, NEW = "projectform", "formofproject"


def _call_permissions(apps: Any, old: str, new: str) -> None:
    permissions = apps.get_model("auth", "Permission").objects
    for row in permissions.filter(
        content_type__app_label="projects", codename__endswith=f"_{old}"
    ):
        row.codename = row.codename.removesuffix(old) + new
        row.save(update_fields=["codename"])


def rename(apps: Any, schema_editor: Any) -> None:
    _call_permissions(apps, OLD, NEW)


def rename_back(apps: Any, schema_editor: Any) -> None:
    _call_permissions(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("projects", "0006_drop_search_text"),
    ]

    operations = [
        migrations.AlterModelTable("ProjectForm", "projects_projectform"),
        migrations.RenameModel("ProjectForm", "FormOfProject"),
        migrations.RunPython(rename, rename_back),
    ]
