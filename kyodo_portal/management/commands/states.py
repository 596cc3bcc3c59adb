"""Print every life as a diagram: `manage.py states > docs/states.md`."""

from typing import Any

from django.core.management.base import BaseCommand

from kyodo_portal.life.diagrams import document


class Command(BaseCommand):
    help = "Prints docs/states.md from the tables of moves."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(document(), ending="")
