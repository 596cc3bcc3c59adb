"""The departments of city hall."""

from collections.abc import Iterator

from groups.models import Department
from kyodo_portal.management.doctor.looking import Finding, look_at, note


@look_at("課の名前の読み")
def departments_can_be_read() -> Iterator[Finding]:
    """In やさしい日本語 the name of a department stands with its reading."""
    names = list(Department.objects.active().filter(name_kana="").values_list("name", flat=True))
    if names:
        yield note(
            f"フリガナのない課が{len(names)}あります（{names[0]} など）。"
            "やさしい日本語のページで、名前に読みが付きません。",
            "管理画面の「所管課」で、課名のフリガナを書いてください。",
        )
