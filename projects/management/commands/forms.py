"""Print the steps of every form of collaboration: `manage.py forms > docs/forms.md`."""

from typing import Any

from django.core.management.base import BaseCommand

from projects.steps.page import page


class Command(BaseCommand):
    help = "Prints docs/forms.md from the table of steps."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
