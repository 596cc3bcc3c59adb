"""Read past projects into the register: `manage.py import_projects FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.imports.files import ImportRefused
from projects.imports.writing import import_file


class Command(BaseCommand):
    help = "過去の協働事業をJSONかCSVから登録します。誤りが一つでもあれば、何も登録しません。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="記録のファイル（.json か .csv）")
        parser.add_argument(
            "--update",
            action="store_true",
            help="すでに登録されている記録を、ファイルの内容で書き換える",
        )

    def handle(self, *args: Any, file: Path, update: bool, **options: Any) -> None:
        try:
            outcome = import_file(file, update=update)
        except ImportRefused as refusal:
            for reason in refusal.reasons:
                self.stderr.write(reason)
            raise CommandError(
                f"直すところが{len(refusal.reasons)}か所あります。何も登録していません。"
            ) from None
        if outcome.unknown:
            self.stderr.write(f"次の項目は使わずに進めました：{'、'.join(outcome.unknown)}")
        for line in outcome.different:
            self.stderr.write(
                f"登録済みの内容とちがいます（書き換えるには --update を付けます）：{line}"
            )
        if outcome.created:
            self.stdout.write(f"{outcome.created}件を登録しました。")
        if outcome.updated:
            self.stdout.write(f"{outcome.updated}件を書き換えました。")
        already = outcome.unchanged + len(outcome.different)
        if already:
            self.stdout.write(f"{already}件はすでに登録されています。")
