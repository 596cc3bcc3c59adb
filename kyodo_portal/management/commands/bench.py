"""Measure what the pages cost beside a bare Django view: `manage.py bench`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from kyodo_portal.made_up.benching.measuring import PageFailed, measure
from kyodo_portal.made_up.benching.pages import NothingToMeasure, pages_to_measure
from kyodo_portal.made_up.benching.table import as_table, judged
from projects.models import Project


class Command(BaseCommand):
    help = (
        "おもなページの重さを、このプロセスの中で測り、素のDjangoのページと比べます。"
        "読むだけで、何も書きこみません。先に manage.py fill で測るためのデータベースを作ります。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=30, help="周回の数（初めは30）")
        parser.add_argument("--json", action="store_true", dest="as_json", help="JSONで書き出す")

    def handle(self, *args: Any, rounds: int, as_json: bool, **options: Any) -> None:
        if rounds < 1:
            raise CommandError("--rounds は、1以上の数で指定してください。")
        try:
            pages = pages_to_measure()
            # As in production: the log of queries that DEBUG keeps would be measured as well.
            with override_settings(DEBUG=False):
                measured = measure(pages, rounds=rounds, progress=self._show)
        except NothingToMeasure as nothing:
            raise CommandError(
                f"測るページがそろいません：{nothing}"
                "manage.py fill --projects 1000 で、測るためのデータベースを作ってください。"
            ) from None
        except PageFailed as failed:
            raise CommandError(f"測るのをやめました：{failed}") from None
        projects = Project.objects.count()
        rows = judged(measured, projects=projects)
        if as_json:
            told = {"database": connection.vendor, "projects": projects, "rounds": rounds}
            self.stdout.write(json.dumps({**told, "pages": rows}, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"事業 {projects:,}件 / {connection.vendor} / {rounds}周の中央値")
        self.stdout.write(as_table(rows))

    def _show(self, done: int, rounds: int) -> None:
        if self.stderr.isatty():
            ending = "\n" if done == rounds else ""
            self.stderr.write(f"\r{done}/{rounds}周", ending=ending, style_func=str)
