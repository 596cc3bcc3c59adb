"""Read past projects into the register: `manage.py import_projects FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyodo_portal.files.tables.refused import ImportRefused
from projects.imports.writing import import_file

ALIKE = "同じ名前・年度・担当課の事業がすでにあるので、登録していません（別の事業なら --add-alike を付けます）"
BLANK = "担当課が書かれていません（結合したセルの下なら、行ごとに書いてください）"
DIFFERENT = "登録済みの内容とちがいます（書き換えるには --update を付けます）"


class Command(BaseCommand):
    help = (
        "過去の協働事業をJSON・CSV・Excel（xlsx）から登録します。"
        "誤りが一つでもあれば、何も登録しません。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="記録のファイル（.json か .csv か .xlsx）")
        parser.add_argument(
            "--update",
            action="store_true",
            help="すでに登録されている記録を、ファイルの内容で書き換える",
        )
        parser.add_argument(
            "--add-alike",
            action="store_true",
            help="同じ名前・年度・担当課の事業がすでにあっても、別の事業として登録する",
        )

    def handle(self, *args: Any, file: Path, update: bool, add_alike: bool, **options: Any) -> None:
        try:
            outcome = import_file(file, update=update, add_alike=add_alike)
        except ImportRefused as refusal:
            for reason in refusal.reasons:
                self.stderr.write(reason)
            raise CommandError(
                f"直すところが{len(refusal.reasons)}か所あります。何も登録していません。"
            ) from None
        for note in outcome.notes:
            self.stderr.write(note)
        if outcome.unknown:
            self.stderr.write(f"次の項目は使わずに進めました：{'、'.join(outcome.unknown)}")
        for told, lines in (
            (ALIKE, outcome.alike),
            (BLANK, outcome.blank),
            (DIFFERENT, outcome.different),
        ):
            for line in lines:
                self.stderr.write(f"{told}：{line}")
        if outcome.created:
            self.stdout.write(f"{outcome.created}件を登録しました。")
        if outcome.updated:
            self.stdout.write(f"{outcome.updated}件を書き換えました。")
        already = outcome.unchanged + len(outcome.different)
        if already:
            self.stdout.write(f"{already}件はすでに登録されています。")
        if outcome.own:
            self.stdout.write(
                f"{outcome.own}件は、このポータルの事業です。"
                "ファイルからは書き換えず、何も登録していません。"
            )
        if outcome.alike:
            self.stdout.write(f"{len(outcome.alike)}件は登録していません。")
