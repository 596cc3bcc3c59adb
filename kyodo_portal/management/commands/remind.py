"""Do what is due by the clock: `manage.py remind`, once an hour or once a day.

The outbox's worker does the same every hour; run this from cron where no worker runs. Running it
twice, or twice at once, writes nothing twice.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kyodo_portal.life import clock
from kyodo_portal.life.clock import Done


class Command(BaseCommand):
    help = "期限のお知らせなど、時刻で決まっている仕事をします。何度動かしても、同じことは一度だけです。"

    def handle(self, *args: Any, **options: Any) -> None:
        done = clock.run_all(timezone.now())
        for line in lines_of(done):
            self.stdout.write(line)
        if not any(each.count or each.failed for each in done):
            self.stdout.write("いますることは、ありませんでした。")
        if failed := [each.label for each in done if each.failed]:
            raise CommandError(f"できなかったことがあります：{'、'.join(failed)}")


def lines_of(done: list[Done]) -> list[str]:
    """What was done, one line for each routine that had something to do."""
    return [f"{each.label} {each.count}件" for each in done if each.count]
