"""Taking in a list from the terminal: shown first, taken in with `--yes`, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from groups.models import User
from kyodo_portal.files.tables.reading import bytes_of
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.imports import ImportKind, looked_at, taken_in
from kyodo_portal.life.jobs.kinds import Section

NOBODY = (
    "システム管理者のアカウントがないため、取り込めません（だれが登録したかを記録に残します）。"
    "先に manage.py first_admin で、最初のシステム管理者をつくってください。"
)


class TakeIn(BaseCommand):
    """The base of `import_groups` and `import_staff`."""

    kind: ImportKind

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="名簿のファイル（.csv か .xlsx）")
        parser.add_argument("--yes", action="store_true", help="見るだけでなく、取り込む")
        parser.add_argument(
            "--update",
            action="store_true",
            help="すでに登録されているものを、名簿の内容で書き換える",
        )
        parser.add_argument(
            "--add-alike",
            action="store_true",
            help="名前の似たものがすでにあっても、別のものとして登録する",
        )
        parser.add_argument(
            "--by",
            default="",
            metavar="ADDRESS",
            help="登録した人として記録に残すシステム管理者のメールアドレス（なければ最初の管理者）",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        yes: bool,
        update: bool,
        add_alike: bool,
        by: str,
        **options: Any,
    ) -> None:
        person = administrator(by)
        step = taken_in if yes else looked_at
        try:
            read = self.kind.read(bytes_of(file), file.name)
            report = step(self.kind, read, by=person, update=update, add_alike=add_alike)
        except ImportRefused as refusal:
            for reason in refusal.reasons:
                self.stderr.write(reason)
            raise CommandError(
                f"直すところが{len(refusal.reasons)}か所あります。何も登録していません。"
            ) from None
        for section in report:
            self.tell(section)
        if yes:
            self.stdout.write("取り込みました。")
        else:
            self.stdout.write(
                "まだ何も登録していません。この内容でよければ、--yes を付けてもう一度実行してください。"
            )

    def tell(self, section: Section) -> None:
        self.stdout.write(section.title)
        for line in section.lines:
            self.stdout.write(f"  {line}")


def administrator(address: str) -> User:
    """The administrator in whose name a list is taken in. Raises `CommandError` where there is none."""
    administrators = User.objects.active().filter(is_superuser=True).order_by("pk")
    if address:
        found = administrators.filter(email__iexact=address).first()
        if found is None:
            raise CommandError(
                f"{address} は、使われているシステム管理者のアカウントではありません。"
            )
        return found
    first = administrators.first()
    if first is None:
        raise CommandError(NOBODY)
    return first
