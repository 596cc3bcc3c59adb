"""Check the chain of seals of the record of acts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kyodo_portal.life.verifying import verify
from kyodo_portal.words.text import japanese_datetime

WRONG, OVERDUE = 1, 2
"""How the command ends where the record is not as it was written, and where nobody seems to seal it."""


class Command(BaseCommand):
    help = "操作の記録が書き換えられていないかを、封印の鎖の初めから確かめます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", default="", help="毎日のお知らせにある照合値（番号:照合値）。これとも比べます"
        )

    def handle(self, *args: Any, head: str, **options: Any) -> None:
        now = timezone.now()
        found = verify(known_head=head.strip())
        self.stdout.write(f"封印した記録：{found.sealed}件")
        self.stdout.write(f"鎖の先頭：{found.head or 'まだありません'}")
        self.stdout.write(f"封印を待つ記録：{found.waiting}件")
        if finding := found.finding:
            place = f"（封印 {finding.position}番目）" if finding.position else ""
            number = f"記録 {finding.entry_id}番" if finding.entry_id else "封印の鎖"
            raise CommandError(f"{number}{place}：{finding.what}", returncode=WRONG)
        if found.is_overdue(now) and found.waiting_since:
            raise CommandError(
                f"{japanese_datetime(found.waiting_since)}から封印を待つ記録があります。"
                "outbox（封印する係）が動いているかを確かめてください。",
                returncode=OVERDUE,
            )
        self.stdout.write("記録は、書かれたときのままです。")
